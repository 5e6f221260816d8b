import { request as ask, createServer } from 'node:http';
import { deskHtml } from './desk.ts';

/** Where the server is: a port of the loopback address, or a socket in the file system. */
export type Behind = { readonly port: number } | { readonly socketPath: string };

export type Front = { readonly origin: string; readonly desk: string; readonly close: () => Promise<void> };

/**
 * The thinnest thing in front of a server that serves no pages: `/desk.html` is the desk, everything else goes through as it is.
 * `withQuery` is what a gateway adds for its users, a signature for instance: the page never sees it.
 */
export async function startFront(behind: Behind, withQuery = ''): Promise<Front> {
  const desk = await deskHtml();
  const server = createServer((request, response) => {
    const { method, headers, url = '/' } = request;
    if (url.split('?')[0] === '/desk.html') {
      request.resume();
      response.writeHead(200, { 'Content-Type': 'text/html; charset=utf-8' });
      response.end(desk);
      return;
    }
    const path = withQuery === '' ? url : `${url}${url.includes('?') ? '&' : '?'}${withQuery}`;
    const target = 'port' in behind ? { host: '127.0.0.1', port: behind.port } : { socketPath: behind.socketPath };
    const onward = ask({ ...target, method, path, headers, agent: false }, (answer) => {
      response.writeHead(answer.statusCode ?? 502, answer.rawHeaders);
      answer.pipe(response);
    });
    onward.on('error', (error) => response.destroy(error));
    request.pipe(onward);
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', resolve);
  });
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The loopback address gives no port');
  const origin = `http://127.0.0.1:${address.port}`;
  return {
    origin,
    desk: `${origin}/desk.html`,
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
