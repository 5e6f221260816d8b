import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { galleryUrl, type Language, serveGallery } from '../ui/gallery/serve.ts';
import { shown } from '../ui/gallery/states.ts';
import { type Browser, launch, type Tab } from './support/driver.ts';
import { builds } from './support/extension-files.ts';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** What axe reads from layout and colours; the rest it reads from markup, which is the same in every browser and theme. */
const ofColours = ['color-contrast', 'link-in-text-block'];
const ofLayout = [
  ...ofColours,
  'scrollable-region-focusable',
  'target-size',
  'aria-hidden-focus',
  'nested-interactive',
];

/** States that differ from others in their data alone: one browser is enough for them. */
const alike = new Set(
  (
    'unsaved refused-again list-news list-repeats versions-body versions-one compare-none exchange-gone exchange-lost exchange-no-links ' +
    'suspects-refused popup:suspects-refused popup:suspects-unasked popup:refused popup:watched settings:empty settings:loading settings:failed'
  ).split(' '),
);

/** Every state of every page, in both themes: axe finds nothing, and the extension's own policy holds. */
describe.each(['chromium', 'firefox'] as const)('the interface on made-up data in %s', (name) => {
  let gallery: Awaited<ReturnType<typeof serveGallery>>;
  let browser: Browser;
  let tab: Tab;

  beforeAll(async () => {
    gallery = await serveGallery();
    browser = await launch(name, { extensions: [builds[name]] });
    tab = await browser.newPage(`${gallery.origin}/index.html`);
    await tab.resize(1300, 800);
  });
  afterAll(async () => {
    await browser?.close();
    gallery?.close();
  });

  async function show(state: string, theme: 'light' | 'dark' = 'light', language: Language = 'en'): Promise<void> {
    await tab.goto(galleryUrl(gallery.origin, state, theme, name, language));
    await tab.until('the state to be shown', () =>
      tab.evaluate(() => document.documentElement.dataset.ready === 'true'),
    );
  }

  /** What axe finds; all rules where none are named. */
  const violations = (rules: readonly string[] | null): Promise<readonly string[]> =>
    tab.evaluate(async (rules) => {
      // A colour that is still changing is not the one to judge.
      const changing = document.getAnimations().filter((animation) => animation instanceof CSSTransition);
      await Promise.allSettled(changing.map(({ finished }) => finished));
      const axe = Reflect.get(globalThis, 'axe');
      const only = rules === null ? {} : { runOnly: { type: 'rule', values: rules } };
      const { violations } = await axe.run(document, { resultTypes: ['violations'], ...only });
      return violations.map(
        (v: { id: string; nodes: { html: string }[] }) =>
          `${v.id}: ${v.nodes.map((n) => n.html.slice(0, 200)).join(' | ')}`,
      );
    }, rules);

  /** In Firefox, which takes longer, each state in one theme, in turn. */
  const themesOf = (at: number): readonly ('light' | 'dark')[] => {
    if (name === 'chromium') return ['light', 'dark'];
    return at % 2 === 0 ? ['light'] : ['dark'];
  };

  const states = shown.filter((state) => name === 'chromium' || !alike.has(state));

  it.each(states.map((state, at) => [state, at] as const))('%s', async (state, at) => {
    const [first, ...others] = themesOf(at);
    await show(state, first);
    await tab.run(axe);
    const look = async (theme: string, rules: readonly string[] | null): Promise<void> => {
      expect(await violations(rules), `${state} in ${theme}`).toEqual([]);
      const beyond = await tab.evaluate(() => ({
        wide: document.documentElement.scrollWidth - innerWidth,
        text: (document.body.textContent ?? '').trim().length,
      }));
      expect(beyond.wide, `${state} in ${theme} is wider than its window`).toBeLessThanOrEqual(0);
      expect(beyond.text, `${state} in ${theme} shows nothing`).toBeGreaterThan(0);
    };
    await look(first ?? '', name === 'firefox' ? ofLayout : null);
    for (const theme of others) {
      // As DevTools do it: what is shown already changes its colours.
      await tab.evaluate((theme) => {
        document.documentElement.dataset.theme = theme;
      }, theme);
      await look(theme, ofColours);
    }
  });

  it.each(['diagnosis', 'replay', 'versions', 'exchange-whole', 'long', 'popup:diagnosis'])(
    '%s at a zoom of 200 per cent',
    async (state) => {
      await show(state);
      await tab.zoom(2);
      await tab.until('the zoom', () => tab.evaluate(() => devicePixelRatio === 2 && innerWidth === 650));
      const seen = await tab.evaluate(() => ({
        wide: document.documentElement.scrollWidth - innerWidth,
        // What scrolls sideways is a table or a picture in a part of its own, never the page or the diagnosis.
        inner: [...document.querySelectorAll('[data-scroller]')].map((part) => part.scrollWidth - part.clientWidth),
      }));
      await tab.zoom(1);
      expect(Math.max(seen.wide, ...seen.inner)).toBeLessThanOrEqual(0);
    },
  );

  it.each([
    ['diagnosis', 'de'],
    ['patterns', 'ja'],
    ['exchange-whole', 'de'],
    ['unsaved-full', 'ja'],
    ['replay', 'de'],
    ['popup:suspects', 'de'],
    ['settings:full', 'ja'],
  ] as const)('%s in %s has room in a panel that is docked to the side', async (state, language) => {
    await tab.resize(300, 800);
    await show(state, 'light', language);
    const seen = await tab.evaluate(() => ({
      language: document.documentElement.lang,
      wide: document.documentElement.scrollWidth - innerWidth,
      inner: [...document.querySelectorAll('[data-scroller]')].map((part) => part.scrollWidth - part.clientWidth),
    }));
    await tab.resize(1300, 800);
    expect(seen.language).toBe(language);
    expect(Math.max(seen.wide, ...seen.inner)).toBeLessThanOrEqual(0);
  });

  it('nothing moves by itself where the person asked for less motion', async () => {
    await tab.emulate({ 'prefers-reduced-motion': 'reduce' });
    await show('replay');
    const seen = await tab.evaluate(() => ({
      asked: matchMedia('(prefers-reduced-motion: reduce)').matches,
      moving: [...document.querySelectorAll('*')]
        .filter((element) => {
          const { transitionDuration, animationName } = getComputedStyle(element);
          return animationName !== 'none' || transitionDuration.split(', ').some((duration) => duration !== '0s');
        })
        .map((element) => element.outerHTML.slice(0, 100)),
    }));
    await tab.emulate({});
    expect(seen).toEqual({ asked: true, moving: [] });
  });

  it.each(['versions', 'exchange-whole', 'replay'])('%s keeps its signs in forced colours', async (state) => {
    await tab.emulate({ 'forced-colors': 'active' });
    await show(state);
    // Every sign of the picture and every pressed button is told from the ground by a colour of the system.
    const seen = await tab.evaluate(() => {
      const ground = getComputedStyle(document.body).backgroundColor;
      const lost = [...document.querySelectorAll('.shape, .shape *, .thread')]
        .filter((sign) => {
          const { fill, stroke } = getComputedStyle(sign);
          return sign.childElementCount === 0 && fill === ground && (stroke === ground || stroke === 'none');
        })
        .map((sign) => sign.outerHTML);
      return { forced: matchMedia('(forced-colors: active)').matches, lost };
    });
    await tab.emulate({});
    expect(seen.forced).toBe(true);
    // Only the cross that is cut out of a filled sign has the colour of the ground.
    expect(seen.lost.filter((sign) => !sign.includes('class="cut"'))).toEqual([]);
  });

  it('shows where the focus is, on everything that takes it', async () => {
    await show('exchange-whole', 'dark');
    const without: string[] = [];
    let reached = 0;
    for (let step = 0; step < 60; step++) {
      await tab.press('Tab');
      const seen = await tab.evaluate(() => {
        const element = document.activeElement;
        if (element === null || element === document.body) return null;
        const { outlineStyle, outlineWidth } = getComputedStyle(element);
        return { shown: outlineStyle !== 'none' && outlineWidth !== '0px', what: element.outerHTML.slice(0, 120) };
      });
      if (seen === null) break;
      reached++;
      if (!seen.shown) without.push(seen.what);
    }
    expect(reached).toBeGreaterThan(10);
    expect(without).toEqual([]);
  });
});
