/**
 * Three-way merge of a large JSON body beside two-way tools on the same work: 1,500 elements, about 200 KB, 50 edits a side.
 * jsondiffpatch and microdiff make two diffs (base to mine, base to theirs); jsondiffpatch applies both, microdiff cannot patch.
 * Neither finds conflicts. `npm run -s bench:merge`; exit 1 where the merge misses its goal.
 */
import { create } from 'jsondiffpatch';
import microdiff from 'microdiff';
import { Bench } from 'tinybench';
import { parseJson } from '../../src/act/merge/json.ts';
import { Ledger } from '../../src/act/merge/ledger.ts';
import { mergeBodies } from '../../src/act/merge/merge-bodies.ts';
import { mergeValue } from '../../src/act/merge/merge-value.ts';

/** Milliseconds, median. */
const goal = 8;

type Element = {
  id: number;
  title: string;
  price: number;
  done: boolean;
  tags: string[];
  owner: { id: number; name: string };
};
type Doc = { name: string; rev: string; items: Element[] };

function document(): Doc {
  const items = Array.from({ length: 1500 }, (_, at) => ({
    id: at + 1,
    title: `Title number ${at} of a list`,
    price: at * 1.25,
    done: at % 2 === 0,
    tags: ['a', `b${at % 7}`],
    owner: { id: at % 13, name: `Owner number ${at % 13}` },
  }));
  return { name: 'A list of many things', rev: '1-a', items };
}

/** 50 edits: 40 fields, 5 elements removed, 5 added. Every tenth field is one that the other side edits too. */
function edit(doc: Doc, who: number): Doc {
  const copy = structuredClone(doc);
  copy.rev = `${who + 1}-x`;
  for (let at = 0; at < 40; at++) {
    const element = copy.items[at % 10 === 0 ? at * 30 : at * 30 + 7 * who];
    if (element !== undefined) element.title = `Edited by ${who}, ${at}`;
  }
  copy.items = copy.items.filter(({ id }) => id % 300 !== 100 + who);
  for (let at = 0; at < 5; at++) copy.items.push({ ...items(doc), id: 5000 + who * 100 + at });
  return copy;
}

function items(doc: Doc): Element {
  const [first] = doc.items;
  if (first === undefined) throw new Error('no elements');
  return structuredClone(first);
}

const base = document();
const mine = edit(base, 1);
const theirs = edit(base, 2);
const texts = { base: JSON.stringify(base), mine: JSON.stringify(mine), theirs: JSON.stringify(theirs) };

function mergeTexts(): number {
  const result = mergeBodies({
    ...texts,
    contentType: 'application/json',
    baseContentType: 'application/json',
    theirsContentType: 'application/json',
    tokenPaths: ['body:$.rev'],
    method: 'PUT',
  });
  if (!result.ok) throw new Error(result.reason);
  return result.conflicts.length;
}

function read(text: string) {
  const parsed = parseJson(text);
  if (!parsed.ok) throw new Error(parsed.why);
  return parsed.value;
}
const values = { base: read(texts.base), mine: read(texts.mine), theirs: read(texts.theirs) };

function mergeValues(): number {
  const ledger = new Ledger({});
  const tokens = { paths: new Set(['$.rev']), keys: new Set(['rev']) };
  mergeValue(
    { ledger, baseKnown: true, tokens, top: null, withheld: 0 },
    null,
    values.base,
    values.mine,
    values.theirs,
  );
  return ledger.conflicts.length;
}

const differ = create({ objectHash: (item) => ('id' in item ? String(item.id) : undefined) });
function jsondiffpatch(a: Doc, b: Doc, c: Doc): unknown {
  const [left, right] = [differ.diff(a, b), differ.diff(a, c)];
  return [differ.patch(structuredClone(a), left), differ.patch(structuredClone(a), right)];
}

const conflicts = mergeTexts();
if (conflicts === 0 || conflicts !== mergeValues()) throw new Error(`conflicts: ${conflicts}, ${mergeValues()}`);
console.log(`${Math.round(texts.base.length / 1024)} KB, 1500 elements, 50 edits a side, ${conflicts} conflicts found`);

const bench = new Bench({ time: 1500, warmupTime: 500 });
bench.add('resave: three-way merge of values', () => mergeValues());
bench.add('jsondiffpatch: two diffs, two patches', () => jsondiffpatch(base, mine, theirs));
bench.add('microdiff: two diffs', () => [microdiff(base, mine), microdiff(base, theirs)]);
bench.add('resave: from three texts (reading them too)', () => mergeTexts());
bench.add('jsondiffpatch, from three texts', () => {
  jsondiffpatch(JSON.parse(texts.base), JSON.parse(texts.mine), JSON.parse(texts.theirs));
});
await bench.run();

const medians = bench.tasks.map(({ name, result }) => ({
  name,
  median: 'latency' in result ? result.latency.p50 : Number.NaN,
}));
const own = medians[0]?.median ?? Number.NaN;
for (const { name, median } of medians)
  console.log(`${name.padEnd(46)} ${median.toFixed(2).padStart(7)} ms  ${(median / own).toFixed(2).padStart(6)}×`);
const slowest = medians[3]?.median ?? Number.NaN;
console.log(`goal ${goal} ms: ${slowest < goal ? 'met' : 'missed'}, texts to conflicts ${slowest.toFixed(2)} ms`);
process.exitCode = slowest < goal ? 0 : 1;
