// The page under test asks; this extension does; the page hears what came of it.
addEventListener('intrude', async (event) => {
  const said = await chrome.runtime.sendMessage(JSON.parse(event.detail));
  document.documentElement.dataset.said = JSON.stringify(said);
});
document.documentElement.dataset.intruder = 'ready';
