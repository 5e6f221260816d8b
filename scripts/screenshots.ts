/**
 * Pictures of the interface, for the eye: `npm run screenshots [-- folder] [--only part-of-a-name] [--browser firefox] [--language de] [--width 300]`.
 * Every state of the gallery in both themes and both browsers, and (in English) the main stories in the real panel; into a folder of the
 * system's temporary files where none is named. `--docs` puts the few anew that stand in the README, `--store` those of the stores.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync } from 'node:fs';
import { copyFile, mkdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { parseArgs } from 'node:util';
import { cachedRead } from '../test/e2e/stories/cached-read.ts';
import { changedBySomeoneElse } from '../test/e2e/stories/changed-by-someone-else.ts';
import type { Story } from '../test/e2e/stories/story.ts';
import { type Browser, launch, type Tab } from '../test/e2e/support/driver.ts';
import { builds } from '../test/e2e/support/extension-files.ts';
import { type Lab, startLab } from '../test/lab/server.ts';
import { galleryUrl, languages, serveGallery } from '../test/ui/gallery/serve.ts';
import { shown } from '../test/ui/gallery/states.ts';
import { type Kept, keptPictures } from './lib/kept-pictures.ts';
import { npm } from './lib/run.mjs';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    only: { type: 'string', default: '' },
    browser: { type: 'string', default: '' },
    language: { type: 'string', default: 'en' },
    width: { type: 'string', default: '' },
    docs: { type: 'boolean', default: false },
    store: { type: 'boolean', default: false },
  },
});
const folder = positionals[0] ?? mkdtempSync(join(tmpdir(), 'resave-screenshots-'));
const themes = ['light', 'dark'] as const;
const language = languages.find((one) => one === values.language) ?? 'en';
/** As wide as DevTools at the bottom of a laptop's window; the popup as wide as it is. */
const widths: { readonly [page: string]: number } = {
  popup: 380,
  welcome: 900,
  guide: 900,
  settings: 900,
  privacy: 900,
};
const tallest = 3200;

/** The window becomes as high as what it shows, so that nothing is left out. */
async function fit(tab: Tab, width: number): Promise<void> {
  await tab.resize(width, 300);
  const height = await tab.evaluate(() => {
    const inner = [...document.querySelectorAll('[data-scroller]')];
    const ends = inner.map((part) => part.getBoundingClientRect().top + part.scrollHeight + 1);
    return Math.ceil(Math.max(document.documentElement.scrollHeight, ...ends));
  });
  await tab.resize(width, Math.min(tallest, Math.max(240, height)));
}

async function show(tab: Tab, url: string): Promise<void> {
  await tab.goto(url);
  await tab.until('the state to be shown', () => tab.evaluate(() => document.documentElement.dataset.ready === 'true'));
}

async function shootGallery(browser: Browser, origin: string): Promise<number> {
  const tab = await browser.newPage(`${origin}/index.html`);
  let count = 0;
  for (const state of shown.filter((name) => name.includes(values.only))) {
    const [page = 'panel'] = state.includes(':') ? state.split(':') : [];
    for (const theme of themes) {
      await show(tab, galleryUrl(origin, state, theme, browser.name, language));
      await fit(tab, Number(values.width) || (widths[page] ?? 1100));
      await tab.screenshot(join(folder, `${state.replace(':', '-')}-${theme}-${browser.name}.png`));
      count += 1;
    }
  }
  await tab.close();
  return count;
}

/** Plays a story and shoots the panel in both themes where it says so; `fileFor` gives the file, or null where none is wanted. */
async function shootStory(
  browser: Browser,
  lab: Lab,
  story: Story,
  fileFor: (name: string, theme: (typeof themes)[number]) => string | null,
): Promise<number> {
  let count = 0;
  await story.play({
    browser,
    lab,
    say: () => undefined,
    shoot: async ({ panel }, name) => {
      // The popup follows the system.
      if (!('setTheme' in panel)) return;
      for (const theme of themes) {
        const file = fileFor(name, theme);
        if (file === null) continue;
        await panel.setTheme(theme);
        await panel.until(`the theme to be ${theme}`, () =>
          panel.evaluate((wanted) => document.documentElement.dataset.theme === wanted, theme),
        );
        await panel.screenshot(file);
        count += 1;
      }
      await panel.setTheme('light');
    },
  });
  return count;
}

async function shootStories(browser: Browser): Promise<number> {
  const lab = await startLab();
  let count = 0;
  try {
    for (const story of [changedBySomeoneElse, cachedRead].filter(({ id }) => `story-${id}`.includes(values.only)))
      count += await shootStory(browser, lab, story, (name, theme) =>
        join(folder, `story-${story.id}-${name}-${theme}-${browser.name}.png`),
      );
  } finally {
    await lab.close();
  }
  return count;
}

/**
 * Half as large with a palette, which an interface of few colours does not show; as it is where ImageMagick is not installed. Not for
 * Chrome's store, which asks for 24 bits.
 */
function pack(file: string): void {
  spawnSync('convert', [file, '-strip', '+dither', '-colors', '200', `PNG8:${file}`]);
}

/** The pictures that are kept in the repository. */
async function shootKept(browser: Browser, origin: string, wanted: readonly Kept[]): Promise<void> {
  for (const { file } of wanted) await mkdir(dirname(file), { recursive: true });
  const tab = await browser.newPage(`${origin}/index.html`);
  for (const { file, theme, from } of wanted) {
    if (!('state' in from)) continue;
    await tab.resize(from.width, 3000);
    await show(tab, galleryUrl(origin, from.state, theme, 'chromium'));
    const height = await tab.evaluate((selector) => {
      const part = selector === null ? null : document.querySelector<HTMLElement>(selector);
      if (part === null) return null;
      document.body.replaceChildren(part);
      part.classList.add('alone');
      return Math.ceil(part.getBoundingClientRect().bottom) + 12;
    }, from.part);
    await tab.resize(from.width, height ?? from.height);
    await tab.screenshot(file);
    console.log(file);
  }
  await tab.close();
  const shots = wanted.flatMap(({ file, theme, from }) => ('shot' in from ? [{ file, theme, shot: from.shot }] : []));
  const lab = await startLab();
  try {
    await shootStory(browser, lab, changedBySomeoneElse, (name, theme) => {
      const first = shots.find((kept) => kept.shot === name && kept.theme === theme);
      return first?.file ?? null;
    });
  } finally {
    await lab.close();
  }
  // One shot may be wanted twice.
  for (const kept of shots) {
    const first = shots.find(({ shot, theme }) => shot === kept.shot && theme === kept.theme);
    if (first !== undefined && first.file !== kept.file) await copyFile(first.file, kept.file);
    console.log(kept.file);
  }
  for (const { of, file } of wanted) if (of === 'docs') pack(file);
}

if (!existsSync(builds.chromium) && (await npm('run', 'build')) !== 0) throw new Error('The build failed');
await mkdir(folder, { recursive: true });
const gallery = await serveGallery();
try {
  for (const name of (['chromium', 'firefox'] as const).filter((one) => one.includes(values.browser))) {
    const wanted = keptPictures.filter(({ of }) => values[of]);
    if (wanted.length > 0 && name === 'firefox') continue;
    const browser = await launch(name, { extensions: [builds[name]] });
    try {
      if (wanted.length > 0) await shootKept(browser, gallery.origin, wanted);
      else {
        const states = await shootGallery(browser, gallery.origin);
        const stories = language === 'en' ? await shootStories(browser) : 0;
        console.log(`${name}: ${states} of the gallery, ${stories} of the real panel`);
      }
    } finally {
      await browser.close();
    }
  }
  console.log(`screenshots: ${folder}/`);
} finally {
  gallery.close();
}
