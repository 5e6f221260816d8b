import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Tab } from '../../e2e/support/driver.ts';
import { get, put } from '../support/document.ts';
import { prepared, refusedReplay } from '../support/replay.ts';
import { useScene } from '../support/scene.ts';
import { type Pouch, startPouch } from './server.ts';

const first = { title: 'First title', body: 'First text' };

/** Fauxton's editor of one document, used by its keys and its button. */
class Fauxton {
  readonly tab: Tab;

  constructor(tab: Tab) {
    this.tab = tab;
  }

  /** The text as the editor shows it. */
  text(): Promise<string> {
    return this.tab.evaluate(() =>
      [...document.querySelectorAll('.ace_line')].map((line) => line.textContent ?? '').join('\n'),
    );
  }

  async waitForText(part: string): Promise<void> {
    await this.tab.until(`Fauxton to show ${part}`, async () => (await this.text()).includes(part));
  }

  /** Puts the cursor to the end of the string on a line (from 0) and types there. */
  async append(line: number, text: string): Promise<void> {
    await this.tab.activate();
    await this.tab.until('the editor to have the focus', () =>
      this.tab.evaluate(() => document.activeElement?.classList.contains('ace_text-input') === true),
    );
    const lines = (await this.text()).split('\n');
    for (const _ of lines) await this.tab.press('ArrowUp');
    for (let i = 0; i < line; i++) await this.tab.press('ArrowDown');
    await this.tab.press('End');
    const behind = /",?$/.exec(lines[line] ?? '')?.[0].length ?? 0;
    for (let i = 0; i < behind; i++) await this.tab.press('ArrowLeft');
    for (const key of text) await this.tab.press(key);
    await this.waitForText(text);
  }

  async save(): Promise<void> {
    await this.tab.click('button', /Save Changes/);
  }
}

describe('PouchDB with Fauxton', () => {
  const scene = useScene();
  let pouch: Pouch;
  beforeAll(async () => {
    pouch = await startPouch();
    const made = await fetch(`${pouch.origin}/notes`, { method: 'PUT' });
    expect(made.status).toBe(201);
  });
  afterAll(async () => {
    await pouch?.stop();
  });

  it('two tabs, Save Changes in both: 409, the token is _rev in the body, both edits are in the document', async () => {
    const url = `${pouch.origin}/notes/doc1`;
    await put(url, first);
    const editor = `${pouch.origin}/_utils/#/database/notes/doc1`;
    await scene.withPanel(editor, async (tab, panel) => {
      // DevTools sees nothing from before it was opened.
      await tab.reload();
      const mine = new Fauxton(tab);
      await mine.waitForText('First text');
      const theirs = new Fauxton(await scene.newPage(editor));
      await theirs.waitForText('First text');
      await theirs.append(3, ' of theirs');
      await theirs.save();
      await theirs.tab.until('their save on the server', async () =>
        JSON.stringify(await get(url)).includes('First text of theirs'),
      );
      await theirs.tab.close();

      await mine.append(2, ' of mine');
      await mine.save();
      await panel.row(/^409 PUT \/notes\/doc1/);
      await panel.select(/^409 PUT \/notes\/doc1/);
      await panel.act('Check the server', 'checked');
      await panel.firstCause('changed-by-someone-else');
      expect(await prepared(panel)).toMatchObject({ carrier: 'body:$._rev' });
      expect(await panel.conflicts()).toEqual([]);
      await panel.act('Send', 'saved');
    });
    expect(await get(url)).toMatchObject({ title: 'First title of mine', body: 'First text of theirs' });
  });

  it('412 for a database that exists is no stale version: refused', async () => {
    await scene.withPanel(`${pouch.origin}/_utils/`, async (tab, panel) => {
      await tab.evaluate(async () => void (await fetch('/notes', { method: 'PUT' })));
      await panel.select(/^412 PUT \/notes/);
      await panel.firstCause('already-exists');
      expect(await refusedReplay(panel)).toMatch(/exists already/);
    });
  });

  it('_bulk_docs answers 201 with a conflict inside: listed, and refused as a batch of which a part went through', async () => {
    await put(`${pouch.origin}/notes/bulk`, first);
    await scene.withPanel(`${pouch.origin}/_utils/`, async (tab, panel) => {
      const status = await tab.evaluate(async () => {
        const docs = [
          { _id: 'bulk', _rev: '1-00000000000000000000000000000000', title: 'Mine' },
          { _id: 'other', title: 'Mine too' },
        ];
        const headers = { 'Content-Type': 'application/json' };
        return (await fetch('/notes/_bulk_docs', { method: 'POST', headers, body: JSON.stringify({ docs }) })).status;
      });
      expect(status).toBe(201);
      await panel.select(/POST \/notes\/_bulk_docs/);
      expect(await refusedReplay(panel)).toMatch(/batch of several saves/);
    });
    expect(await get(`${pouch.origin}/notes/bulk`)).toMatchObject(first);
  });
});
