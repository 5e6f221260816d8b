import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { newLongMark, skeletonOf, withLongs } from '../../../src/capture/har-file/item-value.ts';
import type { JsonFault } from '../../../src/capture/har-file/json-item.ts';
import { JsonItems } from '../../../src/capture/har-file/json-items.ts';

type Read = { entries: unknown[]; lines: number[]; offsets: number[]; meta: [string, unknown][]; faults: JsonFault[] };

/** Reads a text cut where the cuts say. */
function read(bytes: Uint8Array, cuts: readonly number[]): Read {
  const mark = newLongMark();
  const found: Read = { entries: [], lines: [], offsets: [], meta: [], faults: [] };
  const items = new JsonItems({
    entry(item) {
      found.entries.push(withLongs(item, mark, skeletonOf(item, mark)));
      found.lines.push(item.line);
      found.offsets.push(item.offset);
    },
    meta: (name, item) => found.meta.push([name, withLongs(item, mark, skeletonOf(item, mark))]),
    fault: (fault) => found.faults.push(fault),
  });
  const sorted = [...new Set(cuts.map((cut) => cut % (bytes.length + 1)))].sort((a, b) => a - b);
  let from = 0;
  for (const to of [...sorted, bytes.length]) {
    // A copy that is overwritten afterwards, as a reused buffer would be.
    const chunk = bytes.slice(from, to);
    items.push(chunk);
    chunk.fill(0x22);
    from = to;
  }
  items.end();
  return found;
}

const utf8 = new TextEncoder();

/** Texts that look like structure, or are long enough to be left out at first. */
const hostile = fc.oneof(
  fc.constantFrom(
    '"',
    '\\',
    '\\"',
    '\\\\',
    '{',
    '}',
    '[',
    ']',
    '},{',
    '"log":{"entries":[',
    '\n',
    '\u0000',
    '\ud800',
    '😀',
    '\u2028',
  ),
  fc.string({ unit: 'binary', maxLength: 20 }),
  fc
    .tuple(fc.constantFrom('x', '\\', '"', '\\"é', '日本'), fc.integer({ min: 900, max: 1_200 }))
    .map(([text, times]) => text.repeat(times)),
);
const key = fc.oneof(fc.constantFrom('log', 'entries', 'pages', 'text', '__proto__', ''), hostile);
const { value } = fc.letrec<{ value: unknown; object: unknown }>((tie) => ({
  object: fc.array(fc.tuple(key, tie('value')), { maxLength: 4 }).map((members) => Object.fromEntries(members)),
  value: fc.oneof(
    { maxDepth: 5 },
    hostile,
    fc.constantFrom(null, true, false, 0, -1.5e-7, 1e21),
    fc.array(tie('value'), { maxLength: 4 }),
    tie('object'),
  ),
}));
const cuts = fc.array(fc.nat(), { maxLength: 30 });

describe('entries of a HAR file', () => {
  test('are those of JSON.parse, wherever the chunks end', () => {
    fc.assert(
      fc.property(
        fc.array(value, { maxLength: 6 }),
        fc.array(
          fc.tuple(
            key.filter((name) => name !== 'entries'),
            value,
          ),
          { maxLength: 3 },
        ),
        fc.array(
          fc.tuple(
            key.filter((name) => name !== 'entries'),
            value,
          ),
          { maxLength: 3 },
        ),
        fc.constantFrom(undefined, 1, 2, '\t'),
        fc.boolean(),
        cuts,
        (entries, before, after, indent, mark, where) => {
          const log = Object.fromEntries([...before, ['entries', entries], ...after]);
          const text = JSON.stringify({ first: before, log, last: 'x' }, null, indent);
          const expected: { log: { entries: unknown[] } } = JSON.parse(text);
          const found = read(utf8.encode((mark ? '\ufeff' : '') + text), where);
          expect(found.faults).toEqual([]);
          expect(found.entries).toEqual(expected.log.entries);
        },
      ),
      { numRuns: 300 },
    );
  });

  test('one byte at a time', () => {
    const har = {
      log: {
        version: '1.2',
        creator: { name: 'é"\\' },
        pages: [{ id: 'p' }],
        entries: [{ a: '\u{1f600}"\\' }, [], 'x', 7, null],
      },
    };
    const bytes = utf8.encode(`\ufeff ${JSON.stringify(har, null, 2)} \n`);
    const found = read(bytes, [...bytes.keys()]);
    expect(found.entries).toEqual(har.log.entries);
    expect(found.meta).toEqual([
      ['version', '1.2'],
      ['creator', { name: 'é"\\' }],
      ['pages', [{ id: 'p' }]],
    ]);
    expect(found.faults).toEqual([]);
  });

  test('stand at the line and byte that are told', () => {
    const entries = [{ a: 1 }, { b: [2] }, { c: 'x'.repeat(5_000) }];
    const text = JSON.stringify({ log: { pages: [{}, {}], comment: 7, more: 'x', entries } }, null, 2);
    const found = read(utf8.encode(text), [30, 60, 90]);
    const lines = text.split('\n');
    expect(found.lines.map((line) => lines[line - 1])).toEqual(['      {', '      {', '      {']);
    expect(found.offsets.map((offset) => text[offset])).toEqual(['{', '{', '{']);
    expect(new Set(found.offsets).size).toBe(3);
  });

  test('names may be escaped, members of the same name elsewhere are not meant', () => {
    const text =
      '{"x":{"log":{"entries":[1]}},"entries ":[2],"l\\u006fg":{"pages":[{"entries":[3]}],"entr\\u0069es":[4]}}';
    expect(read(utf8.encode(text), []).entries).toEqual([4]);
  });

  test('entries without a log around them are read', () => {
    expect(read(utf8.encode('{"entries":[{"a":1}]}'), []).entries).toEqual([{ a: 1 }]);
  });
});

describe('a broken file', () => {
  const good = JSON.stringify({ log: { entries: [{ n: 1 }, { n: 2, text: 'some words' }, { n: 3 }] } }, null, 2);

  test('that ends early says where and keeps what was whole, wherever it ends', () => {
    const bytes = utf8.encode(good);
    fc.assert(
      fc.property(fc.integer({ min: 1, max: bytes.length - 1 }), cuts, (end, where) => {
        const found = read(bytes.slice(0, end), where);
        expect(found.faults).toHaveLength(1);
        const whole: { log: { entries: unknown[] } } = JSON.parse(good);
        expect(found.entries).toEqual(whole.log.entries.slice(0, found.entries.length));
        if (end > good.indexOf('"n": 3')) expect(found.entries.length).toBeGreaterThanOrEqual(2);
      }),
    );
  });

  test('with a quote missing goes on with the next entry', () => {
    const text = good.replace('some words"', 'some words');
    const found = read(utf8.encode(text), [50, 100]);
    expect(found.entries).toEqual([{ n: 1 }, { n: 3 }]);
    expect(found.faults).toEqual([{ offset: text.indexOf('some words') + 10, line: 9, what: 'control-in-string' }]);
  });

  test('with a comma missing between entries loses none', () => {
    const found = read(utf8.encode('{"log":{"entries":[{"a":1} {"b":2},{"c":3}]}}'), []);
    expect(found.entries).toEqual([{ a: 1 }, { b: 2 }, { c: 3 }]);
    expect(found.faults.map((fault) => fault.what)).toEqual(['unexpected']);
  });

  test.each([
    ['', 'no-json'],
    ['   ', 'no-json'],
    ['hello', 'no-json'],
    ['127.0.0.1 - - [x] "GET / HTTP/1.1" 409 0', 'no-json'],
    ['[]', 'no-entries'],
    ['{}', 'no-entries'],
    ['{"log":{}}', 'no-entries'],
    ['{"log":[]}', 'no-entries'],
    ['{"log":{"entries":{}}}', 'no-entries'],
    ['{"log":{"entries":[]}}}', 'unexpected'],
    ['{"log":{"entries":[,]}}', 'unexpected'],
    ['{"log" {"entries":[]}}', 'unexpected'],
  ])('%j is told as %s', (text, what) => {
    expect(read(utf8.encode(text), []).faults.map((fault) => fault.what)).toEqual([what]);
  });

  test('no bytes make it throw or run for long', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), cuts, (noise, where) => {
        const items = new JsonItems({ entry: () => undefined, meta: () => undefined, fault: () => undefined });
        let from = 0;
        for (const to of where.map((cut) => cut % (noise.length + 1)).sort((a, b) => a - b)) {
          items.push(noise.subarray(from, to));
          from = to;
        }
        items.push(noise.subarray(from));
        items.end();
      }),
    );
    const deep = read(utf8.encode(`{"log":{"entries":[${'['.repeat(200_000)}`), []);
    expect(deep.faults.map((fault) => fault.what)).toEqual(['ends-early']);
  });
});

describe('what is too large', () => {
  test.each(['x', '\\u00e9', 'é', '\\"', '\\ud83d\\ude00', '😀'])(
    'a string of %s longer than any cap keeps its beginning',
    (unit) => {
      const entries: unknown[] = [];
      const mark = newLongMark();
      const items = new JsonItems({
        entry(item) {
          entries.push(withLongs(item, mark, skeletonOf(item, mark)));
          expect(item.bytes.length).toBeLessThan(9 * 1024 * 1024);
        },
        meta: () => undefined,
        fault: (fault) => expect(fault).toBeNull(),
      });
      items.push(utf8.encode('{"log":{"entries":[{"before":1,"text":"'));
      const part = utf8.encode(unit.repeat(100_000));
      const times = Math.ceil((10 * 1024 * 1024) / part.length);
      for (let count = 0; count < times; count++) items.push(part);
      items.push(utf8.encode('","after":2},{"next":3}]}}'));
      items.end();
      expect(entries).toMatchObject([{ before: 1, after: 2 }, { next: 3 }]);
    },
  );

  test('the string that was cut is the beginning of the whole, and longer than what is kept of a body', () => {
    const unit = '\\u00e9\\ud83d\\ude00';
    let kept = '';
    const mark = newLongMark();
    const items = new JsonItems({
      entry(item) {
        const value = withLongs(item, mark, skeletonOf(item, mark));
        expect(value).toMatchObject({ after: 2 });
        if (typeof value === 'object' && value !== null && 'text' in value) kept = String(value.text);
      },
      meta: () => undefined,
      fault: (fault) => expect(fault).toBeNull(),
    });
    items.push(utf8.encode('{"log":{"entries":[{"text":"'));
    // Pieces that end in the middle of escapes.
    const long = utf8.encode(unit.repeat(700_000));
    for (let from = 0; from < long.length; from += 65_537) items.push(long.subarray(from, from + 65_537));
    items.push(utf8.encode('","after":2}]}}'));
    items.end();
    expect(kept.length).toBeGreaterThan(1024 * 1024);
    expect(JSON.parse(`"${unit.repeat(700_000)}"`).startsWith(kept)).toBe(true);
  });

  test('an entry of too many pieces is left out and told; the next one is there', () => {
    const found = { entries: 0, faults: [] as string[] };
    const items = new JsonItems({
      entry: () => found.entries++,
      meta: () => undefined,
      fault: (fault) => found.faults.push(fault.what),
    });
    items.push(utf8.encode('{"log":{"entries":[{"many":['));
    const part = utf8.encode(`${'"short",'.repeat(50_000)}`);
    for (let count = 0; count < 100; count++) items.push(part);
    items.push(utf8.encode('1]},{"next":1}]}}'));
    items.end();
    expect(found).toEqual({ entries: 1, faults: ['too-large'] });
  });
});
