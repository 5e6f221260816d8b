import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Tab } from '../../e2e/support/driver.ts';
import { pageOf } from '../support/page-of.ts';
import { prepared } from '../support/replay.ts';
import { useScene } from '../support/scene.ts';
import { type NodeRed, startNodeRed } from './server.ts';

/** Node-RED's editor, used by mouse and keys. */
class Editor {
  readonly tab: Tab;

  constructor(tab: Tab) {
    this.tab = tab;
  }

  async ready(): Promise<void> {
    await this.tab.until('the editor to show the flow', () =>
      this.tab.evaluate(() => document.querySelectorAll('.red-ui-flow-node').length > 0),
    );
  }

  nodes(): Promise<number> {
    return this.tab.evaluate(() => document.querySelectorAll('.red-ui-flow-node-group').length);
  }

  /** Ctrl+click on the canvas, what is wanted, Enter: the editor’s own way to add a node. */
  async addComment(y: number): Promise<void> {
    await this.tab.activate();
    const page = pageOf(this.tab);
    const before = await this.nodes();
    await page.keyboard.down('Control');
    await page.mouse.click(600, y);
    await page.keyboard.up('Control');
    await this.tab.until('the list of nodes to choose from', () =>
      this.tab.evaluate(() => document.activeElement?.id === 'red-ui-type-search-input'),
    );
    await page.keyboard.type('comment');
    await this.tab.until('comment to be offered first', () =>
      this.tab.evaluate(() =>
        document.querySelector('.red-ui-type-search .selected')?.textContent?.includes('comment'),
      ),
    );
    await page.keyboard.press('Enter');
    await this.tab.until('the new node on the canvas', async () => (await this.nodes()) === before + 1);
  }

  async deploy(): Promise<void> {
    await this.tab.click('link', /^\s*Deploy/);
  }
}

type Flows = { readonly rev: string; readonly flows: readonly { readonly type: string; readonly y?: number }[] };

describe('Node-RED', () => {
  const scene = useScene();
  let server: NodeRed;
  beforeAll(async () => {
    server = await startNodeRed();
  });
  afterAll(async () => {
    await server?.stop();
  });

  /** Where the comments stand that are deployed, from the top. */
  async function comments(): Promise<number[]> {
    const response = await fetch(`${server.origin}/flows`, { headers: { 'Node-RED-API-Version': 'v2' } });
    const { flows } = (await response.json()) as Flows;
    return flows.flatMap(({ type, y = 0 }) => (type === 'comment' ? [y] : [])).sort((a, b) => a - b);
  }

  it('two editors, Deploy in both: 409, the token is rev in the body, both edits are deployed', async () => {
    await scene.withPanel(server.origin, async (tab, panel) => {
      await tab.reload();
      const mine = new Editor(tab);
      await mine.ready();
      const theirs = new Editor(await scene.newPage(server.origin));
      await theirs.ready();
      await theirs.addComment(500);
      await theirs.deploy();
      await theirs.tab.until('their deploy', async () => (await comments()).length === 2);
      const [first, below] = await comments();
      await theirs.tab.close();

      await mine.addComment(350);
      await mine.deploy();
      await panel.row(/^409 POST \/flows/);
      await panel.select(/^409 POST \/flows/);
      await panel.act('Check the server', 'checked');
      await panel.firstCause('changed-by-someone-else');
      expect(await prepared(panel)).toMatchObject({ carrier: 'body:$.rev' });
      expect(await panel.conflicts()).toEqual([]);
      await panel.act('Send', 'saved');
      // Mine stands between the one that was there and theirs.
      expect(await comments()).toEqual([first, expect.any(Number), below]);
    });
  });
});
