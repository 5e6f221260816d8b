import { createServer, type Server } from 'node:http';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { pageTask, pageTaskSource } from '../../src/act/page-task.ts';
import type { PageRequest, PageResult } from '../../src/messages/protocol.ts';

let server: Server;
let origin = '';
const seen: { method: string; body: string; headers: NodeJS.Dict<string | string[]> }[] = [];

beforeAll(async () => {
  server = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk) => {
      body += chunk;
    });
    request.on('end', () => {
      seen.push({ method: request.method ?? '', body, headers: request.headers });
      if (request.url === '/break') return request.socket.destroy();
      if (request.url === '/silent') return;
      if (request.url === '/long') return response.end('x'.repeat(3_000_000));
      if (request.url === '/endless') {
        response.write('y'.repeat(2_500_000));
        return;
      }
      response.writeHead(409, { etag: '"v2"', 'content-type': 'application/json' }).end('{"error":"conflict"}');
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  origin = `http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}`;
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});

const request = (path: string, more: Partial<PageRequest> = {}): PageRequest => ({
  method: 'GET',
  url: origin + path,
  headers: [],
  body: null,
  cache: 'no-store',
  timeout: 5_000,
  ...more,
});
function answered(result: PageResult) {
  if (!('status' in result)) throw new Error(JSON.stringify(result));
  return result;
}

test('a fetch brings status, header fields, body and times, and sends what it was given', async () => {
  const before = Date.now();
  const result = answered(
    await pageTask({
      task: 'fetch',
      request: request('/x', { method: 'PUT', body: '{"a":1}', headers: [['If-Match', '"v1"']] }),
    }),
  );
  expect(result.status).toBe(409);
  expect(result.headers).toContainEqual(['etag', '"v2"']);
  expect(result.body).toBe('{"error":"conflict"}');
  expect(result.truncated).toBe(false);
  expect(result.startedAt).toBeGreaterThanOrEqual(before);
  expect(result.endedAt).toBeLessThanOrEqual(Date.now());
  expect(seen.at(-1)).toMatchObject({ method: 'PUT', body: '{"a":1}', headers: { 'if-match': '"v1"' } });
});

test('a body beyond 2 MB is cut and marked', async () => {
  const result = answered(await pageTask({ task: 'fetch', request: request('/long') }));
  expect(result.body).toHaveLength(2_000_000);
  expect(result.truncated).toBe(true);
});

test('an endless body ends with the time-out, and what was read of it stands', async () => {
  const result = answered(await pageTask({ task: 'fetch', request: request('/endless', { timeout: 300 }) }));
  expect(result.truncated).toBe(true);
  expect(result.body).toHaveLength(2_000_000);
});

test('a broken connection, silence and an impossible request are answers, never exceptions', async () => {
  expect(await pageTask({ task: 'fetch', request: request('/break') })).toMatchObject({ ok: false, why: 'network' });
  expect(await pageTask({ task: 'fetch', request: request('/silent', { timeout: 100 }) })).toMatchObject({
    ok: false,
    why: 'timeout',
  });
  expect(await pageTask({ task: 'fetch', request: request('/x', { headers: [['not a name', 'x']] }) })).toMatchObject({
    ok: false,
    why: 'network',
  });
});

test('a request is stopped by its name, and nothing of the name stays behind', async () => {
  const id = 'a-name';
  const running = pageTask({ task: 'fetch', request: request('/silent'), id });
  expect(Object.keys(globalThis)).not.toContain(`resave-${id}`);
  expect(await pageTask({ task: 'abort', id: 'another' })).toEqual({ ok: true, forgotten: [] });
  expect(await pageTask({ task: 'abort', id })).toEqual({ ok: true, forgotten: [] });
  expect(await running).toMatchObject({ ok: false, why: 'cancelled' });
  expect(`resave-${id}` in globalThis).toBe(false);
});

test('its source runs alone, as the page will run it', async () => {
  const source = pageTaskSource({ task: 'fetch', request: request('/x') });
  // A function from source sees no module scope, which is the point.
  const run = new Function(`return ${source}`) as () => Promise<PageResult>;
  expect(answered(await run()).status).toBe(409);
});

test('forgets one URL in every cache, or all caches and registrations', async () => {
  const deleted: unknown[] = [];
  const fake = {
    keys: async () => ['a', 'b'],
    open: async (name: string) => ({
      delete: async (url: string, options: unknown) => {
        deleted.push([name, url, options]);
        return name === 'a';
      },
    }),
    delete: async (name: string) => name === 'b',
  };
  const globals = globalThis as { caches?: unknown };
  globals.caches = fake;
  try {
    const one = await pageTask({ task: 'forget', url: 'https://x.example/a?b' });
    expect(one).toEqual({ ok: true, forgotten: [{ what: 'entry', name: 'a' }] });
    expect(deleted).toContainEqual(['b', 'https://x.example/a?b', { ignoreVary: true }]);
    const all = await pageTask({ task: 'forget', url: null });
    expect(all).toEqual({ ok: true, forgotten: [{ what: 'storage', name: 'b' }] });
  } finally {
    delete globals.caches;
  }
});
