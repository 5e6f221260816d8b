import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A server that tells what it was sent, streams slowly, redirects and refuses; for comparing what a page sees on two of its names. */
export async function echoServer(): Promise<{ readonly port: number; readonly close: () => Promise<void> }> {
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk) => chunks.push(chunk));
    request.on('error', () => response.destroy());
    request.on('end', () => {
      const { pathname, searchParams } = new URL(request.url ?? '/', 'http://any.invalid');
      const type = (request.headers['content-type'] ?? '').replace(/boundary=.*/, 'boundary');
      if (pathname === '/page') {
        response.writeHead(200, { 'Content-Type': 'text/html' });
        response.end('<!doctype html><link rel="icon" href="data:,"><title>Echo</title>');
      } else if (pathname === '/stream') {
        response.writeHead(200, { 'Content-Type': 'text/plain' });
        response.write('first ');
        // The rest only when it is asked for, so that the page has to see the first part before.
        ends.set(searchParams.get('id') ?? '', () => response.end('second'));
      } else if (pathname === '/end') {
        ends.get(searchParams.get('id') ?? '')?.();
        response.end();
      } else if (pathname === '/redirect') {
        response.writeHead(Number(searchParams.get('status') ?? '302'), { Location: '/echo?redirected' });
        response.end();
      } else if (pathname === '/hang') {
        // Never answered: to be aborted.
      } else {
        const status = Number(searchParams.get('status') ?? '200');
        response.writeHead(status, {
          'Content-Type': 'application/json',
          ETag: '"echo"',
          'Cache-Control': 'no-store',
          'X-Twice': ['a', 'b'],
        });
        const body = Buffer.concat(chunks);
        const sent = Object.entries(request.headers).filter(([name]) => /^(x-|if-)/.test(name));
        // Firefox makes boundaries of different lengths.
        const bytes = type.includes('multipart') ? 'some' : body.length;
        const told = { method: request.method, path: pathname, type, bytes, sent, text: '' };
        if (body.length < 200 && !type.includes('multipart')) told.text = body.toString('latin1');
        response.end(request.method === 'HEAD' || status === 204 ? undefined : JSON.stringify(told));
      }
    });
  });
  // Methods that Node's parser does not know. Left to itself it resets the connection, and whether the page then still sees the 400 is chance.
  server.on('clientError', (_, socket) => {
    if (socket.writable) socket.end('HTTP/1.1 400 Bad Request\r\nConnection: close\r\n\r\n');
  });
  const ends = new Map<string, () => void>();
  await new Promise<void>((done) => server.listen(0, done));
  return {
    port: (server.address() as AddressInfo).port,
    async close() {
      server.closeAllConnections();
      await new Promise((done) => server.close(done));
    },
  };
}
