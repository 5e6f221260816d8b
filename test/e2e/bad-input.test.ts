import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type browserApi from 'webextension-polyfill';
import { strict409 } from '../lab/scenarios/strict-409.ts';
import { type Lab, startLab } from '../lab/server.ts';
import { ConflictPanel } from './support/conflict-panel.ts';
import { type Browser, launch, type Tab } from './support/driver.ts';
import { builds } from './support/extension-files.ts';
import { Notebook } from './support/notebook.ts';
import { rowsOf } from './support/stored-rows.ts';

const here = ['http://localhost/*'];
const row = /^4\d\d PUT \/[\w-]+\/api\/notes\/1/;

/** Loads, lets somebody else edit, saves: refused. */
async function refused(tab: Tab, lab: Lab, scenario: string): Promise<Notebook> {
  const notebook = new Notebook(tab);
  await notebook.load();
  await notebook.write({ title: 'My title' });
  lab.store.edit(scenario, '1', { body: 'Their text' });
  expect((await notebook.save()).state).toBe('refused');
  return notebook;
}

function bothEdits(lab: Lab, scenario: string): void {
  expect(lab.store.read(scenario, '1')).toMatchObject({ title: 'My title', body: 'Their text' });
}

/** Requests of one method wait in the server until they are released. */
function gate() {
  let held: string | null = null;
  let open = (): void => undefined;
  let released = Promise.resolve();
  let waiting = 0;
  return {
    hold(method: string): void {
      held = method;
      released = new Promise((done) => {
        open = done;
      });
    },
    release(): void {
      held = null;
      open();
    },
    waiting: () => waiting,
    async pass(method: string): Promise<void> {
      if (method !== held) return;
      waiting++;
      await released;
      waiting--;
    },
  };
}

describe.each(['chromium', 'firefox'] as const)('bad input in %s', (name) => {
  const door = gate();
  let browser: Browser;
  let lab: Lab;
  let tab: Tab;
  let panel: ConflictPanel;

  beforeAll(async () => {
    browser = await launch(name, { extensions: [builds[name]] });
  });
  afterAll(async () => {
    await browser?.close();
  });
  beforeEach(async () => {
    lab = await startLab();
  });
  afterEach(async () => {
    door.release();
    await panel.panel.close().catch(() => undefined);
    await tab.close().catch(() => undefined);
    await lab.close();
  });

  async function open(scenario: string): Promise<Notebook> {
    tab = await browser.newPage(lab.url(scenario));
    panel = new ConflictPanel(await browser.openPanel(tab));
    return refused(tab, lab, scenario);
  }

  /** A lab whose requests of the held method wait. */
  async function slowLab(): Promise<void> {
    await lab.close();
    lab = await startLab({
      scenarios: [
        {
          ...strict409,
          handle: async (call, next) => {
            if (call.path.startsWith('api/')) await door.pass(call.method);
            return next();
          },
        },
      ],
    });
  }

  it.each([
    ['malformed-etag', /ETag is not written as the standard asks/],
    ['no-body', /refusal came without a body/],
    ['broken-json', /says that it is JSON, but it does not parse/],
    ['huge', /body is 30 MB/],
  ])('%s: a sentence, the cause, and both edits saved', async (scenario, sentence) => {
    await open(scenario);
    await panel.select(row);
    await panel.firstCause('changed-by-someone-else');
    const notes = await panel.panel.all('note', undefined, { within: { role: 'region', name: 'Diagnosis' } });
    expect(notes.map(({ text }) => text)).toContainEqual(expect.stringMatching(sentence));
    await panel.prepareReplay();
    await panel.act('Send', 'saved');
    bothEdits(lab, scenario);
  });

  it('a page that is left during the check and while a replay is being sent: sentences, and the panel goes on', async () => {
    await slowLab();
    await open('strict-409');
    await panel.select(row);
    await panel.causes();

    door.hold('GET');
    await panel.panel.click('button', 'Check the server');
    await tab.until('the check to be under way', async () => door.waiting() > 0);
    await tab.goto(lab.url('strict-409'));
    expect(await panel.outcome('failed')).toMatch(
      // Firefox breaks the page’s requests off before it leaves the page.
      /The page was left or loaded anew meanwhile. Wait until it has loaded|or the page was being left. Look whether/,
    );
    door.release();

    await panel.row(row);
    await panel.prepareReplay();
    door.hold('PUT');
    await panel.panel.click('button', 'Send');
    await tab.until('the save to be under way', async () => door.waiting() > 0);
    await tab.goto(lab.url('strict-409'));
    door.release();
    // Whether it arrived is read, not guessed.
    expect(await panel.outcome('saved', 'already-saved', 'cannot-tell', 'not-saved')).toMatch(/\S/);
    await tab.until('the save to have arrived', async () => lab.store.read('strict-409', '1').title === 'My title');
    bothEdits(lab, 'strict-409');
    expect(await panel.act('Check the server', 'checked')).toContain('ETag');
  });

  it('a tab that is closed during the check: the act ends with a sentence, and what was recorded stays', async () => {
    await slowLab();
    await open('strict-409');
    const reader = await browser.extensionPage('welcome.html');
    const rows = () => rowsOf(reader, lab.url('strict-409', 'api/notes/1'));
    const refusal = await reader.until('the refusal in the store', async () =>
      (await rows()).find(({ status }) => status === 409),
    );
    door.hold('GET');
    const asked = reader.evaluate(
      async (tabId, conflict) => {
        const { runtime } = (globalThis as unknown as { chrome: { runtime: typeof browserApi.runtime } }).chrome;
        const payload = { run: 'closed', tabId, act: { act: 'check', conflict } };
        return runtime.sendMessage({ resave: 'ask', kind: 'act', payload });
      },
      refusal.tabId,
      refusal.id,
    );
    await reader.until('the check to be under way', async () => door.waiting() > 0);
    await tab.close();
    expect(await asked).toMatchObject({
      answer: { outcome: 'failed', sentence: expect.stringContaining('The tab was closed. Open the page again') },
    });
    expect((await rows()).find(({ id }) => id === refusal.id)).toEqual(refusal);
    await reader.close();
  });

  it('a permission that is taken away: the panel says so, and nothing more is recorded', async () => {
    await browser.grant(here);
    const notebook = await open('strict-409');
    await panel.panel.waitFor('button', 'Watch this site', { attributes: { 'aria-pressed': 'true' } });
    const beside = await browser.newPage(lab.url('strict-409'));
    const reader = await browser.extensionPage('welcome.html');
    const seen = (query: string) => rowsOf(reader, lab.url('strict-409', `api/notes/1?${query}`));
    const ask = (query: string) =>
      beside.evaluate(
        async (query) => void (await (await fetch(`api/notes/1?${query}`, { method: 'PUT' })).text()),
        query,
      );

    await browser.revoke(here);
    await panel.panel.waitFor('button', 'Watch this site', { attributes: { 'aria-pressed': 'false' } });
    await panel.panel.waitFor('note', undefined, { within: { role: 'banner' } });
    expect(await panel.panel.text('note', undefined, { within: { role: 'banner' } })).toContain(
      'The permission for this site was taken away',
    );
    await ask('unseen');
    await browser.grant(here);
    // The first may come before the background listens again.
    const asked: string[] = [];
    const recorded = await reader.until('what is sent after the grant to be recorded', async () => {
      asked.push(`seen-${asked.length}`);
      await ask(asked.at(-1) ?? '');
      return (await Promise.all(asked.map(seen))).find((rows) => rows.length > 0);
    });
    expect(recorded).toHaveLength(1);
    expect(await seen('unseen')).toEqual([]);
    await browser.revoke(here);

    // The refusal from before is still there and can be saved.
    await tab.activate();
    await panel.prepareReplay();
    await panel.act('Send', 'saved');
    expect((await notebook.load()).text).toContain('"v');
    bothEdits(lab, 'strict-409');
    await beside.close();
    await reader.close();
  });

  it('DevTools that change their theme are followed', async () => {
    await open('strict-409');
    const theme = () => panel.panel.evaluate(() => document.documentElement.dataset.theme);
    for (const wanted of ['dark', 'light', 'dark'] as const) {
      await (await panelOf()).setTheme(wanted);
      await tab.until(`the panel to be ${wanted}`, async () => (await theme()) === wanted);
    }
    await (await panelOf()).setTheme('light');
    async function panelOf() {
      if (!('setTheme' in panel.panel)) throw new Error('This is no panel');
      return panel.panel;
    }
  });
});

describe.each(['chromium', 'firefox'] as const)('a profile whose IndexedDB is broken, %s', (name) => {
  it('is recorded in memory, which is said; diagnosed and saved all the same, in panel and popup', async () => {
    const profile = await mkdtemp(join(tmpdir(), 'resave-broken-'));
    // Where the browser keeps its databases there is a file instead of a folder.
    const databases = name === 'chromium' ? join(profile, 'Default', 'IndexedDB') : join(profile, 'storage');
    await mkdir(join(databases, '..'), { recursive: true });
    await writeFile(databases, '');
    const lab = await startLab();
    const browser = await launch(name, { extensions: [builds[name]], profile });
    try {
      const tab = await browser.newPage(lab.url('strict-409'));
      const panel = new ConflictPanel(await browser.openPanel(tab));
      await refused(tab, lab, 'strict-409');
      await panel.select(row);
      await panel.firstCause('changed-by-someone-else');
      expect(await panel.panel.text('alert')).toContain(
        'could not open Resave’s storage. Recordings last until the browser closes',
      );
      const popup = await browser.popup(tab);
      await popup.waitFor('heading', /somebody else saved in between/i);
      expect(await popup.text('alert')).toContain('could not open Resave’s storage');
      await popup.close();
      await panel.prepareReplay();
      await panel.act('Send', 'saved');
      bothEdits(lab, 'strict-409');
    } finally {
      await browser.close();
      await lab.close();
      await rm(profile, { recursive: true, force: true, maxRetries: 5 });
    }
  });
});

it('the panel’s own “Watch this site” in Chromium: asked, granted, and recorded with DevTools closed, without a reload', async () => {
  const lab = await startLab();
  const browser = await launch('chromium', { extensions: [builds.chromium] });
  try {
    const tab = await browser.newPage(lab.url('strict-409'));
    const panel = await browser.openPanel(tab);
    await panel.click('button', 'Watch this site', { attributes: { 'aria-pressed': 'false' } });
    await panel.waitFor('button', 'Watch this site', { attributes: { 'aria-pressed': 'true' } });
    await panel.close();
    await refused(tab, lab, 'strict-409');
    const reader = await browser.extensionPage('welcome.html');
    const [refusal] = await reader.until('the refusal in the store', async () => {
      const rows = await rowsOf(reader, lab.url('strict-409', 'api/notes/1'));
      return rows.some(({ status }) => status === 409) && rows.filter(({ status }) => status === 409);
    });
    // The hook in the page may tell of it too, a moment later; DevTools are closed.
    expect(refusal?.sources).toContain('web-request');
    expect(refusal?.sources).not.toContain('devtools-network');
  } finally {
    await browser.close();
    await lab.close();
  }
});
