/**
 * One diagnosis with 1,000, 10,000 and 100,000 recorded exchanges of other resources beside the case, through the real store
 * (fake-indexeddb): the case file's load, the first diagnosis of a freshly loaded case, and a further one once bodies were parsed.
 * `npm run -s bench:engine`; exit 1 where a diagnosis takes 2 ms or more, or grows with the other resources' exchanges.
 */
import 'fake-indexeddb/auto';
import type { CaseFile } from '../../src/diagnose/contract.ts';
import { causes, diagnose } from '../../src/diagnose/index.ts';
import type { Exchange } from '../../src/record/exchange.ts';
import { openStore } from '../../src/store/store.ts';
import { exchange } from '../diagnose/cases.ts';
import { at, cached, check, load, refused, saved } from '../diagnose/stories.ts';

/** Milliseconds for one diagnosis, lower quartile. */
const goal = 2;
/** So much may a diagnosis differ between the sizes: noise of the machine. */
const growth = 2;
const sizes = [1_000, 10_000, 100_000] as const;
const rounds = 200;
const loads = 15;

const note = (title: string) =>
  JSON.stringify({ id: '1', title, body: 'A line of the note. '.repeat(40), tags: ['a', 'b'], author: { name: 'N' } });

/** The story of the old copy in the browser's cache, with its check: 40 exchanges of one resource. */
function story(): { readonly refusal: Exchange; readonly all: readonly Exchange[] } {
  const before = Array.from({ length: 30 }, (_, i) => load(-60 + i, `"${i}"`, { responseBody: note(`at ${i}`) }));
  const first = load(0, '"v1"', { cacheControl: 'max-age=60', responseBody: note('one') });
  const own = saved(10, '"v1"', '"v2"', { requestBody: note('two'), responseBody: note('two') });
  const again = cached(20, '"v1"', 0, { responseBody: note('one') });
  const refusal = refused(30, '"v1"', { requestBody: note('three') });
  const reads = check(40, refusal, '"v1"', ['"v2"', '"v2"'], { normalFrom: 'http-cache', responseBody: note('two') });
  return { refusal, all: [...before, first, own, again, refusal, ...reads] };
}

function others(count: number): Exchange[] {
  return Array.from({ length: count }, (_, i) =>
    exchange({
      url: `https://api.test/other/${i % 997}`,
      startedAt: at(-count / 50 + i / 50),
      endedAt: at(-count / 50 + i / 50) + 20,
      tabId: 1 + (i % 7),
      received: [['ETag', `"${i}"`]],
      ...(i % 9 === 0 ? { method: 'PUT', status: i % 18 === 0 ? 409 : 200 } : {}),
    }),
  );
}

/** The lower quartile: what the work takes where other programs do not hold it up. */
function quartile(times: number[]): number {
  const sorted = times.sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 4)] ?? Number.NaN;
}

async function timed(run: () => unknown): Promise<number> {
  const begun = performance.now();
  await run();
  return performance.now() - begun;
}

async function measure(
  size: number,
): Promise<{ readonly load: number; readonly first: number; readonly again: number }> {
  const store = await openStore(`bench-${size}`, { age: 1e15, count: 1e9, bytes: 1e12 });
  const { refusal, all } = story();
  const rest = others(size);
  for (let i = 0; i < rest.length; i += 1_000)
    await store.write(
      rest.slice(i, i + 1_000).map((x) => ({ exchange: x, keys: [] })),
      at(60),
    );
  await store.write(
    all.map((x) => ({ exchange: x, keys: [] })),
    at(60),
  );
  const files: CaseFile[] = [];
  const loading: number[] = [];
  for (let i = 0; i < loads; i++)
    loading.push(
      await timed(async () => {
        const file = await store.caseFile(refusal.id);
        if (file === null) throw new Error('The case is not in the store.');
        files.push(file);
      }),
    );
  const [file] = files;
  if (file === undefined) throw new Error('No case was loaded.');
  const [best] = diagnose(file);
  if (best?.cause !== 'stale-browser-cache') throw new Error(`The story was taken for ${best?.cause}.`);
  // Each of the others is seen for the first time, so that its bodies are parsed too.
  const first: number[] = [];
  for (const fresh of files.slice(1)) first.push(await timed(() => diagnose(fresh)));
  const again: number[] = [];
  for (let i = 0; i < rounds; i++) again.push(await timed(() => diagnose(file)));
  store.close();
  return { load: quartile(loading), first: quartile(first), again: quartile(again) };
}

await measure(100);
console.log(`${causes.length} causes; milliseconds, lower quartiles`);
console.log('other exchanges   case file   first diagnosis   again   ratio');
let base = Number.NaN;
let isGood = true;
for (const size of sizes) {
  const { load: loading, first, again } = await measure(size);
  if (Number.isNaN(base)) base = again;
  const ratio = again / base;
  isGood &&= again < goal && ratio < growth;
  const cells = [
    size.toLocaleString('en').padStart(15),
    loading.toFixed(1).padStart(11),
    first.toFixed(2).padStart(17),
  ];
  console.log([...cells, again.toFixed(2).padStart(7), ratio.toFixed(2).padStart(7)].join(' '));
}
console.log(isGood ? 'engine: ok' : `engine: slower than ${goal} ms, or growing`);
process.exitCode = isGood ? 0 : 1;
