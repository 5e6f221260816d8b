import type { Page } from 'puppeteer-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type browserApi from 'webextension-polyfill';
import { type Browser, launch, type Tab } from './support/driver.ts';
import { builds } from './support/extension-files.ts';
import { type Plain, plainServer } from './support/plain-server.ts';
import { rowsOf } from './support/stored-rows.ts';
import { until } from './support/until.ts';

/** Puts the rows of the database into one of the first version, and leaves that open as the old extension would. */
function makeOlder(page: Tab): Promise<number> {
  return page.evaluate(async () => {
    const done = <T>(request: IDBRequest<T>) =>
      new Promise<T>((resolve, reject) => {
        request.onsuccess = () => resolve(request.result);
        request.onerror = () => reject(request.error);
      });
    const names = ['exchanges', 'bodies', 'tallies', 'spans', 'settings'];
    const now = await done(indexedDB.open('resave'));
    const transaction = now.transaction(names);
    const rows = await Promise.all(names.map((name) => done(transaction.objectStore(name).getAll())));
    now.close();
    const deleting = done(indexedDB.deleteDatabase('resave'));
    // Asked for in the same breath: the background must not come in between.
    const opening = indexedDB.open('resave', 1);
    opening.onupgradeneeded = () => {
      const db = opening.result;
      const exchanges = db.createObjectStore('exchanges', { keyPath: 'id' });
      exchanges.createIndex('resource', ['resource', 'startedAt']);
      exchanges.createIndex('origin', ['origin', 'rank', 'startedAt']);
      exchanges.createIndex('tab', ['tabId', 'rank', 'startedAt']);
      exchanges.createIndex('rank', ['rank', 'startedAt']);
      exchanges.createIndex('open', 'open', { multiEntry: true });
      db.createObjectStore('bodies', { keyPath: 'key' }).createIndex('rank', ['rank', 'at']);
      db.createObjectStore('tallies', { keyPath: 'key' });
      db.createObjectStore('spans', { keyPath: 'pattern' });
      db.createObjectStore('settings', { keyPath: 'key' });
    };
    const [old] = await Promise.all([done(opening), deleting]);
    const into = old.transaction(names, 'readwrite');
    for (const [at, name] of names.entries()) for (const row of rows[at] ?? []) into.objectStore(name).put(row);
    await new Promise((resolve) => {
      into.oncomplete = resolve;
    });
    Object.assign(window, { old });
    return old.version;
  });
}

/** The extension begins anew, as it does when an update has been loaded: open pages keep the scripts of the one before. */
async function updateExtension(browser: Browser, page: Tab): Promise<void> {
  if (browser.name === 'chromium') {
    // Without it Chromium keeps an unpacked extension off after a reload.
    const chromium = (Reflect.get(page, 'page') as Page).browser();
    const settings = await chromium.newPage();
    await settings.goto('chrome://extensions/');
    await settings.evaluate('chrome.developerPrivate.updateProfileConfiguration({ inDeveloperMode: true })');
    await settings.close();
  }
  // Nobody is left to answer.
  await browser
    .worker(() => {
      const { browser, chrome } = globalThis as unknown as { browser?: typeof browserApi; chrome: typeof browserApi };
      (browser ?? chrome).runtime.reload();
    })
    .catch(() => undefined);
}

describe.each(['chromium', 'firefox'] as const)('an update of the extension in %s', (name) => {
  let browser: Browser;
  let server: Plain;
  beforeAll(async () => {
    server = await plainServer();
    browser = await launch(name, { extensions: [builds[name]] });
    await browser.grant(['http://localhost/*']);
  });
  afterAll(async () => {
    await browser?.close();
    await server?.close();
  });

  it('keeps what an older version recorded, and goes on in pages that are open, each request once', async () => {
    const reader = await browser.extensionPage('welcome.html');
    const tab = await browser.newPage(`${server.origin}/page`);
    const put = (path: string) =>
      tab.evaluate(async (path) => {
        const headers = { 'If-Match': '"old"', 'Content-Type': 'application/json' };
        return (await fetch(path, { method: 'PUT', headers, body: '{"mine":1}' })).status;
      }, path);
    const rows = (page: Tab, path: string) => rowsOf(page, server.origin + path);
    expect(await put('/items/before')).toBe(409);
    const [before] = await reader.until('the save before the update', async () => {
      const found = await rows(reader, '/items/before');
      return found.some(({ status, sources }) => status === 409 && sources.includes('page-intent')) && found;
    });

    expect(await makeOlder(reader)).toBe(1);
    await updateExtension(browser, reader);
    const later = await until('the extension to be there again', async () => {
      const page = await browser.extensionPage('welcome.html');
      await page.until('its page', () => page.evaluate(() => document.title !== ''), 2_000);
      return page;
    });
    await later.until('the database to be of this version', () =>
      later.evaluate(async () => (await indexedDB.databases()).some(({ version }) => (version ?? 0) > 1)),
    );
    const [kept, ...others] = await rows(later, '/items/before');
    expect(others).toEqual([]);
    expect(kept).toMatchObject({ id: before?.id, status: 409, requestBody: { state: 'kept', data: '{"mine":1}' } });

    // The hook is put in again a moment after the extension began; a request before that is webRequest's alone.
    let tries = 0;
    const told = await later.until('a save that the new hook told of', async () => {
      const path = `/items/after-${++tries}`;
      expect(await put(path)).toBe(409);
      return later.until(
        'its row',
        async () => {
          const found = await rows(later, path);
          return found.some(({ status, sources }) => status === 409 && sources.includes('page-intent')) && found;
        },
        3_000,
      );
    });
    expect(told).toHaveLength(1);
    expect(told[0]).toMatchObject({ tabId: before?.tabId, status: 409, requestBody: { data: '{"mine":1}' } });
    for (let at = 1; at <= tries; at++) expect((await rows(later, `/items/after-${at}`)).length).toBe(1);
    await tab.close();
    await later.close();
  });
});
