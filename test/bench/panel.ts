/**
 * The real panel in the real DevTools of Chromium, on 1,000, 10,000 and 100,000 exchanges of which one in a hundred is a conflict,
 * written into its database: open to first rows, keystroke in the filter to painted rows, scrolling, heap. Beside it, in the same
 * run, the same exchanges as HAR in the browser's own Network panel. At the end 100,000 conflicts, which all stand in the list.
 * `npm run -s bench:panel [-- SIZE…]`; exit 1 where a goal at the largest size is missed.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Page } from 'puppeteer-core';
import { build } from 'vite';
import { launchChromium } from '../e2e/support/chromium.ts';
import type { Browser, Panel } from '../e2e/support/driver.ts';
import { builds } from '../e2e/support/extension-files.ts';
import { bundled } from '../e2e/support/in-page-source.ts';
import type { Recipe } from './panel-data.ts';
import { type Figures, measureNetwork } from './panel-network.ts';
import { measurePanel, measureSelecting } from './panel-own.ts';

/** At the largest size: so many times sooner to rows than the Network panel, milliseconds of script a keystroke, MB of heap, milliseconds to a diagnosis. */
const goals = { sooner: 10, script: 16, heap: 150, choice: 100 } as const;
/** Over a tenfold of data nothing may take more than tenfold; the rest is the machine's noise. */
const growth = 13;

const asked = process.argv.slice(2).map(Number).filter(Number.isFinite);
const sizes = asked.length > 0 ? asked : [1_000, 10_000, 100_000];

const source = await bundled(pathToFileURL(join(import.meta.dirname, 'panel-data.ts')).href);
const own = mkdtempSync(join(tmpdir(), 'resave-bench-'));
/** The tree as it is, or a build that stands already. */
const isBuilt = process.env.RESAVE_DIST !== undefined;
const folder = isBuilt ? builds.chromium : own;
if (!isBuilt) await build({ mode: 'chrome', logLevel: 'silent', build: { outDir: own } });

/** A page of DevTools itself; the driver shows only the panel's frame. */
function devtoolsOf(panel: Panel): Page {
  const { hand } = panel as unknown as { readonly hand: { readonly page: Page } };
  return hand.page;
}

async function withPanel<T>(run: (browser: Browser, panel: Panel) => Promise<T>): Promise<T> {
  const browser = await launchChromium({ extensions: [folder] });
  try {
    const tab = await browser.newPage('about:blank');
    return await run(browser, await browser.openPanel(tab));
  } finally {
    await browser.close();
  }
}

async function fillWith(browser: Browser, panel: Panel, wanted: Omit<Recipe, 'tabId' | 'end'>): Promise<Recipe> {
  const tabId = await panel.evaluate((): number => Reflect.get(globalThis, 'chrome').devtools.inspectedWindow.tabId);
  const recipe = { ...wanted, tabId, end: Date.now() };
  const filler = await browser.extensionPage('welcome.html');
  await (filler as unknown as { page: Page }).page.evaluate(source);
  await filler.evaluate((recipe) => Reflect.get(globalThis, 'resaveBench').fill(recipe), recipe);
  await filler.close();
  return recipe;
}

/** Resave and the Network panel on the same exchanges, one after the other in one browser. */
function measure(count: number, every: number) {
  return withPanel(async (browser, panel) => {
    const devtools = devtoolsOf(panel);
    const recipe = await fillWith(browser, panel, { count, every });
    const own = await measurePanel(devtools, browser.extensionOrigin, Math.ceil(count / every));
    const network = every === 1 ? null : await measureNetwork(devtools, source, recipe);
    return { own, network };
  });
}

/** A row of a resource with 150 conflicts among 300 exchanges. */
function measureChoice(): Promise<{ time: number; task: number }> {
  return withPanel(async (browser, panel) => {
    await fillWith(browser, panel, { count: 300, every: 2, same: true });
    return measureSelecting(devtoolsOf(panel), browser.extensionOrigin);
  });
}

const number = (value: number | undefined, digits = 0): string =>
  value === undefined || Number.isNaN(value) ? '–' : value.toFixed(digits);

function line(name: string, f: Figures): string {
  const cells = [
    number(f.rows),
    number(f.filterPainted),
    number(f.filterScript, 1),
    number(f.filterLongest, 1),
    number(f.frame, 1),
    number(f.frameScript, 1),
    number(f.heap, 1),
  ];
  return `${name.padEnd(38)}${cells.map((cell) => cell.padStart(10)).join('')}`;
}

const heading = ['rows ms', 'filter ms', 'script ms', 'longest', 'frame ms', 'its work', 'heap MB'];
console.log(`${''.padEnd(38)}${heading.map((cell) => cell.padStart(10)).join('')}`);

const missed: string[] = [];
const all: { readonly count: number; readonly own: Figures; readonly network: Figures | string | null }[] = [];
try {
  for (const count of sizes) {
    const found = await measure(count, 100);
    all.push({ count, ...found });
    const size = count.toLocaleString('en');
    console.log(line(`Resave, ${size} exchanges`, found.own));
    if (typeof found.network === 'string') console.log(`Network panel: left out, ${found.network}`);
    else if (found.network !== null) console.log(line(`Network panel, ${size} entries`, found.network));
  }
  const most = Math.max(...sizes);
  const conflicts = await measure(most, 1);
  console.log(line(`Resave, ${most.toLocaleString('en')} conflicts`, conflicts.own));
  const chosen = await measureChoice();
  console.log(
    `A row of a resource with 150 conflicts: ${number(chosen.time)} ms from the click to its diagnosis, ${number(chosen.task)} ms of them work`,
  );
  if (chosen.time >= goals.choice) missed.push(`choosing a row takes ${number(chosen.time)} ms`);
  if (conflicts.own.filterLongest >= goals.script)
    missed.push(`a keystroke over ${most} conflicts holds the panel for ${number(conflicts.own.filterLongest, 1)} ms`);
} finally {
  rmSync(own, { recursive: true, force: true });
}

for (const [i, now] of all.entries()) {
  const before = all[i - 1];
  if (before === undefined) continue;
  const times = now.count / before.count;
  const ratio = (of: (f: Figures) => number): string => `${number(of(now.own) / of(before.own), 2)}`;
  console.log(
    `${times} times the data: rows ${ratio((f) => f.rows)}, filter ${ratio((f) => f.filterPainted)}, frame ${ratio((f) => f.frame)}, heap ${ratio((f) => f.heap)} times`,
  );
  if (now.own.rows / before.own.rows > (growth * times) / 10)
    missed.push(`rows grow faster than the data at ${now.count}`);
  if (now.own.heap / before.own.heap > (growth * times) / 10)
    missed.push(`the heap grows faster than the data at ${now.count}`);
}
const last = all.at(-1);
if (last !== undefined) {
  const { own, network } = last;
  if (network !== null && typeof network !== 'string') {
    const sooner = network.rows / own.rows;
    console.log(`${last.count} exchanges: rows ${number(sooner, 1)} times sooner than in the Network panel`);
    if (sooner < goals.sooner) missed.push(`rows only ${number(sooner, 1)} times sooner than in the Network panel`);
  }
  if (own.filterScript >= goals.script) missed.push(`a keystroke costs ${number(own.filterScript, 1)} ms of script`);
  if (own.heap >= goals.heap) missed.push(`the heap holds ${number(own.heap)} MB`);
}
for (const sentence of missed) console.error(`Missed: ${sentence}`);
process.exitCode = missed.length === 0 ? 0 : 1;
