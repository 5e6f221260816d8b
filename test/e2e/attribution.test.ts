import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ConflictPanel } from './support/conflict-panel.ts';
import { type Browser, launch, type Panel, type Tab } from './support/driver.ts';
import { builds } from './support/extension-files.ts';
import { rowsOf, type SeenRow } from './support/stored-rows.ts';

const scripts: Record<string, string> = {
  '/worker.js': `fetch('/asked/worker', { method: 'PUT', body: '{}' }).then(() => postMessage('done'))`,
  '/shared.js': `onconnect = ({ ports: [port] }) => {
    port.onmessage = ({ data }) => fetch(data, { method: 'PUT', body: '{}' }).then(() => port.postMessage('done'));
  }`,
  '/sw/service.js': `oninstall = () => skipWaiting();
    onactivate = (event) => event.waitUntil(clients.claim());
    onfetch = (event) => { if (event.request.url.includes('/asked/passed')) event.respondWith(fetch(event.request)); };
    onmessage = ({ ports: [port] }) =>
      fetch('/asked/service', { method: 'PUT', body: '{}' }).then(() => port.postMessage('done'))`,
};

/** Every kind of asker that a browser knows, each with a URL of its own; saves are refused. Each answer to a read has a version of its own. */
async function askersServer() {
  const given: { readonly path: string; readonly tag: string }[] = [];
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
        const tag = `"${given.length}"`;
        given.push({ path, tag });
        response.writeHead(request.method === 'GET' ? 200 : 409, {
          // A speculation rule prefetches pages.
          'Content-Type': path.includes('/speculated') ? 'text/html' : 'application/json',
          'Cache-Control': path.includes('/again')
            ? 'max-age=0, stale-while-revalidate=600'
            : path.includes('/ahead')
              ? 'max-age=600'
              : 'no-store',
          ETag: tag,
        });
        response.end('{"error":"changed meanwhile"}');
      }
    });
  });
  await new Promise<void>((done) => server.listen(0, done));
  const { port } = server.address() as AddressInfo;
  return {
    origin: `http://localhost:${port}`,
    /** The versions that were given of a path. */
    given: (path: string) => given.filter((each) => each.path === path).map(({ tag }) => tag),
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

  /** `told`: by whom it has to be told too, where more than one tells. */
  const once = async (path: string, status: number, told?: string): Promise<SeenRow> => {
    const rows = await reader.until(`the row of ${path}`, async () => {
      const found = await rowsOf(reader, `${server.origin}${path}`);
      return found.some((row) => row.status === status && (told === undefined || row.sources.includes(told))) && found;
    });
    const said = rows.map(
      ({ tabId, sources, missed, status }) => `${status} in tab ${tabId} from ${sources}, missed ${missed}`,
    );
    expect(said, path).toHaveLength(1);
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
    const page = await once('/asked/fetch', 409, 'web-request');
    expect(page.tabId).toBeGreaterThan(-1);
    expect(page.missed).toEqual([]);
    for (const asker of ['xhr', 'frame', 'blank', 'worker', 'beacon', 'form']) {
      const row = await once(`/asked/${asker}`, 409, 'web-request');
      expect([asker, row.tabId]).toEqual([asker, page.tabId]);
    }
    await tab.close();
  });

  it('a service worker: what it passes on belongs to the page, what it asks by itself to no tab, and is listed in those that it stands behind', async () => {
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
    const passed = await once('/asked/passed', 409, 'page-intent');
    expect(passed.tabId).toBeGreaterThan(-1);
    const own = await once('/asked/service', 409);
    expect(own).toMatchObject({ tabId: -1, sources: ['web-request'], sharers: [passed.tabId] });
    expect(passed.sharers).toBeUndefined();
    await tab.close();
  });

  it('a SharedWorker: each tab that shares it lists what it asked for, no other does, and none is said to have asked', async () => {
    const open = async (who: string) => {
      const tab = await browser.newPage(`${server.origin}/page`);
      await tab.evaluate((path) => fetch(path, { method: 'PUT', body: '{}' }).then(() => 0), `/asked/by-${who}`);
      return { tab, id: (await once(`/asked/by-${who}`, 409)).tabId };
    };
    const ask = ({ tab }: { tab: Tab }, path: string) =>
      tab.evaluate(async (path) => {
        const known: unknown = Reflect.get(window, 'shared');
        const worker = known instanceof SharedWorker ? known : new SharedWorker('/shared.js');
        Object.assign(window, { shared: worker });
        const done = new Promise((resolve) => {
          worker.port.onmessage = resolve;
        });
        worker.port.postMessage(path);
        await done;
      }, path);
    const [first, second, third] = [await open('first'), await open('second'), await open('third')];
    const sharersOf = async (path: string) => {
      const { tabId, sources, sharers } = await once(path, 409);
      expect([path, tabId, sources]).toEqual([path, -1, ['web-request']]);
      return sharers;
    };
    await ask(first, '/asked/shared-alone');
    expect(await sharersOf('/asked/shared-alone')).toEqual([first.id]);
    await ask(second, '/asked/shared-by-two');
    expect(await sharersOf('/asked/shared-by-two')).toEqual([first.id, second.id].sort((a, b) => a - b));
    // The knowledge outlives the background. What a worker asks for does not always wake it in time, so the page does.
    await browser.stopWorker();
    await second.tab.evaluate(() => fetch('/asked/wakes', { method: 'PUT', body: '{}' }).then(() => 0));
    expect((await once('/asked/wakes', 409)).tabId).toBe(second.id);
    await ask(second, '/asked/shared-later');
    expect(await sharersOf('/asked/shared-later')).toEqual([first.id, second.id].sort((a, b) => a - b));

    // Its own save and the worker's.
    await first.tab.until('the badge', async () => (await browser.badge(first.tab)) === '4');
    await third.tab.until('the badge', async () => (await browser.badge(third.tab)) === '1');
    const panel = new ConflictPanel(await browser.openPanel(first.tab));
    expect(await panel.row(/^409 PUT \/asked\/shared-by-two/)).toContain('by a worker that 2 tabs may share');
    expect(await panel.row(/^409 PUT \/asked\/shared-alone/)).toContain('by a worker');
    await panel.panel.close();

    await first.tab.close();
    await ask(second, '/asked/shared-after');
    expect(await sharersOf('/asked/shared-after')).toEqual([second.id]);
    await second.tab.close();
    await third.tab.close();
  });

  describe.each(['closed', 'open'] as const)('with DevTools %s', (devtools) => {
    let tab: Tab;
    let panel: Panel | null = null;
    let tabId: number;
    beforeAll(async () => {
      tab = await browser.newPage(`${server.origin}/page`);
      if (devtools === 'open') panel = await browser.openPanel(tab);
      await tab.evaluate((path) => fetch(path, { method: 'PUT', body: '{}' }).then(() => 0), `/asked/from-${devtools}`);
      ({ tabId } = await once(`/asked/from-${devtools}`, 409));
    });
    afterAll(async () => {
      await panel?.close();
      await tab?.close();
    });

    const tagOf = ({ headers }: SeenRow) =>
      (headers.received ?? headers.seen ?? []).find(([name]) => name.toLowerCase() === 'etag')?.[1];
    /** Firefox 153 tells no tab of what it asks for behind a stale copy, DevTools do. */
    const isOwn = (row: SeenRow) =>
      row.tabId === tabId ||
      (name === 'firefox' && devtools === 'closed' && row.tabId === -1 && !row.sources.includes('page-intent'));
    /** The rows of a path when there is one of each answer that the server gave; each once, all of this tab. */
    const rowsOfAnswers = (path: string, answers: number): Promise<SeenRow[]> =>
      reader.until(`a row of each of ${answers} answers to ${path}`, async () => {
        const rows = await rowsOf(reader, `${server.origin}${path}`);
        const told = rows.map((row) => `${tagOf(row)} ${row.servedBy} in tab ${row.tabId} from ${row.sources}`);
        const given = server.given(path);
        const fromServer = rows.filter(({ servedBy }) => servedBy !== 'http-cache').map(tagOf);
        if (given.length < answers || !given.every((tag) => fromServer.includes(tag)))
          throw new Error(`given ${given}, rows ${told.join('; ')}`);
        expect(fromServer, told.join('; ')).toHaveLength(given.length);
        expect(rows.every(isOwn), told.join('; ')).toBe(true);
        return rows;
      });

    it('a prefetch, and the read that its copy answers', async () => {
      const path = `/asked/ahead-${devtools}`;
      await tab.evaluate(async (path) => {
        const link = document.createElement('link');
        link.rel = 'prefetch';
        link.href = path;
        const loaded = new Promise((done) => link.addEventListener('load', done));
        document.head.append(link);
        await loaded;
      }, path);
      await rowsOfAnswers(path, 1);
      await tab.evaluate(async (path) => (await fetch(path)).text(), path);
      const rows = await reader.until('the read', async () => {
        const found = await rowsOfAnswers(path, 1);
        return found.some(({ sources }) => sources.includes('page-intent')) && found;
      });
      expect(server.given(path)).toHaveLength(1);
      expect(rows.map(({ servedBy }) => servedBy).sort()).toEqual(['http-cache', 'network']);
    });

    it.runIf(name === 'chromium')('a page that a speculation rule prefetches', async () => {
      const path = `/asked/speculated-${devtools}`;
      await tab.evaluate((path) => {
        const rules = document.createElement('script');
        rules.type = 'speculationrules';
        rules.textContent = JSON.stringify({ prefetch: [{ urls: [path], eagerness: 'immediate' }] });
        document.head.append(rules);
      }, path);
      expect(await rowsOfAnswers(path, 1)).toHaveLength(1);
    });

    it('reads that a stale copy answers while the browser asks anew behind them', async () => {
      const path = `/asked/again-${devtools}`;
      const reads = 3;
      for (let read = 0; read < reads; read++) {
        await tab.evaluate(async (path) => (await fetch(path)).text(), path);
        await rowsOfAnswers(path, read + 1);
      }
      const rows = await reader.until('all reads', async () => {
        const found = await rowsOfAnswers(path, reads);
        return found.filter(({ sources }) => sources.includes('page-intent')).length === reads && found;
      });
      // The first read, two reads from the stale copy, and what the browser asked for behind each of the two.
      expect(rows.map(({ servedBy }) => servedBy).sort()).toEqual([
        'http-cache',
        'http-cache',
        'network',
        'network',
        'network',
      ]);
    });
  });
});
