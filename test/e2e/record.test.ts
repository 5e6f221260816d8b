import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type browserApi from 'webextension-polyfill';
import { lossesUnderKills } from '../bench/kills/losses.ts';
import { type Browser, launch, type Tab } from './support/driver.ts';
import { builds } from './support/extension-files.ts';
import { type Plain, plainServer, strange } from './support/plain-server.ts';
import { rowsOf } from './support/stored-rows.ts';

/** The recorder in real browsers: what a page does is in IndexedDB, once, whole, and stays there. */
describe.each([
  ['chromium', builds.chromium],
  ['firefox', builds.firefox],
] as const)('recording in %s', (name, folder) => {
  let browser: Browser;
  let server: Plain;
  let reader: Tab;

  beforeAll(async () => {
    server = await plainServer();
    browser = await launch(name, { extensions: [folder] });
    reader = await browser.extensionPage('welcome.html');
  });
  afterAll(async () => {
    await browser?.close();
    await server?.close();
  });

  /** Each story that needs it asks: stories stand alone. */
  const watch = () => browser.grant(['http://localhost/*']);

  let begun = 0;
  beforeEach(() => {
    begun = Date.now();
  });
  /** What this story asked of a path; a second try of it does not meet the rows of the first. */
  const stored = async (path: string) =>
    (await rowsOf(reader, server.origin + path)).filter(({ startedAt }) => startedAt >= begun);

  /** A save as a page does it; resolves with the status. */
  const save = (tab: Tab, path: string, ifMatch: string, body: object) =>
    tab.evaluate(
      async (path, ifMatch, body) => {
        const response = await fetch(path, {
          method: 'PUT',
          headers: {
            'If-Match': ifMatch,
            'Content-Type': 'application/json',
            Authorization: 'Bearer planted-secret-1',
          },
          body: JSON.stringify(body),
        });
        await response.text();
        return response.status;
      },
      path,
      ifMatch,
      body,
    );

  const isTold = async (origin: string, path: string) =>
    (await rowsOf(reader, origin + path)).some(
      ({ startedAt, sources }) => startedAt >= begun && sources.includes('page-intent'),
    );
  /** Saves until the page's hook tells of it. */
  const hooked = (page: Tab, origin: string, path: string) =>
    reader.until(`${path} to be told by its page`, async () => {
      await save(page, path, '"old"', {});
      return isTold(origin, path);
    });

  it('records from DevTools alone, without any permission', async () => {
    const tab = await browser.newPage(`${server.origin}/page`);
    const panel = await browser.openPanel(tab);
    expect(await save(tab, '/items/1', '"old"', { title: 'mine', password: 'planted-secret-2' })).toBe(409);
    const [row] = await reader.until('the refusal from DevTools', async () => {
      const rows = await stored('/items/1');
      return rows.length > 0 && rows;
    });
    expect(row).toMatchObject({
      method: 'PUT',
      status: 409,
      sources: ['devtools-network'],
      rank: 1,
      requestBody: { state: 'kept', redacted: true },
      responseBody: { state: 'kept' },
    });
    expect(row?.requestBody.data).toContain('mine');
    expect(JSON.stringify(row)).not.toContain('planted-secret');
    await panel.close();
    await tab.close();
  });

  it('keeps the bytes of an answer as bytes, and a text as text whatever it is called', async () => {
    const tab = await browser.newPage(`${server.origin}/page`);
    const panel = await browser.openPanel(tab);
    for (const [path, { body }] of Object.entries(strange)) {
      expect(await save(tab, path, '"old"', { title: 'mine' })).toBe(409);
      const [row] = await reader.until(`the refusal of ${path}`, async () => {
        const rows = await stored(path);
        return rows.length > 0 && rows;
      });
      const isText = path !== '/strange/bytes';
      const kept = {
        state: 'kept',
        encoding: isText ? 'text' : 'base64',
        data: body.toString(isText ? 'utf8' : 'base64'),
      };
      expect(row?.responseBody, path).toMatchObject(kept);
    }
    await panel.close();
    await tab.close();
  });

  it('joins what webRequest, DevTools and the page’s hook saw into one exchange, with every header stage', async () => {
    await watch();
    const tab = await browser.newPage(`${server.origin}/page`);
    const panel = await browser.openPanel(tab);
    await tab.evaluate(async () => {
      for (let n = 0; n < 20; n++) await (await fetch('/items/poll')).text();
      await Promise.all(Array.from({ length: 10 }, async () => (await fetch('/items/same')).text()));
    });
    expect(await save(tab, '/items/2', '"old"', { title: 'mine', _rev: '3-abc' })).toBe(409);
    const all = ['web-request', 'devtools-network', 'page-intent'];
    const [row] = await reader.until('every source of the refusal', async () => {
      const rows = await stored('/items/2');
      return rows.some(({ sources }) => sources.length === 3) && rows;
    });
    expect(row?.sources).toEqual(all);
    expect(Object.values(row?.headers ?? {}).every((list) => list !== null)).toBe(true);
    expect(row?.headers.set).toContainEqual(['If-Match', '"old"']);
    expect(row?.headers.received).toContainEqual(['ETag', '"current"']);
    expect(row?.requestBody.data).toBe('{"title":"mine","_rev":"3-abc"}');
    expect(row?.responseBody.data).toContain('changed meanwhile');
    expect(row?.missed).toEqual([]);
    for (const [path, count] of [
      ['/items/poll', 20],
      ['/items/same', 10],
      ['/items/2', 1],
    ] as const) {
      const rows = await reader.until(`${count} joined exchanges of ${path}`, async () => {
        const rows = await stored(path);
        return rows.length >= count && rows.every(({ sources }) => sources.length === 3) && rows;
      });
      expect(rows).toHaveLength(count);
    }
    const badge = () => reader.until('the badge', async () => (await browser.badge(tab)) === '1');
    await badge();
    // Browsers take a tab's badge away with the page; the refusal stands.
    await tab.reload();
    await badge();
    await panel.close();
    await tab.close();
  });

  it('hooks a document once, however often sites are granted, and again after it was given up', async () => {
    await watch();
    const tab = await browser.newPage(`${server.origin}/page`);
    const elsewhere = server.origin.replace('localhost', '127.0.0.1');
    const other = await browser.newPage(`${elsewhere}/page`);
    const told = (origin: string, path: string) =>
      reader.until(`${path} as its page told it`, async () => {
        const rows = (await rowsOf(reader, origin + path)).filter(({ startedAt }) => startedAt >= begun);
        return rows.some(({ sources }) => sources.includes('page-intent')) && rows;
      });
    await browser.grant(['http://127.0.0.1/*']);
    // The other page was open and is hooked after this one, which has a hook.
    await hooked(other, elsewhere, '/items/elsewhere');
    for (const path of ['/items/once-1', '/items/once-2', '/items/once-3'])
      expect(await save(tab, path, '"old"', {})).toBe(409);
    for (const path of ['/items/once-1', '/items/once-2', '/items/once-3'])
      expect(await told(server.origin, path), path).toHaveLength(1);

    await browser.revoke(['http://localhost/*']);
    expect(await save(tab, '/items/unwatched', '"old"', {})).toBe(409);
    await watch();
    await hooked(tab, server.origin, '/items/again');
    expect(await save(tab, '/items/once-more', '"old"', {})).toBe(409);
    expect(await told(server.origin, '/items/once-more')).toHaveLength(1);
    expect(await rowsOf(reader, `${server.origin}/items/unwatched`)).toEqual([]);
    await browser.revoke(['http://127.0.0.1/*']);
    await Promise.all([tab.close(), other.close()]);
  });

  it('goes on to see a page wholly that has its hook when another site is granted', async () => {
    await watch();
    const fresh = await plainServer();
    const first = await browser.newPage(`${server.origin}/page`);
    await hooked(first, server.origin, '/items/hooked');
    const tab = await browser.newPage(`${fresh.origin}/page`);
    const elsewhere = fresh.origin.replace('localhost', '127.0.0.1');
    const other = await browser.newPage(`${elsewhere}/page`);
    await browser.grant(['http://127.0.0.1/*']);
    await hooked(other, elsewhere, '/items/hooked');
    await save(tab, '/items/whole', '"old"', {});
    await reader.until('the page to tell', () => isTold(fresh.origin, '/items/whole'));
    const plan = await browser.worker(async () => {
      const { storage } = (globalThis as unknown as { chrome: typeof browserApi }).chrome;
      return (await storage.session.get('plan')).plan;
    });
    // Its tab stands after the other's and had its turn after it.
    expect(plan).toContain(`unhooked ${elsewhere}`);
    expect(plan).not.toContain(`unhooked ${fresh.origin}`);
    await browser.revoke(['http://127.0.0.1/*']);
    await Promise.all([first, tab, other].map((page) => page.close()));
    await fresh.close();
  });

  it('hooks the other pages while one of them does not answer', async () => {
    await browser.revoke(['http://localhost/*']);
    const stuck = await browser.newPage(`${server.origin}/page`);
    const elsewhere = server.origin.replace('localhost', '127.0.0.1');
    const other = await browser.newPage(`${elsewhere}/page`);
    // No script runs in the page until the server answers.
    let isStuck = true;
    const waiting = stuck
      .evaluate(() => {
        const request = new XMLHttpRequest();
        request.open('PUT', '/slow/stuck', false);
        request.send('{}');
      })
      .finally(() => {
        isStuck = false;
      });
    await browser.grant(['http://localhost/*', 'http://127.0.0.1/*']);
    await hooked(other, elsewhere, '/items/beside');
    expect(isStuck).toBe(true);
    server.release();
    await waiting;
    await hooked(stuck, server.origin, '/items/unstuck');
    await browser.revoke(['http://127.0.0.1/*']);
    await Promise.all([stuck.close(), other.close()]);
  });

  it('tells who answered: the network, the cache, or the cache after it asked', async () => {
    await watch();
    const tab = await browser.newPage(`${server.origin}/page`);
    const panel = await browser.openPanel(tab);
    await tab.evaluate(async () => {
      for (const path of ['/cached/4', '/cached/4', '/checked/4', '/checked/4']) await (await fetch(path)).text();
    });
    const servedBy = async (path: string) => {
      const rows = await reader.until(`both reads of ${path} from every source`, async () => {
        const rows = await stored(path);
        return rows.length >= 2 && rows.every(({ sources }) => sources.length === 3) && rows;
      });
      return rows.map((row) => row.servedBy);
    };
    expect(await servedBy('/cached/4')).toEqual(['network', 'http-cache']);
    expect(await servedBy('/checked/4')).toEqual(['network', 'revalidated']);
    await panel.close();
    await tab.close();
  });

  it('records Resave’s own requests once, and under the refusal they were made for', async () => {
    await watch();
    const tab = await browser.newPage(`${server.origin}/page`);
    const panel = await browser.openPanel(tab);
    await tab.evaluate(async () => (await fetch('/items/5')).text());
    expect(await save(tab, '/items/5', '"old"', { title: 'mine' })).toBe(409);
    const refusal = await reader.until('the refusal', async () =>
      (await stored('/items/5')).find(({ status, sources }) => status === 409 && sources.length === 3),
    );
    const checked = await reader.evaluate(
      (tabId, conflict) => {
        const { runtime } = (globalThis as unknown as { chrome: { runtime: typeof browserApi.runtime } }).chrome;
        return runtime.sendMessage({
          resave: 'ask',
          kind: 'act',
          payload: { run: 'r', tabId, act: { act: 'check', conflict } },
        });
      },
      refusal.tabId,
      refusal.id,
    );
    expect(checked).toMatchObject({ answer: { outcome: 'checked' } });
    const rows = await reader.until('all sources of what Resave sent', async () => {
      const rows = await stored('/items/5');
      const own = rows.filter(({ parent }) => parent !== null);
      return own.length > 1 && own.every(({ sources }) => sources.length === 3) && rows;
    });
    const own = rows.filter(({ parent }) => parent?.id === refusal.id);
    expect(checked).toMatchObject({ answer: { exchanges: own.map(({ id }) => id) } });
    // The page's own read and save, and nothing twice.
    expect(rows).toHaveLength(own.length + 2);
    await panel.close();
    await tab.close();
  });

  it('keeps what was recorded when the worker is stopped, and joins what ends after it', async () => {
    await watch();
    const tab = await browser.newPage(`${server.origin}/page`);
    const answered = save(tab, '/slow/3', '"old"', { title: 'slow' });
    await reader.until(
      'the save to be stored while it is under way',
      async () => (await stored('/slow/3')).length === 1,
    );
    await browser.stopWorker();
    server.release();
    expect(await answered).toBe(409);
    const rows = await reader.until('the refusal to be stored', async () => {
      const rows = await stored('/slow/3');
      return rows.some(({ status }) => status === 409) && rows;
    });
    expect(rows).toHaveLength(1);
    expect(rows[0]).toMatchObject({ status: 409, requestBody: { state: 'kept' }, missed: [] });
    expect(rows[0]?.headers.set).toContainEqual(['If-Match', '"old"']);
    await tab.close();
  });

  it('loses nothing while the background is killed among saves, with DevTools closed', async () => {
    const found = await lossesUnderKills(browser, { saves: 40, kills: 3 });
    expect(found).toEqual({ saves: 40, kills: 3, refusals: 0, validators: 0, doubles: 0, missed: 0, withoutBody: 0 });
  });

  it('keeps what a form saved when the background ends before the store takes it', async () => {
    await watch();
    const tab = await browser.newPage(`${server.origin}/page`);
    // Nobody else can write meanwhile.
    await reader.evaluate(async () => {
      const open = indexedDB.open('resave');
      const db = await new Promise<IDBDatabase>((done) => {
        open.onsuccess = () => done(open.result);
      });
      const store = db.transaction([...db.objectStoreNames], 'readwrite').objectStore('settings');
      let isHeld = true;
      const hold = () => {
        if (isHeld) store.get('none').onsuccess = hold;
        else db.close();
      };
      hold();
      Reflect.set(self, 'letGo', () => {
        isHeld = false;
      });
    });
    await tab.evaluate(() => {
      document.body.innerHTML = '<form method="post" action="/items/form"><input name="title" value="mine"></form>';
      // The page goes with it.
      setTimeout(() => document.querySelector('form')?.submit());
    });
    await reader.until('the refused form to be put down', () =>
      reader.evaluate(async () => {
        const { storage } = (globalThis as unknown as { chrome: typeof browserApi }).chrome;
        const all = Object.entries(await storage.session.get(null)).filter(([name]) => name.startsWith('unwritten.'));
        const found = JSON.stringify(all);
        return found.includes('/items/form') && found.includes('409');
      }),
    );
    await browser.stopWorker();
    await reader.evaluate(() => Reflect.get(self, 'letGo')());
    await browser.worker(() => true);
    const [row] = await reader.until('the refused form to be stored', async () => {
      const rows = await stored('/items/form');
      return rows.length > 0 && rows;
    });
    expect(row).toMatchObject({ method: 'POST', status: 409, requestBody: { state: 'kept', data: 'title=mine' } });
    await tab.close();
  });

  it('hears what a worker of the page saves while no background runs: the save itself starts the next', async () => {
    await watch();
    const tab = await browser.newPage(`${server.origin}/page`);
    await tab.evaluate(() => {
      const play = async ({ data: url }: MessageEvent<string>) => {
        const answer = await fetch(url, { method: 'PUT', headers: { 'If-Match': '"old"' }, body: '{"title":"mine"}' });
        await answer.text();
        postMessage(answer.status);
      };
      Object.assign(window, { worker: new Worker(URL.createObjectURL(new Blob([`onmessage = ${play}`]))) });
    });
    const saveByWorker = (path: string) =>
      tab.evaluate(
        (url) =>
          new Promise<number>((resolve) => {
            const { worker } = window as unknown as { worker: Worker };
            worker.onmessage = ({ data }) => resolve(data);
            worker.postMessage(url);
          }),
        server.origin + path,
      );
    // What the background of the grant listens to since then wakes none in Chromium 156.
    await browser.stopWorker();
    await browser.worker(() => undefined);
    for (let at = 0; at < 6; at++) {
      await browser.stopWorker();
      const path = `/items/by-worker-${at}`;
      expect(await saveByWorker(path)).toBe(409);
      const row = await reader.until(`the refusal of ${path}`, async () =>
        (await stored(path)).find(({ status }) => status === 409),
      );
      expect(row).toMatchObject({ requestBody: { state: 'kept' }, missed: [] });
      expect(row.headers.sent).toContainEqual(['If-Match', '"old"']);
    }
    await tab.close();
  });
});

/** A second extension changes headers on their way; every hand is told apart, whichever of the two was put in first. */
describe.each([
  ['chromium', 'before'],
  ['chromium', 'after'],
  ['firefox', 'before'],
  ['firefox', 'after'],
] as const)('headers that another extension changes in %s, put in %s Resave', (name, order) => {
  it('are told as the page set them, as they were sent, as they came and as the page saw them', async () => {
    const other = 'test/e2e/extensions/change-headers';
    const beside = order === 'before' ? { before: [other] } : {};
    const browser = await launch(name, {
      extensions: order === 'after' ? [builds[name], other] : [builds[name]],
      ...beside,
    });
    const server = await plainServer();
    try {
      await browser.grant(['http://localhost/*']);
      const reader = await browser.extensionPage('welcome.html');
      const tab = await browser.newPage(`${server.origin}/page`);
      for (const [how, set] of [
        ['removed', { 'If-Match': '"old"', 'Cache-Control': 'max-age=3' }],
        ['replaced', { 'If-Match': '"old"', 'Cache-Control': 'max-age=3' }],
        ['added', {}],
      ] as const) {
        await tab.evaluate(
          async (path, headers) => (await fetch(path, { method: 'PUT', headers, body: '{}' })).text(),
          `/items/${how}`,
          set,
        );
        const row = await reader.until(`the save with headers ${how}`, async () =>
          (await rowsOf(reader, `${server.origin}/items/${how}`)).find(
            ({ status, sources }) => status === 409 && sources.length === 2,
          ),
        );
        const field = (stage: string, wanted: string) =>
          row.headers[stage]?.find(([name]) => name.toLowerCase() === wanted)?.[1] ?? null;
        const changed = how === 'removed' ? null : '"changed"';
        const aged = how === 'removed' ? null : 'max-age=7';
        expect(field('set', 'if-match')).toBe(how === 'added' ? null : '"old"');
        expect(field('sent', 'if-match')).toBe(changed);
        // Firefox 153 shows webRequest an answer only after another extension's declarativeNetRequest: DevTools has to be open for it.
        expect(field('received', 'etag')).toBe(name === 'chromium' ? '"current"' : changed);
        expect(field('seen', 'etag')).toBe(changed);
        expect(field('sent', 'cache-control')).toBe(aged);
        if (how !== 'added') expect(field('set', 'cache-control')).toBe('max-age=3');
        expect(field('seen', 'cache-control')).toBe(aged);
      }
    } finally {
      await browser.close();
      await server.close();
    }
  });
});

describe('a restart of the browser', () => {
  it('loses nothing', async () => {
    const profile = await mkdtemp(join(tmpdir(), 'resave-restart-'));
    const server = await plainServer();
    const start = async () => {
      const browser = await launch('chromium', { extensions: [builds.chromium], profile });
      return { browser, reader: await browser.extensionPage('welcome.html') };
    };
    const first = await start();
    await first.browser.grant(['http://localhost/*']);
    const tab = await first.browser.newPage(`${server.origin}/page`);
    await tab.evaluate(async () => (await fetch('/items/6', { method: 'PUT', body: '{"title":"mine"}' })).text());
    const rows = () => rowsOf(first.reader, `${server.origin}/items/6`);
    const [before] = await first.reader.until('the refusal with all that was seen of it', async () => {
      const found = await rows();
      return found.some(({ status, responseBody }) => status === 409 && responseBody.state === 'kept') && found;
    });
    await first.browser.close();

    const second = await start();
    const [after] = await rowsOf(second.reader, `${server.origin}/items/6`);
    expect(after).toEqual(before);
    await second.browser.close();
    await server.close();
    await rm(profile, { recursive: true, force: true, maxRetries: 5 });
  });
});
