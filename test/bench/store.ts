/**
 * What 100,000 exchanges in the store cost, in the extension's own origin of a real Chromium: a write beside one with 1,000, the start
 * of the worker beside one with none, and the room on the disk.
 * `npm run -s bench:store [-- --count 100000]`, after `npm run build`; exit 1 where an aim is missed.
 */
import { mkdtemp, readdir, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { type Browser, launch, type Tab } from '../e2e/support/driver.ts';
import { builds } from '../e2e/support/extension-files.ts';
import { bundled } from '../e2e/support/in-page-source.ts';
import { median } from './quantile.ts';
import type { StoreBench } from './store/in-page.ts';

const { values } = parseArgs({ options: { count: { type: 'string', default: '100000' } } });
const large = Number(values.count);
const small = 1_000;
const aims = { ratio: 1.5, start: 50, disk: 150 } as const;

async function bytesBelow(folder: string): Promise<number> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  return (await Promise.all(files.map((file) => stat(file)))).reduce((sum, { size }) => sum + size, 0);
}

function bench<K extends keyof StoreBench>(page: Tab, call: K, ...args: Parameters<StoreBench[K]>) {
  return page.evaluate(
    (call, args) => {
      const found: unknown = Reflect.get(Reflect.get(globalThis, '__storeBench'), call);
      return typeof found === 'function' ? found(...args) : null;
    },
    call,
    args,
  ) as ReturnType<StoreBench[K]>;
}

/** Milliseconds from the message that wakes the stopped worker to its answer out of the store. */
async function startOf(browser: Browser, page: Tab): Promise<number> {
  await browser.stopWorker();
  return page.evaluate(async () => {
    const { runtime } = (
      globalThis as unknown as { chrome: { runtime: { sendMessage(message: unknown): Promise<unknown> } } }
    ).chrome;
    const begun = performance.now();
    const message = { resave: 'ask', kind: 'stored', payload: { query: 'conflicts', tabId: null, limit: 1 } };
    const answer = await runtime.sendMessage(message);
    if (!JSON.stringify(answer).includes('"answer"')) throw new Error('the worker gave no answer');
    return performance.now() - begun;
  });
}

async function starts(browser: Browser, page: Tab, count: number): Promise<number[]> {
  const times: number[] = [];
  for (let round = 0; round < count; round++) times.push(await startOf(browser, page));
  return times.slice(1);
}

const profile = await mkdtemp(join(tmpdir(), 'resave-bench-store-'));
const browser = await launch('chromium', { extensions: [builds.chromium], profile });
let missed = false;
const tell = (line: string, value: number, aim: number) => {
  if (!(value <= aim)) missed = true;
  console.log(`${line}${value <= aim ? '' : '  MISSED'}`);
};
try {
  const page = await browser.extensionPage('manifest.json');
  const empty = await starts(browser, page, 16);
  await page.evaluate(await bundledCall());
  await bench(page, 'fill', 'bench-small', 0, small);
  // The extension's own database: its worker starts with it afterwards.
  for (let n = 0; n < large; n += 5_000) await bench(page, 'fill', 'resave', n, Math.min(large, n + 5_000));
  const { exchanges, bytes } = await bench(page, 'counts', 'resave');
  console.log(`${exchanges} exchanges, texts of ${(bytes / 1024 / 1024).toFixed(0)} MB (capped)`);
  for (const [size, count] of [
    [1, 400],
    [20, 60],
  ] as const) {
    const [few = [], many = []] = await bench(page, 'rounds', ['bench-small', 'resave'], count, large + 1, size);
    const [a, b] = [median(few), median(many)];
    const times = `${a.toFixed(2)} ms with ${small}, ${b.toFixed(2)} ms with ${exchanges}`;
    tell(`a write of ${size}: ${times}, ratio ${(b / a).toFixed(2)}`, b / a, aims.ratio);
  }
  const reads = await bench(page, 'reads', 'resave');
  console.log(
    `a tab's conflicts ${reads.conflicts.toFixed(0)} ms, a case file ${reads.caseFile.toFixed(0)} ms, room by site ${reads.usage.toFixed(0)} ms`,
  );
  const full = await starts(browser, page, 16);
  const more = median(full) - median(empty);
  tell(
    `start of the worker: ${median(empty).toFixed(0)} ms with none, ${median(full).toFixed(0)} ms with ${exchanges}: ${more.toFixed(0)} ms more`,
    more,
    aims.start,
  );
} finally {
  await browser.close();
}
const disk = (await bytesBelow(join(profile, 'Default', 'IndexedDB'))) / 1024 / 1024;
tell(`on the disk: ${disk.toFixed(0)} MB`, disk, aims.disk);
await rm(profile, { recursive: true, force: true, maxRetries: 5 });
if (missed) process.exitCode = 1;

async function bundledCall() {
  const source = await bundled('../../bench/store/in-page.ts');
  return new Function(`return ${source}`) as () => true;
}
