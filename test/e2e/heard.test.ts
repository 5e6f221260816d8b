import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Lab, startLab } from '../lab/server.ts';
import { ConflictPanel } from './support/conflict-panel.ts';
import { type Browser, launch, type Tab } from './support/driver.ts';
import { builds } from './support/extension-files.ts';
import { Notebook } from './support/notebook.ts';
import { rowsOf, spansOf } from './support/stored-rows.ts';

/** "Nobody else of this browser saved" is said only where webRequest listened all the time, because a worker is seen by nothing else. */
describe.each(['chromium', 'firefox'] as const)('what was heard without a gap, in %s', (name) => {
  let lab: Lab;
  let browser: Browser;
  let site: string;
  let reader: Tab;
  beforeAll(async () => {
    lab = await startLab();
    browser = await launch(name, { extensions: [builds[name]] });
    const { protocol, hostname } = new URL(lab.url('strict-409'));
    site = `${protocol}//${hostname}/*`;
    await browser.grant([site]);
    reader = await browser.extensionPage('welcome.html');
  });
  afterAll(async () => {
    await browser?.close();
    await lab?.close();
  });

  const own = async () => (await spansOf(reader))[`heard-own ${site}`] ?? null;
  const heardWho = ['own-earlier-save', 'first-token-reused', 'changed-in-another-tab'];
  const nobody = /every request of this browser/i;

  async function refusedSave(between: (tab: Tab) => Promise<void>) {
    lab.reset('strict-409');
    const tab = await browser.newPage(lab.url('strict-409'));
    const notebook = new Notebook(tab);
    await notebook.load();
    await notebook.write({ title: 'My title' });
    await between(tab);
    expect((await notebook.save()).status).toBe(409);
    await tab.evaluate(() => Object.assign(Reflect.get(window, 'storm') ?? {}, { on: false }));
    const panel = new ConflictPanel(await browser.openPanel(tab));
    await panel.row(/^409 PUT/);
    await panel.select(/^409 PUT/);
    await panel.act('Check the server', 'checked');
    // What the check brought is read a moment after it has ended.
    const text = await panel.panel.until('the diagnosis to hold what the check brought', async () => {
      const [diagnosis] = await panel.panel.all('region', 'Diagnosis');
      const text = diagnosis?.text ?? '';
      const [first] = await panel.causes();
      // Or it was heard after all who saved: then that stands first.
      if (/second fresh read/i.test(text) || heardWho.includes(first?.cause ?? '')) return text;
      throw new Error(`first is ${first?.cause}: ${text}`);
    });
    const causes = await panel.causes();
    await panel.panel.close();
    await tab.close();
    return { causes, text };
  }

  it('is a site that was chosen, from the grant on', async () => {
    await reader.until('the host to be heard', own);
    const { causes, text } = await refusedSave(async () => {
      lab.store.edit('strict-409', '1', { title: 'Their title' });
    });
    expect(causes[0]).toMatchObject({ cause: 'changed-by-someone-else', strength: 'proven' });
    expect(text).toMatch(nobody);
  });

  it('ends while the host is too busy, and a worker’s save is never said to be somebody else’s', async () => {
    const { causes, text } = await refusedSave(async (tab) => {
      // A storm makes webRequest leave the host to the hook; a worker, made before there was one, saves in its shade.
      await tab.evaluate(() => {
        const storm = () => Promise.all(Array.from({ length: 10 }, () => fetch('/strict-409/')));
        const state = { on: true };
        Object.assign(window, { storm: state });
        void (async () => {
          while (state.on) await storm();
        })();
      });
      await reader.until('the host to be left alone', async () => (await own()) === null);
      const saved = await tab.evaluate(
        async (url) => {
          const source = `(async () => {
            const read = await fetch(${JSON.stringify(url)}, { cache: 'no-store' });
            const headers = { 'Content-Type': 'application/json', 'If-Match': read.headers.get('ETag') };
            const note = { ...(await read.json()), title: 'The worker’s' };
            const { status } = await fetch(${JSON.stringify(url)}, { method: 'PUT', headers, body: JSON.stringify(note) });
            postMessage(status);
          })()`;
          const worker = new Worker(URL.createObjectURL(new Blob([source])));
          return new Promise<number>((resolve) => {
            worker.onmessage = ({ data }) => resolve(data);
          });
        },
        lab.url('strict-409', 'api/notes/1'),
      );
      expect(saved).toBe(200);
    });
    for (const { cause, strength } of causes) {
      if (cause === 'changed-by-someone-else') expect(strength).not.toBe('proven');
    }
    expect(text).not.toMatch(nobody);
  });

  it('begins anew with the worker, and from then on hears it however busy the host is', async () => {
    const tab = await browser.newPage(lab.url('strict-409'));
    await tab.evaluate(() => {
      const state = { on: true };
      Object.assign(window, { storm: state });
      void (async () => {
        while (state.on) await Promise.all(Array.from({ length: 10 }, () => fetch('/strict-409/')));
      })();
    });
    const url = lab.url('strict-409', 'api/notes/1');
    await reader.until('a worker’s save to be seen', async () => {
      await tab.evaluate(async (url) => {
        const source = `fetch(${JSON.stringify(url)}, { method: 'PUT', headers: { 'X-By': 'worker' } }).then(() => postMessage(1))`;
        const worker = new Worker(URL.createObjectURL(new Blob([source])));
        await new Promise((resolve) => {
          worker.onmessage = resolve;
        });
      }, url);
      return (await rowsOf(reader, url)).some(
        ({ headers, sources }) =>
          sources.length === 1 &&
          sources[0] === 'web-request' &&
          headers.sent?.some(([field, value]) => field.toLowerCase() === 'x-by' && value === 'worker'),
      );
    });
    expect(await own()).not.toBeNull();
    await tab.close();
  });

  it('begins anew where the background was killed while requests came in', async () => {
    const tab = await browser.newPage(lab.url('strict-409'));
    const before = await reader.until('the host to be heard', own);
    const save = () =>
      tab.evaluate(async (url) => (await fetch(url, { method: 'PUT' })).status, lab.url('strict-409', 'api/notes/1'));
    const seen = (await rowsOf(reader, lab.url('strict-409', 'api/notes/1'))).length;
    await save();
    await reader.until(
      'the save to be stored',
      async () => (await rowsOf(reader, lab.url('strict-409', 'api/notes/1'))).length > seen,
    );
    await browser.stopWorker();
    await reader.until('the host to be heard anew', async () => {
      await save();
      const now = await own();
      return now !== null && now > before;
    });
    await tab.close();
  });
});
