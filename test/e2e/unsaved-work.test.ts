import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Lab, startLab } from '../lab/server.ts';
import { ConflictPanel } from './support/conflict-panel.ts';
import { type Browser, launch, type Surface } from './support/driver.ts';
import { builds } from './support/extension-files.ts';
import { Notebook } from './support/notebook.ts';

const unsaved = { role: 'region', name: 'Unsaved work' } as const;

/** Everything in the database as one text, read raw by one of the extension's own pages. */
function wholeDatabase(page: Surface): Promise<string> {
  return page.evaluate(async () => {
    const done = <T>(request: IDBRequest<T>) =>
      new Promise<T>((resolve, reject) => {
        request.onsuccess = () => resolve(request.result);
        request.onerror = () => reject(request.error);
      });
    const db = await done(indexedDB.open('resave'));
    const names = [...db.objectStoreNames];
    const stores = names.map((name) => done(db.transaction(name).objectStore(name).getAll()));
    const text = JSON.stringify(await Promise.all(stores));
    db.close();
    return text;
  });
}

/** The work listed, by `409 PUT /path`. */
async function listed(panel: Surface): Promise<string[]> {
  const items = await panel.all('listitem', undefined, { within: unsaved });
  return items.map(({ text }) => text.replace(/\s+/g, ' '));
}

describe('unsaved work', () => {
  let lab: Lab;
  let profile: string;
  let browser: Browser | null = null;
  const start = async (): Promise<Browser> => {
    browser = await launch('chromium', { extensions: [builds.chromium], profile });
    return browser;
  };
  beforeEach(async () => {
    lab = await startLab();
    profile = await mkdtemp(join(tmpdir(), 'resave-profile-'));
  });
  afterEach(async () => {
    await browser?.close();
    browser = null;
    await lab.close();
    await rm(profile, { recursive: true, force: true, maxRetries: 5 });
  });

  it('outlives page, DevTools and browser, and is saved from another page of the site with both edits', async () => {
    const first = await start();
    const tab = await first.newPage(lab.url('strict-409'));
    const panel = new ConflictPanel(await first.openPanel(tab));
    const notebook = new Notebook(tab);
    await notebook.load();
    await notebook.write({ title: 'My title' });
    lab.store.edit('strict-409', '1', { body: 'Their text' });
    expect((await notebook.save()).status).toBe(409);
    await panel.row(/^409 PUT/);
    await panel.panel.close();
    await tab.close();
    await first.close();

    const second = await start();
    // Another page of the same site, which knows nothing of the note.
    const other = await second.newPage(lab.url('cors-null'));
    const later = new ConflictPanel(await second.openPanel(other));
    await later.panel.waitFor('region', 'Unsaved work');
    expect(await listed(later.panel)).toEqual([expect.stringMatching(/^409 PUT \/strict-409\/api\/notes\/1/)]);
    await later.panel.click('button', 'Open', { within: unsaved });
    await later.panel.waitFor('region', 'Diagnosis');
    await later.prepareReplay();
    expect(await later.conflicts()).toEqual([]);
    await later.act('Send', 'saved');
    expect(lab.store.read('strict-409', '1')).toMatchObject({ title: 'My title', body: 'Their text' });
    await later.panel.waitForGone('region', 'Unsaved work');
    await later.panel.close();
  });

  it('is discarded after a second word and counted in the popup', async () => {
    const chromium = await start();
    await chromium.grant(['http://localhost/*']);
    const tab = await chromium.newPage(lab.url('strict-409'));
    const notebook = new Notebook(tab);
    await notebook.load();
    await notebook.write({ title: 'My title' });
    lab.store.edit('strict-409', '1', { body: 'Their text' });
    await notebook.save();
    await tab.until('the badge to say 1', async () => (await chromium.badge(tab)) === '1');
    const popup = await chromium.popup(tab);
    await popup.until('the popup to count the work', async () => {
      const [main] = await popup.all('main');
      return main?.text.includes('What 1 refused save of this site wanted to write is kept.');
    });
    await popup.close();
    const panel = await chromium.openPanel(tab);
    await panel.click('button', /^Unsaved work \(1\)/);
    await panel.click('button', 'Discard', { within: unsaved });
    await panel.click('button', 'Discard for good', { within: unsaved });
    await panel.waitFor('button', /^Unsaved work \(0\)/);
    expect(await listed(panel)).toEqual([]);
    await panel.close();
  });

  it('with a secret in it is replayed in this browser session, never lies on the disk, and says why not after a restart', async () => {
    const secret = 'correct-horse-battery-staple';
    const first = await start();
    const tab = await first.newPage(lab.url('strict-409'));
    const panel = new ConflictPanel(await first.openPanel(tab));
    const url = lab.url('strict-409', 'api/notes/1');
    const refused = async () => {
      const read = await tab.evaluate(async (url) => {
        const answer = await fetch(url, { cache: 'no-store' });
        return { tag: answer.headers.get('etag') ?? '', note: await answer.text() };
      }, url);
      lab.store.edit('strict-409', '1');
      const body = JSON.stringify({ ...JSON.parse(read.note), title: 'My title', password: secret });
      return tab.evaluate(
        async (url, tag, body) => {
          const headers = { 'If-Match': tag, 'Content-Type': 'application/json' };
          return (await fetch(url, { method: 'PUT', headers, body })).status;
        },
        url,
        read.tag,
        body,
      );
    };
    expect(await refused()).toBe(409);
    await panel.select(/^409 PUT/);
    await panel.prepareReplay();
    await panel.act('Send', 'saved');
    const sent = lab.store.requests('strict-409').findLast(({ method }) => method === 'PUT');
    expect(sent?.body).toContain(secret);
    await panel.panel.waitForGone('region', 'Unsaved work');

    lab.reset('strict-409');
    expect(await refused()).toBe(409);
    await panel.panel.waitFor('button', /^Unsaved work \(1\)/);
    const page = await first.extensionPage('manifest.json');
    const whole = await wholeDatabase(page);
    expect(whole).toContain('My title');
    expect(whole).not.toContain(secret);
    await panel.panel.close();
    await first.close();

    const second = await start();
    const later = new ConflictPanel(await second.openPanel(await second.newPage(lab.url('strict-409'))));
    await later.panel.click('button', 'Open', { within: unsaved });
    await later.panel.click('button', 'Replay with fresh ETag');
    const alert = await later.panel.waitFor('alert', undefined, { within: { role: 'region', name: 'Replay' } });
    expect(alert.text).toContain('in memory only, until the browser closes');
    await later.panel.close();
  });
});
