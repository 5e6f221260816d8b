import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Browser, launch, type Tab } from './support/driver.ts';
import { builds } from './support/extension-files.ts';
import { rowsOf, type SeenRow } from './support/stored-rows.ts';

const scripts: Record<string, string> = {
  '/worker.js': `fetch('/asked/worker', { method: 'PUT', body: '{}' }).then(() => postMessage('done'))`,
  '/shared.js': `onconnect = ({ ports: [port] }) =>
    fetch('/asked/shared', { method: 'PUT', body: '{}' }).then(() => port.postMessage('done'))`,
  '/sw/service.js': `oninstall = () => skipWaiting();
    onactivate = (event) => event.waitUntil(clients.claim());
    onfetch = (event) => { if (event.request.url.includes('/asked/passed')) event.respondWith(fetch(event.request)); };
    onmessage = ({ ports: [port] }) =>
      fetch('/asked/service', { method: 'PUT', body: '{}' }).then(() => port.postMessage('done'))`,
};

/** Every kind of asker that a browser knows, each with a URL of its own; saves are refused. */
async function askersServer() {
  const server = createServer((request, response) => {
    request.resume();
    request.on('end', () => {
      const path = (request.url ?? '').split('?')[0] ?? '';
      const script = scripts[path];
      if (script !== undefined) {
        response.writeHead(200, { 'Content-Type': 'text/javascript' });
        response.end(script);
      } else if (path.endsWith('/page')) {
        response.writeHead(200, { 'Content-Type': 'text/html' });
        response.end('<!doctype html><link rel="icon" href="data:,"><title>Askers</title>');
      } else {
        response.writeHead(request.method === 'GET' ? 200 : 409, {
          'Content-Type': 'application/json',
          'Cache-Control': path === '/asked/again' ? 'max-age=0, stale-while-revalidate=60' : 'no-store',
          ETag: '"current"',
        });
        response.end('{"error":"changed meanwhile"}');
      }
    });
  });
  await new Promise<void>((done) => server.listen(0, done));
  const { port } = server.address() as AddressInfo;
  return {
    origin: `http://localhost:${port}`,
    async close() {
      server.closeAllConnections();
      await new Promise((done) => server.close(done));
    },
  };
}

/** Who asks is told once, with the tab that it belongs to; DevTools is closed. */
describe.each(['chromium', 'firefox'] as const)('attribution in %s', (name) => {
  let browser: Browser;
  let server: Awaited<ReturnType<typeof askersServer>>;
  let reader: Tab;
  beforeAll(async () => {
    server = await askersServer();
    browser = await launch(name, { extensions: [builds[name]] });
    await browser.grant(['http://localhost/*']);
    reader = await browser.extensionPage('welcome.html');
  });
  afterAll(async () => {
    await browser?.close();
    await server?.close();
  });

  const once = async (path: string, status: number): Promise<SeenRow> => {
    const rows = await reader.until(`the row of ${path}`, async () => {
      const found = await rowsOf(reader, `${server.origin}${path}`);
      return found.some((row) => row.status === status) && found;
    });
    const told = rows.map(
      ({ tabId, sources, missed, status }) => `${status} in tab ${tabId} from ${sources}, missed ${missed}`,
    );
    expect(told, path).toHaveLength(1);
    const [row] = rows;
    if (row === undefined) throw new Error('no row');
    return row;
  };

  it('pages, frames and workers', async () => {
    const tab = await browser.newPage(`${server.origin}/page`);
    await tab.evaluate(async () => {
      const save = { method: 'PUT', body: '{}' };
      await fetch('/asked/fetch', save);
      const xhr = new XMLHttpRequest();
      xhr.open('PUT', '/asked/xhr');
      xhr.send('{}');
      await new Promise((done) => xhr.addEventListener('loadend', done));
      const frame = document.createElement('iframe');
      frame.src = '/frame/page';
      document.body.append(frame);
      await new Promise((done) => frame.addEventListener('load', done));
      await frame.contentWindow?.fetch('/asked/frame', save);
      const blank = document.createElement('iframe');
      document.body.append(blank);
      await blank.contentWindow?.fetch('/asked/blank', save);
      const worker = new Worker('/worker.js');
      await new Promise((done) => worker.addEventListener('message', done));
      navigator.sendBeacon('/asked/beacon', '{}');
      const form = document.createElement('form');
      form.method = 'POST';
      form.action = '/asked/form';
      form.target = 'there';
      const target = document.createElement('iframe');
      target.name = 'there';
      document.body.append(target, form);
      form.submit();
      await new Promise((done) => target.addEventListener('load', done));
    });
    const page = await once('/asked/fetch', 409);
    expect(page.tabId).toBeGreaterThan(-1);
    expect(page.missed).toEqual([]);
    for (const asker of ['xhr', 'frame', 'blank', 'worker', 'beacon', 'form']) {
      const row = await once(`/asked/${asker}`, 409);
      expect([asker, row.tabId]).toEqual([asker, page.tabId]);
      expect([asker, row.sources.includes('web-request')]).toEqual([asker, true]);
    }
    await tab.close();
  });

  it('a service worker: what it passes on belongs to the page, what it asks by itself to no tab', async () => {
    const tab = await browser.newPage(`${server.origin}/sw/page`);
    await tab.evaluate(async () => {
      await navigator.serviceWorker.register('/sw/service.js');
      await navigator.serviceWorker.ready;
      if (navigator.serviceWorker.controller === null)
        await new Promise((done) => navigator.serviceWorker.addEventListener('controllerchange', done));
      await fetch('/asked/passed', { method: 'PUT', body: '{}', headers: { 'If-Match': '"old"' } });
      const channel = new MessageChannel();
      const answered = new Promise((done) => {
        channel.port1.onmessage = done;
      });
      navigator.serviceWorker.controller?.postMessage('ask', [channel.port2]);
      await answered;
    });
    const passed = await once('/asked/passed', 409);
    expect(passed.tabId).toBeGreaterThan(-1);
    expect(passed.sources).toContain('page-intent');
    const own = await once('/asked/service', 409);
    expect(own.sources).toEqual(['web-request']);
    await tab.close();
  });

  it('a SharedWorker', async () => {
    const tab = await browser.newPage(`${server.origin}/page`);
    await tab.evaluate(async () => {
      const { port } = new SharedWorker('/shared.js');
      await new Promise((done) => {
        port.onmessage = done;
      });
    });
    const row = await once('/asked/shared', 409);
    expect(row.sources).toEqual(['web-request']);
    await tab.close();
  });
});
