/**
 * The two ends that the overhead is measured against, in a process of their own (`fork`): a server whose answers cost nothing,
 * and a proxy that passes everything on as an intercepting one does: whole bodies, one after the other.
 * Plain Node, so that it starts at once. Sends `{ server, proxy }`, the ports.
 */
import { Agent, request as ask, createServer } from 'node:http';

const body = '{"ok":1}';

/** Six requests at a time, as many as a browser opens to one host. */
const page = `<!doctype html><link rel="icon" href="data:,"><title>Trivial</title><script>
async function burst(kind, count) {
  const begun = performance.now();
  let next = 0;
  const work = async () => {
    while (next < count) {
      const at = next++;
      const save = kind === 'tagged' && at % 10 === 9;
      const init = save ? { method: 'PUT', headers: { 'If-Match': '"1"' }, body: '{"title":"mine"}' } : {};
      await (await fetch('/' + kind + '/' + at, init)).text();
    }
  };
  await Promise.all(Array.from({ length: 6 }, work));
  return performance.now() - begun;
}
</script>`;

const server = createServer((request, response) => {
  request.resume();
  request.on('end', () => {
    if (request.url === '/') {
      response.writeHead(200, { 'Content-Type': 'text/html' });
      response.end(page);
      return;
    }
    const tag = request.url?.startsWith('/tagged') ? { ETag: '"1"' } : {};
    response.writeHead(200, { 'Content-Type': 'application/json', 'Cache-Control': 'no-store', ...tag });
    response.end(body);
  });
});
server.keepAliveTimeout = 600_000;

const agent = new Agent({ keepAlive: true });
const whole = (stream, then) => {
  const chunks = [];
  stream.on('data', (chunk) => chunks.push(chunk));
  stream.on('end', () => then(Buffer.concat(chunks)));
};
const proxy = createServer((request, response) => {
  whole(request, (sent) => {
    const { hostname, port, pathname, search } = new URL(request.url ?? '');
    const { method, headers } = request;
    const onward = ask({ agent, hostname, port, method, headers, path: pathname + search }, (answer) => {
      whole(answer, (received) => {
        response.writeHead(answer.statusCode ?? 502, answer.headers);
        response.end(received);
      });
    });
    onward.on('error', () => response.destroy());
    onward.end(sent);
  });
});
proxy.keepAliveTimeout = 600_000;

const listening = (each) => new Promise((done) => each.listen(0, 'localhost', () => done(each.address().port)));
process.send?.({ server: await listening(server), proxy: await listening(proxy) });
process.on('disconnect', () => process.exit());
