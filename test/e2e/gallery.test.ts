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

  const ready = () =>
    tab.until('the state to be shown', () => tab.evaluate(() => document.documentElement.dataset.ready === 'true'));

  it.each(shown)('%s', async (state) => {
    await tab.goto(galleryUrl(gallery.origin, state, 'light', 'chromium'));
    await ready();
    for (const theme of ['light', 'dark'] as const) {
      // As DevTools do it: what is shown already changes its colours.
      await tab.evaluate((theme) => {
        document.documentElement.dataset.theme = theme;
      }, theme);
      const found = await tab.evaluate(
        async (source, dark) => {
          // First, as only what the debugger itself calls may bring code past the page's policy.
          new Function(source)();
          // A colour that is still changing is not the one to judge.
          const changing = document.getAnimations().filter((animation) => animation instanceof CSSTransition);
          await Promise.allSettled(changing.map(({ finished }) => finished));
          const axe = Reflect.get(globalThis, 'axe');
          // The second theme differs in its colours alone.
          const rules = ['color-contrast', 'link-in-text-block'];
          const only = dark ? { runOnly: { type: 'rule', values: rules } } : {};
          const { violations } = await axe.run(document, { resultTypes: ['violations'], ...only });
          return violations.map(
            (v: { id: string; nodes: { html: string }[] }) =>
              `${v.id}: ${v.nodes.map((n) => n.html.slice(0, 200)).join(' | ')}`,
          );
        },
        axe,
        theme === 'dark',
      );
      expect(found, `${state} in ${theme}`).toEqual([]);
      const beyond = await tab.evaluate(() => ({
        wide: document.documentElement.scrollWidth - innerWidth,
        text: (document.body.textContent ?? '').trim().length,
      }));
      expect(beyond.wide, `${state} in ${theme} is wider than its window`).toBeLessThanOrEqual(0);
      expect(beyond.text, `${state} in ${theme} shows nothing`).toBeGreaterThan(0);
    }
  });

  it.each(['diagnosis', 'replay', 'versions', 'exchange-whole', 'long', 'popup:diagnosis'])(
    '%s at a zoom of 200 %%, on half the width',
    async (state) => {
      await tab.resize(640, 450);
      await tab.goto(galleryUrl(gallery.origin, state, 'light', 'chromium'));
      await ready();
      const wide = await tab.evaluate(() => document.documentElement.scrollWidth - innerWidth);
      // What scrolls sideways is a table or a picture in a part of its own, never the page or the diagnosis.
      const inner = await tab.evaluate(() =>
        [...document.querySelectorAll('[data-scroller]')].map((part) => part.scrollWidth - part.clientWidth),
      );
      await tab.resize(1300, 800);
      expect(Math.max(wide, ...inner)).toBeLessThanOrEqual(0);
    },
  );

  it('nothing moves by itself where the person asked for less motion', async () => {
    await tab.emulate({ 'prefers-reduced-motion': 'reduce' });
    await tab.goto(galleryUrl(gallery.origin, 'replay', 'light', 'chromium'));
    await ready();
    const moving = await tab.evaluate(() =>
      [...document.querySelectorAll('*')]
        .filter((element) => {
          const { transitionDuration, animationName } = getComputedStyle(element);
          return animationName !== 'none' || transitionDuration.split(', ').some((duration) => duration !== '0s');
        })
        .map((element) => element.outerHTML.slice(0, 100)),
    );
    await tab.emulate({});
    expect(moving).toEqual([]);
  });

  it.each(['versions', 'exchange-whole', 'replay'])('%s keeps its signs in forced colours', async (state) => {
    await tab.emulate({ 'forced-colors': 'active' });
    await tab.goto(galleryUrl(gallery.origin, state, 'light', 'chromium'));
    await ready();
    // Every sign of the picture and every pressed button is told from the ground by a colour of the system.
    const lost = await tab.evaluate(() => {
      const ground = getComputedStyle(document.body).backgroundColor;
      return [...document.querySelectorAll('.shape, .shape *, .thread')]
        .filter((sign) => {
          const { fill, stroke } = getComputedStyle(sign);
          return sign.childElementCount === 0 && fill === ground && (stroke === ground || stroke === 'none');
        })
        .map((sign) => sign.outerHTML);
    });
    await tab.emulate({});
    // Only the cross that is cut out of a filled sign has the colour of the ground.
    expect(lost.filter((sign) => !sign.includes('class="cut"'))).toEqual([]);
  });

  it('shows where the focus is, on everything that takes it', async () => {
    await tab.goto(galleryUrl(gallery.origin, 'exchange-whole', 'dark', 'chromium'));
    await ready();
    const without: string[] = [];
    for (let step = 0; step < 60; step++) {
      await tab.press('Tab');
      const seen = await tab.evaluate(() => {
        const element = document.activeElement;
        if (element === null || element === document.body) return null;
        const { outlineStyle, outlineWidth } = getComputedStyle(element);
        return { shown: outlineStyle !== 'none' && outlineWidth !== '0px', what: element.outerHTML.slice(0, 120) };
      });
      if (seen === null) break;
      if (!seen.shown) without.push(seen.what);
    }
    expect(without).toEqual([]);
  });
});
