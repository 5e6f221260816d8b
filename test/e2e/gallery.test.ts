import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { galleryUrl, serveGallery } from '../ui/gallery/serve.ts';
import { shown } from '../ui/gallery/states.ts';
import { type Browser, launch, type Tab } from './support/driver.ts';
import { builds } from './support/extension-files.ts';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** Every state of every page, in both themes: axe finds nothing, and the extension's own policy holds. */
describe('the interface on made-up data', () => {
  let gallery: Awaited<ReturnType<typeof serveGallery>>;
  let browser: Browser;
  let tab: Tab;

  beforeAll(async () => {
    gallery = await serveGallery();
    browser = await launch('chromium', { extensions: [builds.chromium] });
    tab = await browser.newPage('about:blank');
  });
  afterAll(async () => {
    await browser?.close();
    gallery?.close();
  });

  it.each(shown)('%s', async (state) => {
    for (const theme of ['light', 'dark'] as const) {
      await tab.goto(galleryUrl(gallery.origin, state, theme, 'chromium'));
      await tab.until('the state to be shown', () =>
        tab.evaluate(() => document.documentElement.dataset.ready === 'true'),
      );
      const found = await tab.evaluate(async (source) => {
        // First, as only what the debugger itself calls may bring code past the page's policy.
        new Function(source)();
        // A colour that is still changing is not the one to judge.
        const changing = document.getAnimations().filter((animation) => animation instanceof CSSTransition);
        await Promise.allSettled(changing.map(({ finished }) => finished));
        const axe = Reflect.get(globalThis, 'axe');
        const { violations } = await axe.run(document, { resultTypes: ['violations'] });
        return violations.map(
          (v: { id: string; nodes: { html: string }[] }) =>
            `${v.id}: ${v.nodes.map((n) => n.html.slice(0, 200)).join(' | ')}`,
        );
      }, axe);
      expect(found, `${state} in ${theme}`).toEqual([]);
      const beyond = await tab.evaluate(() => ({
        wide: document.documentElement.scrollWidth - innerWidth,
        text: (document.body.textContent ?? '').trim().length,
      }));
      expect(beyond.wide, `${state} in ${theme} is wider than its window`).toBeLessThanOrEqual(0);
      expect(beyond.text, `${state} in ${theme} shows nothing`).toBeGreaterThan(0);
    }
  });
});
