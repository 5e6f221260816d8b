import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Tab } from '../../e2e/support/driver.ts';
import { prepared } from '../support/replay.ts';
import { useScene } from '../support/scene.ts';
import { type NodeRed, startNodeRed } from './server.ts';

/** Node-RED's editor. */
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

  /**
   * Adds a comment by the editor's own import, as its clipboard does. Its quick list (Ctrl+click) does not open on a machine that is
   * busy: the editor takes the click for the end of a drag then.
   */
  async addComment(name: string, y: number): Promise<void> {
    const before = await this.nodes();
    await this.tab.evaluate(
      (name, y) => {
        const { nodes, view, workspaces } = Reflect.get(window, 'RED');
        const node = { id: `c${y}`, type: 'comment', z: workspaces.active(), name, info: '', x: 200, y, wires: [] };
        view.importNodes([node], { touchImport: true, generateIds: true, notify: false });
        nodes.dirty(true);
      },
      name,
      y,
    );
    await this.tab.until('the new node on the canvas', async () => (await this.nodes()) === before + 1);
  }

  async deploy(): Promise<void> {
    await this.tab.click('link', /^\s*Deploy/);
  }
}

type Flows = { readonly rev: string; readonly flows: readonly { readonly type: string; readonly name?: string }[] };

describe('Node-RED', () => {
  const scene = useScene();
  let server: NodeRed;
  beforeAll(async () => {
    server = await startNodeRed();
  });
  afterAll(async () => {
    await server?.stop();
  });

  /** Names of the comments that are deployed. */
  async function comments(): Promise<string[]> {
    const response = await fetch(`${server.origin}/flows`, { headers: { 'Node-RED-API-Version': 'v2' } });
    const { flows } = (await response.json()) as Flows;
    return flows.flatMap(({ type, name = '' }) => (type === 'comment' ? [name] : [])).sort();
  }

  it('two editors, Deploy in both: 409, the token is rev in the body, both edits are deployed', async () => {
    await scene.withPanel(server.origin, async (tab, panel) => {
      await tab.reload();
      const mine = new Editor(tab);
      await mine.ready();
      const theirs = new Editor(await scene.newPage(server.origin));
      await theirs.ready();
      await theirs.addComment('Theirs', 500);
      await theirs.deploy();
      await theirs.tab.until('their deploy', async () => (await comments()).length === 2);
      await theirs.tab.close();

      await mine.addComment('Mine', 350);
      await mine.deploy();
      await panel.row(/^409 POST \/flows/);
      await panel.select(/^409 POST \/flows/);
      await panel.act('Check the server', 'checked');
      await panel.firstCause('changed-by-someone-else');
      expect(await prepared(panel)).toMatchObject({ carrier: 'body:$.rev' });
      expect(await panel.conflicts()).toEqual([]);
      await panel.act('Send', 'saved');
      expect(await comments()).toEqual(['First', 'Mine', 'Theirs']);
    });
  });
});
