import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type browserApi from 'webextension-polyfill';
import { type Browser, launch } from './support/driver.ts';
import { echoServer } from './support/echo-server.ts';
import { builds } from './support/extension-files.ts';
import { hookBattery } from './support/hook-battery.ts';
import { rowsOf } from './support/stored-rows.ts';
import { until } from './support/until.ts';

/** The hook in a watched page against the originals in a page that is not watched: the same server under two names. */
describe.each(['chromium', 'firefox'] as const)('the hook in %s', (name) => {
  let browser: Browser;
  let server: Awaited<ReturnType<typeof echoServer>>;
  beforeAll(async () => {
    server = await echoServer();
    browser = await launch(name, { extensions: [builds[name]] });
    await browser.grant(['http://localhost/*']);
    await until('the hooks to be put', () =>
      browser.worker(async () => {
        const { scripting } = (globalThis as unknown as { chrome: typeof browserApi }).chrome;
        return (await scripting.getRegisteredContentScripts()).length > 0;
      }),
    );
  });
  afterAll(async () => {
    await browser?.close();
    await server?.close();
  });

  it('behaves as the originals do', async () => {
    const seed = 20_261_122;
    const watched = await browser.newPage(`http://localhost:${server.port}/page`);
    const bare = await browser.newPage(`http://127.0.0.1:${server.port}/page`);
    const [ours, originals] = [await watched.evaluate(hookBattery, seed), await bare.evaluate(hookBattery, seed + 0)];
    expect(Object.keys(originals).length).toBeGreaterThan(100);
    expect(ours).toEqual(originals);
    // It was there: what it told is in the store.
    const reader = await browser.extensionPage('welcome.html');
    const rows = await reader.until('a row that the hook told of', async () => {
      const found = await rowsOf(reader, `http://localhost:${server.port}/echo?status=409`);
      return found.some(({ sources }) => sources.includes('page-intent')) && found;
    });
    expect(rows.every(({ method }) => method !== '')).toBe(true);
    await watched.close();
    await bare.close();
  });

  it('works from the grant on in a page that was open before, and ends with it', async () => {
    await browser.revoke(['http://localhost/*']);
    const tab = await browser.newPage(`http://localhost:${server.port}/page`);
    const reader = await browser.extensionPage('welcome.html');
    const put = (path: string) =>
      tab.evaluate(async (path) => (await fetch(path, { method: 'PUT', body: '{"mine":1}' })).status, path);
    await browser.grant(['http://localhost/*']);
    const row = await reader.until('a save that the hook told of', async () => {
      await put('/echo?status=409&open');
      const found = await rowsOf(reader, `http://localhost:${server.port}/echo?status=409&open`);
      return found.find(({ sources }) => sources.includes('page-intent'));
    });
    expect(row.requestBody).toMatchObject({ state: 'kept', data: '{"mine":1}' });
    await browser.revoke(['http://localhost/*']);
    await put('/echo?status=409&revoked');
    await put('/echo?status=409&revoked');
    await browser.grant(['http://localhost/*']);
    await reader.until('a save after the second grant', async () => {
      await put('/echo?status=409&again');
      return (await rowsOf(reader, `http://localhost:${server.port}/echo?status=409&again`)).length > 0;
    });
    expect(await rowsOf(reader, `http://localhost:${server.port}/echo?status=409&revoked`)).toEqual([]);
    await tab.close();
    await reader.close();
  });

  it('tells what a page hands over in any form that can be read unnoticed, and of a site where that is not all', async () => {
    const fresh = await echoServer();
    const origin = `http://localhost:${fresh.port}`;
    const reader = await browser.extensionPage('welcome.html');
    const tab = await browser.newPage(`${origin}/page`);
    const isUnhooked = () =>
      browser.worker(async (origin) => {
        const { storage } = (globalThis as unknown as { chrome: typeof browserApi }).chrome;
        const { plan } = await storage.session.get('plan');
        return JSON.stringify(plan ?? []).includes(`unhooked ${origin}`);
      }, origin);
    await tab.evaluate(async () => {
      const put = async (name: string, init: object) => {
        await (await fetch(`/echo?status=409&${name}`, init)).text();
      };
      class Options {
        method = 'PUT';
        headers = { 'If-Match': '"class"' };
      }
      await put('class', new Options());
      const inherited = { method: 'PUT', headers: new Headers({ 'If-Match': '"inherited"' }) };
      await put('inherited', Object.create(inherited));
      const frame = document.createElement('iframe');
      document.body.append(frame);
      const foreign = Reflect.get(frame.contentWindow ?? {}, 'JSON').parse(
        '{"method":"PUT","headers":{"If-Match":"x"}}',
      );
      await put('foreign', foreign);
    });
    for (const [name, tag] of [
      ['class', '"class"'],
      ['inherited', '"inherited"'],
      ['foreign', 'x'],
    ] as const) {
      const row = await reader.until(`${name} as the hook told it`, async () => {
        const rows = await rowsOf(reader, `${origin}/echo?status=409&${name}`);
        return rows.find(({ sources }) => sources.includes('page-intent'));
      });
      expect(row.headers.set, name).toContainEqual([expect.stringMatching(/^if-match$/i), tag]);
    }
    expect(await isUnhooked()).toBe(false);
    await tab.evaluate(async () => {
      const init = {
        get method() {
          return 'PUT';
        },
      };
      await (await fetch('/echo?status=409&getter', init)).text();
    });
    await reader.until('the site to count as one with requests past the hook', isUnhooked);
    await Promise.all([tab.close(), reader.close()]);
    await fresh.close();
  });

  it('goes on in a page that writes itself anew, up to its last moment', async () => {
    const reader = await browser.extensionPage('welcome.html');
    const origin = `http://localhost:${server.port}`;
    const tab = await browser.newPage(`${origin}/page`);
    await tab.evaluate(async () => {
      document.open();
      document.write('<!doctype html><title>Written</title>');
      document.close();
      await (await fetch('/echo?status=409&written', { method: 'PUT', body: '{}' })).text();
    });
    const isTold = async (path: string) =>
      (await rowsOf(reader, origin + path)).some(({ sources }) => sources.includes('page-intent'));
    await reader.until('the save of the written page', () => isTold('/echo?status=409&written'));
    // A validator gathers for a while; the page goes before that.
    await tab.evaluate(async () => {
      await (await fetch('/echo?last')).text();
      location.href = '/page';
    });
    await reader.until('the last read of the written page', () => isTold('/echo?last'));
    await Promise.all([tab.close(), reader.close()]);
  });

  it('hears nothing of what a page says under its name', async () => {
    const tab = await browser.newPage(`http://localhost:${server.port}/page`);
    const reader = await browser.extensionPage('welcome.html');
    const forged = `http://localhost:${server.port}/forged`;
    await tab.evaluate((url) => {
      const told = JSON.stringify([{ key: 1, state: 'done', method: 'PUT', url, startedAt: Date.now(), status: 409 }]);
      let heard = '';
      for (const name of ['resave-greeting', 'resave-told', '-told', 'told']) {
        document.addEventListener(name, (event) => {
          heard += String((event as CustomEvent).detail);
        });
        document.dispatchEvent(new CustomEvent(name, { detail: '' }));
        document.dispatchEvent(new CustomEvent(name, { detail: told }));
      }
      window.postMessage({ resave: 'page-told', document: 'x', batches: [told] }, '*');
      document.documentElement.dataset.heard = heard.replaceAll(told, '');
    }, forged);
    // A true one after it: when that is stored, a forged one would be.
    await tab.evaluate(async () => (await fetch('/echo?status=409&true', { method: 'PUT' })).status);
    await reader.until(
      'the true save',
      async () => (await rowsOf(reader, `http://localhost:${server.port}/echo?status=409&true`)).length > 0,
    );
    expect(await rowsOf(reader, forged)).toEqual([]);
    expect(await tab.evaluate(() => document.documentElement.dataset.heard)).toBe('');
    await tab.close();
    await reader.close();
  });
});
