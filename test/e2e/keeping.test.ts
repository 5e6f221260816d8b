import { readFileSync } from 'node:fs';
import { cp, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { CDPSession, Page } from 'puppeteer-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { everySecret, foundIn, middle, plain, secrets } from '../support/planted.ts';
import { ConflictPanel } from './support/conflict-panel.ts';
import { filesWith, storedBytes } from './support/disk.ts';
import { type Browser, launch, type Tab } from './support/driver.ts';
import { builds, builtPage } from './support/extension-files.ts';
import { flood } from './support/hostile.ts';
import { rowsOf } from './support/stored-rows.ts';
import { takeOutAll } from './support/take-out.ts';

/** A page and an API that refuses every save with the secrets in its answer; says what it was asked. */
async function apiServer() {
  const asked: string[] = [];
  const server = createServer((request, response) => {
    request.resume();
    request.on('end', () => {
      const { pathname } = new URL(request.url ?? '/', 'http://x');
      asked.push(`${request.method} ${pathname}`);
      if (pathname === '/page') {
        const head = { 'Content-Type': 'text/html', 'Set-Cookie': `session=${secrets.setCookie}; HttpOnly` };
        const html = `<!doctype html><link rel="icon" href="data:,"><title>Notes</title><input type="hidden" name="csrf_token" value="${secrets.page}">`;
        return void response.writeHead(200, head).end(html);
      }
      const status = request.method === 'GET' || request.url?.endsWith('?large') ? 200 : 409;
      const body = {
        title: plain.answer,
        access_token: secrets.answer,
        note: `see ${secrets.jwt}`,
        card: secrets.card,
      };
      response.writeHead(status, { 'Content-Type': 'application/json', ETag: '"now"', 'X-Api-Key': secrets.answer });
      response.end(JSON.stringify(body));
    });
  });
  await new Promise<void>((done) => server.listen(0, done));
  return {
    origin: `http://localhost:${(server.address() as AddressInfo).port}`,
    asked,
    close: async () => {
      server.closeAllConnections();
      await new Promise((done) => server.close(done));
    },
  };
}

/** The puppeteer page behind a tab of Chromium. */
function pageOf(tab: Tab): Page {
  const page: unknown = Reflect.get(tab, 'page');
  return page as Page;
}

const here = ['http://localhost/*'];
const get = (tab: Tab, path: string) => tab.evaluate(async (path) => (await fetch(path)).status, path);
const put = (tab: Tab, path: string) =>
  tab.evaluate(
    async (path) => (await fetch(path, { method: 'PUT', headers: { 'If-Match': '"old"' }, body: '{"a":1}' })).status,
    path,
  );

describe.each(['chromium', 'firefox'] as const)('what is kept in %s', (name) => {
  let server: Awaited<ReturnType<typeof apiServer>>;
  let profile: string;
  let browser: Browser;
  let reader: Tab;
  let closed = false;

  beforeAll(async () => {
    server = await apiServer();
    profile = await mkdtemp(join(tmpdir(), 'resave-keeping-'));
    browser = await launch(name, { extensions: [builds[name], 'test/e2e/extensions/intruder'], profile });
    reader = await browser.extensionPage('welcome.html');
    await browser.grant(here);
  });
  afterAll(async () => {
    if (!closed) await browser?.close();
    await server?.close();
    await rm(profile, { recursive: true, force: true, maxRetries: 5 });
  });

  const open = () => browser.newPage(`${server.origin}/page`);
  const stored = (path: string) => rowsOf(reader, server.origin + path);
  const isStored = (path: string) =>
    reader.until(`${path} to be stored`, async () => (await stored(path)).some(({ status }) => status !== null));

  it('is shown, limited and deleted in the settings, with unsaved work left alone', async () => {
    const tab = await open();
    await get(tab, '/settings/read');
    await put(tab, '/settings/save');
    await isStored('/settings/save');
    const popup = await browser.popup(tab);
    await popup.waitFor('button', 'Settings');
    await popup.close();
    const page = await browser.extensionPage('settings.html');
    await page.waitFor('heading', 'Sites watched');
    expect((await page.all('button', /^Stop watching http:\/\/localhost$/)).length).toBe(1);

    await page.fill('textbox', 'Days that records are kept', '3');
    await page.click('button', 'Save limits');
    await page.waitFor('status', undefined, { within: { role: 'region', name: 'What is kept, and for how long' } });
    await page.until('the limit to be kept', async () => {
      const kept = await page.evaluate(
        () =>
          new Promise<unknown>((resolve) => {
            const request = indexedDB.open('resave');
            request.onsuccess = () => {
              const get = request.result.transaction('settings').objectStore('settings').get('choices');
              get.onsuccess = () => {
                request.result.close();
                resolve(get.result?.value?.days ?? null);
              };
            };
          }),
      );
      return kept === 3;
    });

    await page.click('button', `Delete the records of ${server.origin}`);
    const group = { within: { role: 'group', name: /^Delete the \d+ records/ } } as const;
    await page.click('button', 'Delete for good', group);
    await page.until('the records to be gone', async () => (await stored('/settings/read')).length === 0);
    expect((await page.text('region', 'Space used')).replace(/\s+/g, ' ')).toMatch(/Unsaved work, kept apart: 1 /);

    await page.click('button', 'Stop watching http://localhost');
    await page.waitForGone('button', 'Stop watching http://localhost');
    await page.fill('textbox', 'Watch another site', server.origin);
    await page.click('button', 'Watch');
    await page.waitFor('button', 'Stop watching http://localhost');
    await get(tab, '/settings/again');
    await isStored('/settings/again');
    await page.close();
    await tab.close();
  });

  it('stops at once when the permission is taken away, and the panel says so', async () => {
    const tab = await open();
    const panel = await browser.openPanel(tab);
    await panel.waitFor('button', 'Watch this site', { attributes: { 'aria-pressed': 'true' } });
    await browser.revoke(here);
    await panel.waitFor('button', 'Watch this site', { attributes: { 'aria-pressed': 'false' } });
    const said = await panel.until('the panel to say so', async () => {
      const notes = await panel.all('note');
      return notes.find(({ text }) => text.includes('The permission for this site was taken away'));
    });
    expect(said.text).toContain('records it only while DevTools is open');
    await panel.close();
    await get(tab, '/revoked/read');
    await browser.grant(here);
    // Granted again without a reload: what comes now is recorded, what came between is not.
    await reader.until('what is read after the grant to be stored', async () => {
      await get(tab, '/granted/read');
      return (await stored('/granted/read')).some(({ status }) => status !== null);
    });
    expect(server.asked).toContain('GET /revoked/read');
    expect(await stored('/revoked/read')).toEqual([]);
    await tab.close();
  });

  it('holds nothing of private windows', async () => {
    const hidden = await browser.privatePage(`${server.origin}/page`);
    try {
      expect(await put(hidden, '/private/save')).toBe(409);
    } finally {
      // New tabs open in the window in front.
      await hidden.close();
    }
    const tab = await open();
    expect(await put(tab, '/public/save')).toBe(409);
    await isStored('/public/save');
    expect(server.asked).toContain('PUT /private/save');
    expect(await stored('/private/save')).toEqual([]);
    await tab.close();
  });

  it('is neither read nor forged by other extensions and pages', async () => {
    const tab = await open();
    const row = {
      source: 'devtools-network',
      key: null,
      state: 'done',
      method: 'PUT',
      url: `${server.origin}/forged`,
      startedAt: Date.now(),
      tabId: 1,
      status: 409,
    };
    const messages = [
      { resave: 'ask', kind: 'watched', payload: {} },
      { resave: 'ask', kind: 'stored', payload: { query: 'conflicts', tabId: null, limit: 10 } },
      { resave: 'sighted', kind: 'sightings', payload: { sightings: [row] } },
      { resave: 'ask', kind: 'forget', payload: { origin: null, unsaved: true } },
    ];
    await get(tab, '/before/intrusion');
    await isStored('/before/intrusion');
    await tab.until('the other extension', () =>
      tab.evaluate(() => document.documentElement.dataset.intruder === 'ready'),
    );
    const target = name === 'firefox' ? 'resave@resave.dev' : new URL(browser.extensionOrigin).host;
    await tab.evaluate(
      (detail) => dispatchEvent(new CustomEvent('intrude', { detail })),
      JSON.stringify({ target, messages }),
    );
    const said = await tab.until('what came back', () => tab.evaluate(() => document.documentElement.dataset.said));
    for (const one of JSON.parse(said)) expect(one.answer ?? null).toBeNull();
    expect(JSON.parse(said)).toHaveLength(messages.length + 1);

    // A page: by messages to its own window, by whatever of the extension it can load, by the extension's API if it had one.
    const reached = await tab.evaluate(
      async (origin, files, messages) => {
        for (const message of messages) window.postMessage(message, '*');
        const loaded: string[] = [];
        for (const file of files) {
          const got = await fetch(origin + file).then(
            () => true,
            () => false,
          );
          const image = await new Promise<boolean>((resolve) => {
            const element = new Image();
            element.onload = () => resolve(true);
            element.onerror = () => resolve(false);
            element.src = origin + file;
          });
          if (got || image) loaded.push(file);
        }
        const api: unknown = Reflect.get(globalThis, 'chrome');
        const runtime = typeof api === 'object' && api !== null ? Reflect.get(api, 'runtime') : undefined;
        return { loaded, runtime: runtime !== undefined };
      },
      browser.extensionOrigin,
      ['manifest.json', 'icons/16.png', builtPage(builds[name], 'panel.html')],
      messages,
    );
    expect(reached).toEqual({ loaded: [], runtime: false });

    // The same question from one of Resave's own pages is answered: so it was the asker that was refused.
    const own = await reader.evaluate((message) => {
      const { runtime } = (
        globalThis as unknown as { chrome: { runtime: { sendMessage(m: unknown): Promise<unknown> } } }
      ).chrome;
      return runtime.sendMessage(message);
    }, messages[0]);
    expect(own).toHaveProperty('answer');
    expect(await stored('/forged')).toEqual([]);
    expect(await stored('/before/intrusion')).toHaveLength(1);
    await tab.close();
  });

  it('of other tabs is all there after one page floods it with hostile requests, which stay within their caps', async () => {
    const { sent, others, kept, hostile, longest } = await flood(browser, reader, 200);
    expect(sent).toBe(200);
    expect(kept).toBe(others);
    expect(hostile).toBeGreaterThan(0);
    expect(longest.name).toBeLessThanOrEqual(256);
    expect(longest.value).toBeLessThanOrEqual(16_384);
  });

  it('shows nothing to the web and runs under the strictest policy', () => {
    const manifest: unknown = JSON.parse(readFileSync(join(builds[name], 'manifest.json'), 'utf8'));
    expect(manifest).toMatchObject({ incognito: 'not_allowed' });
    expect(manifest).not.toHaveProperty('web_accessible_resources');
    expect(manifest).not.toHaveProperty('externally_connectable');
    expect(manifest).not.toHaveProperty('host_permissions');
    const policy = JSON.stringify(Reflect.get(Object(manifest), 'content_security_policy'));
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("script-src 'self'");
    expect(policy).not.toMatch(/unsafe|https?:|\*|blob:/);
  });

  it('holds no secret on the disk: read byte by byte after a session full of them', async () => {
    const settings = await browser.extensionPage('settings.html');
    await settings.fill('textbox', 'Name to redact', 'customerNumber');
    await settings.click('button', 'Redact');
    await settings.waitFor('button', 'Remove customerNumber');
    await settings.close();
    const tab = await browser.newPage(`${server.origin}/page?access_token=${secrets.pageAddress}`);
    const panel = new ConflictPanel(await browser.openPanel(tab));
    const session = () =>
      tab.evaluate(
        async (secrets, plain) => {
          // biome-ignore lint/suspicious/noDocumentCookie: as pages do it
          document.cookie = `sid=${secrets.cookie}`;
          const headers = {
            Authorization: `Bearer ${secrets.authorization}`,
            'X-Api-Key': secrets.apiKey,
            'X-Trace': secrets.jwt,
            'X-Customer-Number': secrets.own,
            'If-Match': '"old"',
          };
          const json = {
            title: plain.request,
            password: secrets.json,
            customerNumber: secrets.own,
            note: `card ${secrets.card}, key ${secrets.maker}`,
            pan: Number(secrets.bareCard),
            deep: { session: { accessToken: secrets.json, other: [secrets.jwt] } },
          };
          const address = `?api_key=${secrets.query}&title=x#access_token=${secrets.query}`;
          const send = async (path: string, init: RequestInit) => (await fetch(path + address, init)).text();
          await send('/secrets/read', { headers });
          await send('/secrets/json', {
            method: 'PUT',
            headers: { ...headers, 'Content-Type': 'application/json' },
            body: JSON.stringify(json),
          });
          const form = new URLSearchParams({ title: plain.request, password: secrets.form, pan: secrets.card });
          await send('/secrets/form', { method: 'POST', headers, body: form });
          const parts = new FormData();
          parts.append('title', plain.request);
          parts.append('client_secret', secrets.multipart);
          parts.append('pan', secrets.bareCard);
          await send('/secrets/parts', { method: 'POST', headers, body: parts });
          // A form with a file, as bytes that are no text.
          const text = (line: string) => Uint8Array.from(line, (c) => c.charCodeAt(0));
          const bytes = [
            text('--limit\r\nContent-Disposition: form-data; name="file"; filename="a.png"\r\n\r\n'),
            Uint8Array.from({ length: 256 }, (_, at) => at),
            text('\r\n--limit\r\nContent-Disposition: form-data; name="password"\r\n\r\n'),
            text(`${secrets.bytes}\r\n--limit--\r\n`),
          ];
          await send('/secrets/bytes', {
            method: 'POST',
            headers: { ...headers, 'Content-Type': 'multipart/form-data; boundary=limit' },
            body: Uint8Array.from(bytes.flatMap((part) => [...part])),
          });
          // No type at all, and a request that never comes back.
          await send('/secrets/text', { method: 'POST', headers, body: JSON.stringify(json) });
          await fetch(`http://localhost:1/secrets/lost?api_key=${secrets.query}`, { method: 'PUT', headers }).catch(
            () => 0,
          );
        },
        secrets,
        plain,
      );
    await session();
    await panel.row(/^409 PUT \/secrets\/json/);
    await browser.stopWorker();
    await session();
    const count = await reader.until('both sessions in the store', async () => {
      const rows = await reader.evaluate(
        () =>
          new Promise<string[]>((resolve) => {
            const request = indexedDB.open('resave');
            request.onsuccess = () => {
              const all = request.result.transaction('exchanges').objectStore('exchanges').getAll();
              all.onsuccess = () => {
                request.result.close();
                resolve(all.result.flatMap((row) => (row.status === null ? [] : [String(row.url)])));
              };
            };
          }),
      );
      const mine = rows.filter((url) => url.includes('/secrets/')).length;
      return mine >= 12 && mine;
    });
    expect(count).toBe(12);
    // Answers come from DevTools, which is asked for each: one whole one is what the search has to find.
    await reader.until('an answer in the store', async () =>
      reader.evaluate(
        (text) =>
          new Promise<boolean>((resolve) => {
            const request = indexedDB.open('resave');
            request.onsuccess = () => {
              const all = request.result.transaction('bodies').objectStore('bodies').getAll();
              all.onsuccess = () => {
                request.result.close();
                resolve(all.result.some(({ side, body }) => side === 'response' && String(body.data).includes(text)));
              };
            };
          }),
        plain.answer,
      ),
    );
    // All that can be taken out, of each kind of save.
    let [files, scripts, plainTexts] = [0, 0, 0];
    for (const path of ['json', 'form', 'parts', 'bytes', 'text']) {
      await panel.select(new RegExp(`^409 (PUT|POST) /secrets/${path}`));
      await panel.causes();
      for (const { name, text, refused } of await takeOutAll(panel)) {
        expect(foundIn(text), `${name} of ${path}`).toEqual([]);
        if (refused) continue;
        if (name.startsWith('Copy as')) scripts++;
        else files++;
        if (text.includes(plain.request)) plainTexts++;
      }
    }
    // HAR and JSON of the conflict, the report, HAR of what is shown and of everything: five of each save.
    expect(files).toBe(25);
    expect(scripts).toBeGreaterThanOrEqual(3);
    expect(plainTexts).toBeGreaterThan(10);
    await panel.panel.close();
    await browser.close();
    closed = true;

    const stored = storedBytes(name, profile);
    for (const [what, text] of Object.entries(plain))
      expect(filesWith(stored, middle(text)), `the plain text of the ${what} must be found`).not.toEqual([]);
    for (const [what, text] of Object.entries(everySecret))
      expect(filesWith(stored, middle(text)), `the secret ${what}`).toEqual([]);
    // In base64 too, wherever its three bytes begin.
    for (const shift of [0, 1, 2]) {
      const form = Buffer.from(`${'x'.repeat(shift)}${secrets.bytes}`)
        .toString('base64')
        .slice(4, 20);
      expect(filesWith(stored, form), 'the secret among bytes').toEqual([]);
    }
  });
});

/** Only Chromium lets a test set the quota, and only for an extension without `unlimitedStorage`, as a full disk is for one with it. */
describe('a full disk', () => {
  let folder: string;
  let server: Awaited<ReturnType<typeof apiServer>>;
  let browser: Browser;
  let reader: Tab;
  let tab: Tab;
  let session: CDPSession;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'resave-quota-'));
    await cp(builds.chromium, folder, { recursive: true });
    const path = join(folder, 'manifest.json');
    await writeFile(path, readFileSync(path, 'utf8').replace(/"unlimitedStorage",?/, ''));
    server = await apiServer();
    browser = await launch('chromium', { extensions: [folder] });
    await browser.grant(here);
    reader = await browser.extensionPage('welcome.html');
    tab = await browser.newPage(`${server.origin}/page`);
    session = await pageOf(reader).createCDPSession();
  });
  afterEach(async () => {
    await browser?.close();
    await server?.close();
    await rm(folder, { recursive: true, force: true, maxRetries: 5 });
  });

  const stored = (path: string) => rowsOf(reader, server.origin + path);
  const origin = () => browser.extensionOrigin.replace(/\/$/, '');
  const room = (quotaSize?: number) =>
    session.send('Storage.overrideQuotaForOrigin', {
      origin: origin(),
      ...(quotaSize === undefined ? {} : { quotaSize }),
    });
  /** Chromium remembers for half a minute how much room a database had; a database that begins anew asks again. */
  const beginAnew = () => session.send('Storage.clearDataForOrigin', { origin: origin(), storageTypes: 'indexeddb' });
  const askBackground = () =>
    reader.evaluate(
      (message) => {
        const api = globalThis as unknown as { chrome: { runtime: { sendMessage(m: unknown): Promise<unknown> } } };
        return api.chrome.runtime.sendMessage(message);
      },
      { resave: 'ask', kind: 'stored', payload: { query: 'conflicts', tabId: null, limit: 10 } },
    );
  const inSession = (key: string) =>
    reader.evaluate(async (key) => {
      const api = globalThis as unknown as {
        chrome: { storage: { session: { get(k: string): Promise<Record<string, unknown>> } } };
      };
      return JSON.stringify((await api.chrome.storage.session.get(key))[key] ?? null);
    }, key);

  it('takes the oldest reads and no refused save', async () => {
    // Chromium's database gives room back only when it compacts, which it does by files of 4 MB: a quota of that size would be full of what
    // was deleted.
    await room(40_000_000);
    await beginAnew();
    expect(await askBackground()).toEqual({ answer: [] });
    expect(await put(tab, '/quota/first')).toBe(409);
    await reader.until('the first refusal', async () => (await stored('/quota/first')).length === 1);
    const [rounds, each] = [20, 20];
    for (let round = 0; round < rounds; round++) {
      await tab.evaluate(
        async (round, each) => {
          for (let n = 0; n < each; n++) {
            // What does not compress: it has to take the room.
            const noise = Array.from({ length: 4_000 }, () => crypto.randomUUID()).join('');
            await fetch(`/quota/read-${round}-${n}?large`, { method: 'POST', body: noise });
          }
        },
        round,
        each,
      );
      expect(await put(tab, `/quota/save-${round}`)).toBe(409);
    }
    for (let round = 0; round < rounds; round++)
      // What the disk refused waits in memory until Chromium looks anew at the room, half a minute later at worst.
      await reader.until(
        `the refused save ${round} to be stored`,
        async () => (await stored(`/quota/save-${round}`)).some(({ status }) => status === 409),
        90_000,
      );
    expect(await stored('/quota/first')).toHaveLength(1);
    // The quota was felt: what was read first is gone.
    expect((await stored('/quota/read-0-0?large')).length).toBe(0);
  });

  it('keeps a refused save over the end of the background, until there is room', async () => {
    await room(1);
    await beginAnew();
    expect(await put(tab, '/quota/waits')).toBe(409);
    await reader.until('the save to be put down', async () =>
      (await inSession('refused-by-disk')).includes('/quota/waits'),
    );
    expect(await inSession('storeState')).toContain('memory');
    await browser.stopWorker();
    expect(JSON.stringify(await askBackground())).toContain('/quota/waits');
    await browser.stopWorker();
    await room();
    // Whatever wakes it; nothing is recorded any more.
    await askBackground();
    const [row] = await reader.until(
      'the disk to take it',
      async () => {
        const found = await stored('/quota/waits');
        return found.length > 0 && found;
      },
      90_000,
    );
    expect(row).toMatchObject({ status: 409, requestBody: { state: 'kept' } });
    await reader.until('nothing to be put down any more', async () => (await inSession('refused-by-disk')) === '[]');
  });
});
