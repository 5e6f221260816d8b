import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A server for the recorder's stories: a page, items that refuse every save, saves that wait until they are released. */
export type Plain = {
  readonly origin: string;
  /** Answers the saves under /slow/ that wait. */
  readonly release: () => void;
  readonly close: () => Promise<void>;
};

/** Refusals whose answers are no usual text, by path. */
export const strange: { readonly [path: string]: { readonly type: string; readonly body: Buffer } } = {
  '/strange/bytes': { type: 'application/octet-stream', body: Buffer.from([0xff, 0x00, 0x80, 0x41, 0xfe]) },
  '/strange/ascii': { type: 'application/octet-stream', body: Buffer.from('changed meanwhile') },
  '/strange/latin': { type: 'application/x-ndjson', body: Buffer.from('{"error":"geändert"}\n') },
  '/strange/kanji': { type: 'application/x-ndjson', body: Buffer.from('{"error":"変更されました"}\n') },
};

export async function plainServer(): Promise<Plain> {
  const waiting: ServerResponse[] = [];
  const refuse = (response: ServerResponse) => {
    response.writeHead(409, { 'Content-Type': 'application/json', ETag: '"current"' });
    response.end('{"error":"changed meanwhile"}');
  };
  const server = createServer((request, response) => {
    request.resume();
    request.on('end', () => {
      const { url = '' } = request;
      if (url === '/page') {
        response.writeHead(200, { 'Content-Type': 'text/html' });
        response.end('<!doctype html><link rel="icon" href="data:,"><title>Items</title>');
      } else if (url.startsWith('/cached/') || url.startsWith('/checked/')) {
        // Fresh for a minute, or to be asked about each time.
        const fresh = url.startsWith('/cached/') ? 'max-age=60' : 'no-cache';
        const known = request.headers['if-none-match'] === '"current"';
        response.writeHead(known ? 304 : 200, {
          'Content-Type': 'application/json',
          ETag: '"current"',
          'Cache-Control': fresh,
        });
        response.end(known ? undefined : '{"title":"theirs"}');
      } else if (request.method === 'GET') {
        response.writeHead(200, { 'Content-Type': 'application/json', ETag: '"current"', 'Cache-Control': 'no-store' });
        response.end('{"title":"theirs"}');
      } else if (url.startsWith('/slow/')) waiting.push(response);
      else if (url.startsWith('/strange/')) {
        response.writeHead(409, { 'Content-Type': strange[url]?.type ?? 'application/octet-stream' });
        response.end(strange[url]?.body);
      } else refuse(response);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, resolve));
  const { port } = server.address() as AddressInfo;
  return {
    origin: `http://localhost:${port}`,
    release() {
      for (const response of waiting.splice(0)) refuse(response);
    },
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
