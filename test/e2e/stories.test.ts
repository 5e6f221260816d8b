import { afterAll, afterEach, beforeAll, beforeEach, describe, it } from 'vitest';
import { type Lab, startLab } from '../lab/server.ts';
import { stories } from './stories/index.ts';
import { type Browser, launch } from './support/driver.ts';
import { builds } from './support/extension-files.ts';

describe.each(['chromium', 'firefox'] as const)('%s', (name) => {
  let lab: Lab;
  let browser: Browser;
  // A lab for each story: another port is another origin, so no story finds what an earlier one left in the browser's cache.
  beforeEach(async () => {
    lab = await startLab();
  });
  afterEach(async () => {
    await browser.tidy();
    await lab.close();
  });
  beforeAll(async () => {
    browser = await launch(name, { extensions: [builds[name]] });
  });
  afterAll(async () => {
    await browser?.close();
  });

  for (const { title, notIn, extensions = [], willAllow = [], ownBrowser, play } of stories) {
    const reason = notIn?.[name];
    it.skipIf(reason !== undefined)(reason === undefined ? title : `${title} (not in ${name}: ${reason})`, async () => {
      const beside = extensions.map((extension) => `test/e2e/extensions/${extension}`);
      const isOwn = ownBrowser === true || beside.length > 0 || willAllow.length > 0;
      const own = isOwn ? await launch(name, { extensions: [builds[name], ...beside], willAllow }) : null;
      const told: string[] = [];
      try {
        await play({ browser: own ?? browser, lab, say: (sentence) => told.push(sentence), shoot: async () => {} });
      } catch (error) {
        throw new Error(`${error instanceof Error ? error.message : error}\nSeen before:\n${told.join('\n')}`);
      } finally {
        await own?.close();
      }
    });
  }
});
