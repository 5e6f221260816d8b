import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Act, Outcome } from '../../src/messages/acts.ts';
import { type Lab, startLab } from '../lab/server.ts';
import { type Browser, launch, type Panel, type Tab } from './support/driver.ts';
import { builds } from './support/extension-files.ts';
import { rowsOf } from './support/stored-rows.ts';

/** Asks the background as the panel does. */
const actIn = (reader: Tab, run: string, tabId: number, act: Act): Promise<Outcome> =>
  reader.evaluate(
    async (run, tabId, act) => {
      const { chrome } = globalThis as unknown as {
        chrome: { runtime: { sendMessage(m: object): Promise<{ answer?: never; error?: string }> } };
      };
      const { answer, error } = await chrome.runtime.sendMessage({
        resave: 'ask',
        kind: 'act',
        payload: { run, tabId, act },
      });
      if (error !== undefined) throw new Error(error);
      return answer as never;
    },
    run,
    tabId,
    act,
  );

/** A request as the page makes it. */
const request = (tab: Tab, method: string, url: string, headers: { [name: string]: string }, body: string | null) =>
  tab.evaluate(
    async (method, url, headers, body) => {
      const response = await fetch(url, { method, headers, body });
      return { status: response.status, etag: response.headers.get('etag') ?? '', body: await response.text() };
    },
    method,
    url,
    headers,
    body,
  );

/** The acts in real Chromium, asked for by message as the panel does it: what the page's cache, tabs and debugger do to them. */
describe('acts in Chromium', () => {
  let browser: Browser;
  let lab: Lab;
  let reader: Tab;
  let runs = 0;

  beforeAll(async () => {
    browser = await launch('chromium', { extensions: [builds.chromium] });
    reader = await browser.extensionPage('welcome.html');
  });
  afterAll(async () => {
    await browser?.close();
  });

  const act = (tabId: number, asked: Act) => actIn(reader, `run${++runs}`, tabId, asked);

  /** Reads, saves, reads again (out of the cache where the scenario allows it), saves again; gives the refusal's row. */
  async function refusal(tab: Tab, scenario: string, between: () => void = () => undefined) {
    const url = lab.url(scenario, 'api/notes/1');
    const save = async (title: string, body: string) => {
      const read = await request(tab, 'GET', url, {}, null);
      if (title === 'Second') between();
      const headers = {
        'If-Match': read.etag,
        'Content-Type': 'application/json',
        Authorization: 'Bearer planted-secret',
      };
      return request(tab, 'PUT', url, headers, JSON.stringify({ ...JSON.parse(read.body), title, body }));
    };
    expect((await save('First', 'x')).status).toBe(200);
    expect((await save('Second', 'x')).status).toBe(409);
    return reader.until('the refusal in the store', async () =>
      (await rowsOf(reader, url)).findLast(({ status }) => status === 409),
    );
  }

  async function withDevtools(scenario: string, play: (tab: Tab, panel: Panel) => Promise<void>): Promise<void> {
    // A lab of its own, and with it an origin of its own: no copy in the cache and no row in the store from another test.
    lab = await startLab();
    const tab = await browser.newPage(lab.url(scenario));
    const panel = await browser.openPanel(tab);
    await play(tab, panel);
    await panel.close().catch(() => undefined);
    await tab.close().catch(() => undefined);
    await lab.close();
  }

  const ways = [
    ['through DevTools, without any permission', async () => undefined],
    ['by script, on a watched site', () => browser.grant(['http://localhost/*'])],
  ] as const;

  describe.each(ways)('%s', (_way, prepare) => {
    beforeAll(prepare);

    it('the check sees the cached copy beside the server’s, and clearing replaces it', () =>
      withDevtools('cached', async (tab) => {
        const { id, tabId } = await refusal(tab, 'cached');
        const checked = await act(tabId, { act: 'check', conflict: id });
        expect(checked).toMatchObject({ outcome: 'checked' });
        expect(checked.sentence).toBe(
          'A normal read brings 200, ETag "v3", from the browser’s cache. The server itself answers otherwise: 200, ETag "v4", from the network.',
        );
        const cleared = await act(tabId, { act: 'clear-resource', conflict: id });
        expect(cleared).toMatchObject({
          outcome: 'cleared',
          before: { etag: '"v3"', by: 'http-cache' },
          after: { etag: '"v4"', by: 'http-cache' },
        });
        expect(cleared.sentence).toContain('The stale copy is gone');
        const url = lab.url('cached', 'api/notes/1');
        expect((await request(tab, 'GET', url, {}, null)).etag).toBe('"v4"');
        const rows = await rowsOf(reader, url);
        expect(rows.filter(({ parent }) => parent?.role === 'probe')).toHaveLength(3);
        expect(rows.filter(({ parent }) => parent?.role === 'clear-read')).toHaveLength(3);
      }));

    it('clearing the site empties its cache and no other’s', () =>
      withDevtools('cached', async (tab) => {
        const { id, tabId } = await refusal(tab, 'cached');
        const cleared = await act(tabId, { act: 'clear-site', conflict: id });
        expect(cleared).toMatchObject({
          outcome: 'cleared',
          cleared: [`HTTP cache of ${lab.origin}`, `cache storage of ${lab.origin}`],
          before: { etag: '"v3"', by: 'http-cache' },
          after: { etag: '"v4"', by: 'network' },
        });
      }));

    it('a replay keeps both edits, with the page’s bearer token, which is nowhere on the disk', () =>
      withDevtools('strict-409', async (tab) => {
        const { id, tabId } = await refusal(tab, 'strict-409', () => {
          lab.store.edit('strict-409', '1', { tags: ['theirs'] });
        });
        const prepared = await act(tabId, { act: 'replay-prepare', conflict: id, accepted: [] });
        if (prepared.outcome !== 'ready') throw new Error(JSON.stringify(prepared));
        // The plan outlives the worker.
        await browser.stopWorker();
        const sent = await act(tabId, { act: 'replay-send', plan: prepared.plan.id, choices: {} });
        expect(sent).toMatchObject({ outcome: 'saved', status: 200, token: '"v6"' });
        expect(lab.store.read('strict-409', '1')).toMatchObject({ title: 'Second', tags: ['theirs'], version: 6 });
        const last = lab.store.requests('strict-409').findLast(({ method }) => method === 'PUT');
        expect(last?.headers.authorization).toBe('Bearer planted-secret');
        const rows = await rowsOf(reader, lab.url('strict-409', 'api/notes/1'));
        expect(rows.find((row) => row.id === ('sent' in sent ? sent.sent : null))?.parent).toMatchObject({
          id,
          role: 'replay-send',
        });
        expect(JSON.stringify(rows)).not.toContain('planted-secret');
      }));
  });

  it('across origins, an ETag that the page may not see comes from the wire', () =>
    withDevtools('cors', async (tab) => {
      const url = `${lab.apiOrigin}/cors/api/notes/1`;
      const read = await request(tab, 'GET', url, {}, null);
      expect(read.etag).toBe('');
      lab.store.edit('cors', '1', { tags: ['theirs'] });
      const mine = JSON.stringify({ ...JSON.parse(read.body), title: 'Mine' });
      const headers = { 'If-Match': '"v3"', 'Content-Type': 'application/json' };
      expect((await request(tab, 'PUT', url, headers, mine)).status).toBe(409);
      const { id, tabId } = await reader.until('the refusal in the store', async () =>
        (await rowsOf(reader, url)).findLast(({ status }) => status === 409),
      );
      const prepared = await act(tabId, { act: 'replay-prepare', conflict: id, accepted: [] });
      if (prepared.outcome !== 'ready') throw new Error(JSON.stringify(prepared));
      expect(prepared.plan.token).toMatchObject({ carrier: 'header:If-Match', stale: '"v3"', fresh: '"v4"' });
      const sent = await act(tabId, { act: 'replay-send', plan: prepared.plan.id, choices: {} });
      expect(sent).toMatchObject({ outcome: 'saved', token: '"v5"' });
      expect(lab.store.read('cors', '1')).toMatchObject({ title: 'Mine', tags: ['theirs'] });
    }));

  it('a page paused in the debugger gets a sentence, and the panel goes on', () =>
    withDevtools('strict-409', async (tab) => {
      const { id, tabId } = await refusal(
        tab,
        'strict-409',
        () => void lab.store.edit('strict-409', '1', { tags: ['x'] }),
      );
      await tab.evaluate(() => {
        setTimeout(() => {
          // biome-ignore lint/suspicious/noDebugger: the page is to stop here
          debugger;
        }, 0);
      });
      const outcome = await act(tabId, { act: 'check', conflict: id });
      expect(outcome).toMatchObject({ outcome: 'failed', sentence: expect.stringContaining('paused in the debugger') });
    }));

  it('a tab that is closed, or left, during an act ends it with a sentence', () =>
    withDevtools('strict-409', async (tab) => {
      const url = lab.url('strict-409', 'api/notes/1');
      const { id, tabId } = await refusal(
        tab,
        'strict-409',
        () => void lab.store.edit('strict-409', '1', { tags: ['x'] }),
      );
      const prepared = await act(tabId, { act: 'replay-prepare', conflict: id, accepted: [] });
      if (prepared.outcome !== 'ready') throw new Error(JSON.stringify(prepared));
      await tab.goto('about:blank');
      const elsewhere = await act(tabId, { act: 'check', conflict: id });
      expect(elsewhere.outcome).toBe('failed');
      await tab.goto(lab.url('strict-409'));
      await tab.close();
      expect(await act(tabId, { act: 'check', conflict: id })).toMatchObject({
        outcome: 'failed',
        sentence: expect.stringContaining('The tab was closed'),
      });
      expect((await rowsOf(reader, url)).length).toBeGreaterThan(3);
    }));
});

/** Firefox has no way to clear one site, and its panels reach the page through the devtools page alone. */
describe('acts in Firefox', () => {
  let browser: Browser;
  let lab: Lab;
  let reader: Tab;
  let runs = 0;
  const act = (tabId: number, asked: Act) => actIn(reader, `run${++runs}`, tabId, asked);

  beforeAll(async () => {
    browser = await launch('firefox', { extensions: [builds.firefox] });
    reader = await browser.extensionPage('welcome.html');
  });
  afterAll(async () => {
    await browser?.close();
  });

  const ways = [
    ['through DevTools', async () => undefined],
    ['by script, on a watched site', () => browser.grant(['http://localhost/*'])],
  ] as const;

  it.each(ways)(
    '%s: checks, clears what it can and says what it cannot, replays with both edits',
    async (_way, prepare) => {
      await prepare();
      lab = await startLab();
      const tab = await browser.newPage(lab.url('strict-409'));
      const panel = await browser.openPanel(tab);
      const url = lab.url('strict-409', 'api/notes/1');
      const read = await request(tab, 'GET', url, {}, null);
      lab.store.edit('strict-409', '1', { tags: ['theirs'] });
      const mine = JSON.stringify({ ...JSON.parse(read.body), title: 'Mine' });
      const headers = { 'If-Match': read.etag, 'Content-Type': 'application/json' };
      expect((await request(tab, 'PUT', url, headers, mine)).status).toBe(409);
      const { id, tabId } = await reader.until('the refusal in the store', async () =>
        (await rowsOf(reader, url)).findLast(({ status }) => status === 409),
      );
      expect(await act(tabId, { act: 'check', conflict: id })).toMatchObject({ outcome: 'checked' });
      const cleared = await act(tabId, { act: 'clear-site', conflict: id });
      expect(cleared).toMatchObject({ outcome: 'cleared', after: { etag: '"v4"' } });
      expect(cleared.sentence).toContain('cannot clear the HTTP cache of one site alone');
      const emptied = await act(tabId, { act: 'clear-browser', conflict: id });
      expect(emptied).toMatchObject({ outcome: 'cleared', cleared: [expect.stringContaining('every site')] });
      const prepared = await act(tabId, { act: 'replay-prepare', conflict: id, accepted: [] });
      if (prepared.outcome !== 'ready') throw new Error(JSON.stringify(prepared));
      const sent = await act(tabId, { act: 'replay-send', plan: prepared.plan.id, choices: {} });
      expect(sent).toMatchObject({ outcome: 'saved', token: '"v5"' });
      expect(lab.store.read('strict-409', '1')).toMatchObject({ title: 'Mine', tags: ['theirs'], version: 5 });
      await panel.close();
      await lab.close();
    },
  );
});
