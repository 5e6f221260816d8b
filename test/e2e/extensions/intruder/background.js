/** Everything that an extension can try on another: a message, a port. */
async function intrude({ target, messages }) {
  const said = [];
  for (const message of messages) {
    said.push(
      await chrome.runtime.sendMessage(target, message).then(
        (answer) => ({ answer: answer ?? null }),
        (error) => ({ refused: String(error) }),
      ),
    );
  }
  const port = await new Promise((resolve) => {
    const open = chrome.runtime.connect(target);
    open.onMessage.addListener((message) => resolve({ answer: message }));
    open.onDisconnect.addListener(() => resolve({ refused: 'disconnected' }));
    for (const message of messages) open.postMessage(message);
  });
  return [...said, port];
}

chrome.runtime.onMessage.addListener((message, _sender, respond) => {
  intrude(message).then(respond, (error) => respond([{ failed: String(error) }]));
  return true;
});
