/**
 * Three-way merge of a large JSON body beside two-way tools on the same work: 1,500 elements, about 200 KB, 50 edits a side.
 * jsondiffpatch and microdiff make two diffs (base to mine, base to theirs); jsondiffpatch applies both, microdiff cannot patch.
 * Neither finds conflicts. `npm run -s bench:merge`; exit 1 where the merge misses its goal.
 */
import { create } from 'jsondiffpatch';
import microdiff from 'microdiff';
import { Bench } from 'tinybench';
import { type Json, parseJson } from '../../src/act/merge/json.ts';
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

/** 50 edits of fields, every tenth one that the other side edits too. */
function edit(doc: Doc, who: number): Doc {
  const copy = structuredClone(doc);
  copy.rev = `${who + 1}-x`;
  for (let at = 0; at < 49; at++) {
    const element = copy.items[at % 10 === 0 ? at * 30 : at * 30 + 7 * who];
    if (element !== undefined) element.title = `Edited by ${who}, ${at}`;
  }
  return copy;
}

/** 50 edits: 40 fields, 5 elements removed, 5 added. */
function editAndMove(doc: Doc, who: number): Doc {
  const copy = edit(doc, who);
  copy.items = copy.items.filter(({ id }) => id % 300 !== 100 + who);
  for (let at = 0; at < 5; at++) copy.items.push({ ...first(doc), id: 5000 + who * 100 + at });
  return copy;
}

function first(doc: Doc): Element {
  const [element] = doc.items;
  if (element === undefined) throw new Error('no elements');
  return structuredClone(element);
}

function read(text: string): Json {
  const parsed = parseJson(text);
  if (!parsed.ok) throw new Error(parsed.why);
  return parsed.value;
}

function mergeTexts(base: string, mine: string, theirs: string): number {
  const type = 'application/json';
  const types = { contentType: type, baseContentType: type, theirsContentType: type };
  const result = mergeBodies({ base, mine, theirs, ...types, tokenPaths: ['body:$.rev'], method: 'PUT' });
  if (!result.ok) throw new Error(result.reason);
  return result.conflicts.length;
}

const tokens = { paths: new Set(['$.rev']), keys: new Set(['rev']) };
function mergeValues(base: Json, mine: Json, theirs: Json): number {
  const ledger = new Ledger({});
  mergeValue({ ledger, words: 'json', baseKnown: true, tokens, top: null, withheld: 0 }, null, base, mine, theirs);
  return ledger.conflicts.length;
}

const differ = create({ objectHash: (item) => ('id' in item ? String(item.id) : undefined) });

/** One work for all, each task with its median. @returns the median of the merge of values, ms */
async function compare(title: string, change: (doc: Doc, who: number) => Doc): Promise<number> {
  const base = document();
  const [mine, theirs] = [change(base, 1), change(base, 2)];
  const texts = [JSON.stringify(base), JSON.stringify(mine), JSON.stringify(theirs)] as const;
  const values = [read(texts[0]), read(texts[1]), read(texts[2])] as const;
  const conflicts = mergeValues(...values);
  if (conflicts === 0 || conflicts !== mergeTexts(...texts)) throw new Error(`${conflicts} conflicts found`);
  console.log(`\n${title}: ${Math.round(texts[0].length / 1024)} KB, 1500 elements, ${conflicts} conflicts found`);

  // Patching writes into its document; the copies are made outside the clock.
  let copies: Doc[] = [];
  const bench = new Bench({ time: 500, warmupTime: 150 });
  bench.add('resave: three-way merge', () => mergeValues(...values));
  bench.add(
    'jsondiffpatch: two diffs, two patches',
    () => {
      const [left, right] = [differ.diff(base, mine), differ.diff(base, theirs)];
      differ.patch(copies[0], left);
      differ.patch(copies[1], right);
    },
    {
      beforeEach: () => {
        copies = [structuredClone(base), structuredClone(base)];
      },
    },
  );
  bench.add('microdiff: two diffs', () => [microdiff(base, mine), microdiff(base, theirs)]);
  bench.add('resave: reading three texts and merging', () => mergeTexts(...texts));
  bench.add('JSON.parse of three texts, for scale', () => texts.map((text) => JSON.parse(text)));
  await bench.run();

  const medians = bench.tasks.map(({ name, result }) => ({
    name,
    median: 'latency' in result ? result.latency.p50 : Number.NaN,
  }));
  const own = medians[0]?.median ?? Number.NaN;
  for (const { name, median } of medians)
    console.log(`${name.padEnd(42)} ${median.toFixed(2).padStart(8)} ms ${(median / own).toFixed(2).padStart(7)}×`);
  return own;
}

const median = await compare('50 edits of fields a side', edit);
await compare('with 5 elements removed and 5 added a side', editAndMove);
console.log(`\ngoal: ${goal} ms, merge ${median.toFixed(2)} ms: ${median < goal ? 'met' : 'missed'}`);
process.exitCode = median < goal ? 0 : 1;
