import { resolve } from 'node:path';
import { afterAll, beforeAll } from 'vitest';
import { ConflictPanel } from '../../e2e/support/conflict-panel.ts';
import { type Browser, launch, type Tab } from '../../e2e/support/driver.ts';
import { Notebook } from '../../e2e/support/notebook.ts';

/** The build under test: dist/chrome, or the folder that RESAVE_DIST names. */
const build = resolve(process.env.RESAVE_DIST ?? 'dist/chrome');

export type Desk = { readonly desk: Notebook; readonly panel: ConflictPanel };

export type Scene = {
  /** A page of the server with DevTools on it and Resave's tab shown; both are closed afterwards. */
  withPanel(url: string, play: (tab: Tab, panel: ConflictPanel) => Promise<void>): Promise<void>;
  /** The same with the desk as the page. */
  withDesk(url: string, play: (desk: Desk) => Promise<void>): Promise<void>;
  newPage(url: string): Promise<Tab>;
};

/** One real Chromium for the tests of a file. */
export function useScene(): Scene {
  let browser: Browser;
  beforeAll(async () => {
    browser = await launch('chromium', { extensions: [build] });
  });
  afterAll(async () => {
    await browser?.close();
  });
  const scene: Scene = {
    async withPanel(url, play) {
      const tab = await browser.newPage(url);
      try {
        const panel = new ConflictPanel(await browser.openPanel(tab));
        try {
          await play(tab, panel);
        } catch (error) {
          throw new Error(`${error instanceof Error ? error.message : error}\n${await seen(panel)}`);
        } finally {
          await panel.panel.close();
        }
      } finally {
        await tab.close();
      }
    },
    withDesk: (url, play) => scene.withPanel(url, (tab, panel) => play({ desk: new Notebook(tab), panel })),
    newPage: (url) => browser.newPage(url),
  };
  return scene;
}

/** What the panel showed when a test failed. */
async function seen({ panel }: ConflictPanel): Promise<string> {
  const shown = await panel.evaluate(() => document.body.innerText).catch((error) => String(error));
  return `The panel showed:\n${shown.slice(0, 6_000)}`;
}
