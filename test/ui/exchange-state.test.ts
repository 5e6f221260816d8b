import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseJson } from '../../src/act/merge/json.ts';
import type { Exchange } from '../../src/record/exchange.ts';
import { formatOf, formMembers, partsOf } from '../../src/ui/panel/body/format.ts';
import { hexLines } from '../../src/ui/panel/body/hex.ts';
import { firstUnfolded, keyInTree, rowsOf } from '../../src/ui/panel/body/json-rows.ts';
import { laidOutXml } from '../../src/ui/panel/body/xml-layout.ts';
import { cacheFacts } from '../../src/ui/panel/state/cache-facts.ts';
import { contentOf, firstPair, versionsOf } from '../../src/ui/panel/state/comparable.ts';
import { changeWord, custody } from '../../src/ui/panel/state/custody.ts';
import { diffTexts } from '../../src/ui/panel/state/text-diff.ts';
import { exchange } from '../diagnose/cases.ts';
import { fullHistory } from './support/histories.ts';

describe('the custody of headers', () => {
  it('tells what was added, replaced and removed between two stages, without regard to case, and by whom', () => {
    const x = exchange({
      set: [
        ['If-Match', '"1"'],
        ['X-Gone', 'a'],
        ['accept', '*/*'],
      ],
      sent: [
        ['Cookie', 'x'],
        ['If-None-Match', '"c"'],
        ['if-match', '"2"'],
        ['Accept', '*/*'],
        ['X-New', '1'],
      ],
    });
    const words = Object.fromEntries(custody(x).request.rows.map((row) => [row.name, changeWord(row)]));
    expect(words).toEqual({
      'if-match': 'replaced by an extension',
      'X-Gone': 'removed by an extension',
      'X-New': 'added by an extension',
      Accept: '',
      Cookie: 'added, as browsers do by themselves',
      'If-None-Match': 'added by the browser’s cache',
    });
    // What matters stands first, what browsers do by themselves last.
    expect(Object.keys(words).slice(0, 3)).toEqual(['if-match', 'X-New', 'X-Gone']);
    expect(Object.keys(words).slice(-2)).toEqual(['Cookie', 'If-None-Match']);
  });

  it('blames no extension for a copy that a cache confirmed', () => {
    const lists = { received: [['Date', '1']], seen: [['Date', '2']] } as const;
    const by = (servedBy: 'network' | 'revalidated') => custody(exchange({ ...lists, servedBy })).response.rows[0]?.by;
    expect([by('network'), by('revalidated')]).toEqual(['extension', 'cache']);
  });

  it('knows where nobody but the page told of it, so that nobody saw the wire', () => {
    const of = (sources: Exchange['sources']) => custody(exchange({ set: [['A', '1']], sources })).request.pageOnly;
    expect([of(['page-intent']), of(['web-request', 'page-intent']), of(['devtools-network'])]).toEqual([
      true,
      false,
      false,
    ]);
  });

  it('claims no change where one stage was not seen', () => {
    const x = exchange({ sent: [['A', '1']] });
    expect(custody(x).request.rows).toEqual([{ name: 'A', before: null, after: '1', change: 'unseen', by: null }]);
  });
});

describe('the format of a body', () => {
  it.each([
    ['{"a":1}', 'text/plain', 'json'],
    ['[1', null, 'json'],
    ['<a/>', 'application/atom+xml', 'xml'],
    ['a=1&b=2', 'application/x-www-form-urlencoded', 'form'],
    ['a=1&b=2', null, 'form'],
    ['--x\r\nContent-Disposition: form-data; name="a"\r\n\r\n1\r\n--x--', null, 'multipart'],
    ['just words', null, 'text'],
    ['\u0000\u0001\ufffd\u0002PNG', 'image/png', 'binary'],
  ])('of %j as %s is %s', (data, type, format) => {
    expect(formatOf(data, type === null ? null : [['Content-Type', type]])).toBe(format);
  });

  it('reads the members of a form and the parts of a multipart body, files by name and size', () => {
    expect(formMembers('a+b=c%20d&bad=%zz&alone')).toEqual([
      ['a b', 'c d'],
      ['bad', '%zz'],
      ['alone', ''],
    ]);
    const body =
      '--x\r\nContent-Disposition: form-data; name="t"\r\n\r\none\r\ntwo\r\n--x\r\nContent-Disposition: form-data; name="f"; filename="a.png"\r\nContent-Type: image/png\r\n\r\nPNG\r\n--x--\r\n';
    expect(partsOf(body)).toEqual([
      { name: 't', file: null, type: null, value: 'one\r\ntwo' },
      { name: 'f', file: 'a.png', type: 'image/png', value: 'PNG' },
    ]);
  });

  it('shows bytes as offset, hex and text', () => {
    const bytes = new TextEncoder().encode('0123456789abcdefg\n');
    expect(hexLines(bytes, 0, 9)).toEqual([
      {
        offset: '00000000',
        hex: '30 31 32 33 34 35 36 37  38 39 61 62 63 64 65 66',
        text: '0123456789abcdef',
      },
      { offset: '00000010', hex: '67 0a', text: 'g·' },
    ]);
  });
});

describe('XML laid out', () => {
  it('has a line for a tag, and keeps text elements, comments and CDATA whole', () => {
    expect(laidOutXml('<?xml version="1.0"?><a b="1"><c>text</c><d/><!-- x > y --><e><![CDATA[<f>]]></e></a>')).toBe(
      '<?xml version="1.0"?>\n<a b="1">\n  <c>text</c>\n  <d/>\n  <!-- x > y -->\n  <e>\n    <![CDATA[<f>]]>\n  </e>\n</a>',
    );
  });

  it('loses no character but blanks, whatever comes', () => {
    const bare = (text: string): string => text.replace(/\s+/g, '');
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom('<', '>', '/', 'a', '!', '-', '[', ']', '"', ' ', '\n') }),
        (text) => {
          expect(bare(laidOutXml(text))).toBe(bare(text));
        },
      ),
    );
  });
});

describe('the tree of a JSON', () => {
  const read = (text: string) => {
    const parsed = parseJson(text);
    if (!parsed.ok) throw new Error(parsed.why);
    return parsed.value;
  };

  it('keeps every scalar as it was written, and the order of the keys', () => {
    const rows = rowsOf(
      read('{"b":12345678901234567890,"a":[1.0,"x\\n",null,true]}'),
      new Map([
        ['', 9],
        ['/1', 9],
      ]),
    );
    expect(rows.map(({ name, text }) => [name, text])).toEqual([
      [null, '2'],
      ['b', '12345678901234567890'],
      ['a', '4'],
      ['0', '1.0'],
      ['1', '"x\\n"'],
      ['2', 'null'],
      ['3', 'true'],
    ]);
  });

  it('draws a document of 100,000 members by pages', () => {
    const value = read(JSON.stringify({ items: Array.from({ length: 100_000 }, (_, n) => ({ n })) }));
    const first = rowsOf(value, firstUnfolded(value));
    expect(first.length).toBeLessThan(200);
    const open = rowsOf(
      value,
      new Map([
        ['', 1],
        ['/0', 100],
      ]),
    );
    expect(open).toHaveLength(103);
    expect(open.at(-1)).toMatchObject({ kind: 'more', text: '99900' });
  });

  it('is walked by keys', () => {
    const rows = rowsOf(
      read('{"a":{"b":1},"c":2}'),
      new Map([
        ['', 9],
        ['/0', 9],
      ]),
    );
    expect(keyInTree(rows, '', 'ArrowDown')).toEqual({ focus: '/0' });
    expect(keyInTree(rows, '/0', 'ArrowRight')).toEqual({ focus: '/0/0' });
    expect(keyInTree(rows, '/0/0', 'ArrowLeft')).toEqual({ focus: '/0' });
    expect(keyInTree(rows, '/0', 'ArrowLeft')).toEqual({ toggle: '/0' });
    expect(keyInTree(rows, '/0', 'Enter')).toEqual({ toggle: '/0' });
    expect(keyInTree(rows, '', 'End')).toEqual({ focus: '/1' });
    expect(keyInTree(rows, '', 'Tab')).toBeNull();
  });
});

describe('the differences of two texts', () => {
  it('are lines, and words within lines that took each other’s place', () => {
    expect(diffTexts('a\n"title": "Draft",\nz', 'a\n"title": "Mine",\nz')).toEqual([
      { kind: 'same', pieces: [{ text: 'a', changed: false }] },
      {
        kind: 'out',
        pieces: [
          { text: '"title": "', changed: false },
          { text: 'Draft', changed: true },
          { text: '",', changed: false },
        ],
      },
      {
        kind: 'in',
        pieces: [
          { text: '"title": "', changed: false },
          { text: 'Mine', changed: true },
          { text: '",', changed: false },
        ],
      },
      { kind: 'same', pieces: [{ text: 'z', changed: false }] },
    ]);
    expect(diffTexts('a\nb', 'a\nb')).toEqual([]);
  });

  it('leave out long stretches of equal lines', () => {
    const lines = Array.from({ length: 50 }, (_, n) => `line ${n}`);
    const shown = diffTexts(['x', ...lines, 'y'].join('\n'), ['X', ...lines, 'Y'].join('\n'));
    expect(shown.map(({ kind }) => kind)).toEqual([
      ...['out', 'in'],
      ...['same', 'same', 'same', 'skipped', 'same', 'same', 'same'],
      ...['out', 'in'],
    ]);
    expect(shown[5]).toEqual({ kind: 'skipped', lines: 44 });
  });

  it('give back both texts, whatever they are', () => {
    const text = fc.array(fc.constantFrom('a', 'b', 'a b', '', 'c-d')).map((lines) => lines.join('\n'));
    fc.assert(
      fc.property(text, text, (old, now) => {
        const lines = diffTexts(old, now);
        if (lines.length === 0) {
          expect(old).toBe(now);
          return;
        }
        const side = (mine: 'out' | 'in'): string[] => {
          const source = (mine === 'out' ? old : now).split('\n');
          const told: string[] = [];
          for (const line of lines) {
            if (line.kind === 'skipped') told.push(...source.slice(told.length, told.length + line.lines));
            else if (line.kind === 'same' || line.kind === mine) told.push(line.pieces.map((p) => p.text).join(''));
          }
          return told;
        };
        expect(side('out').join('\n')).toBe(old);
        expect(side('in').join('\n')).toBe(now);
      }),
    );
  });
});

describe('the versions to compare', () => {
  it('are the reads and saves with a content, at first this save and the newest that was read', () => {
    const file = fullHistory();
    const versions = versionsOf(file);
    const [one, other] = firstPair(versions, file.refusal.id) ?? [];
    expect(one).toBe(file.refusal.id);
    expect(other).toBe(file.history.at(-1)?.id);
    expect(versions.find(({ id }) => id === one)?.label).toMatch(/^\d\d:\d\d:\d\d · this save$/);
    expect(contentOf(file.refusal)).toBe('{\n  "title": "Mine"\n}');
  });

  it('are none where nothing was kept', () => {
    expect(firstPair([], 'x')).toBeNull();
  });
});

describe('the cache facts', () => {
  const used = (control: string, more: [string, string][] = []) =>
    cacheFacts(exchange({ received: [['Cache-Control', control], ...more] })).find(
      (f) => f.name === 'May be used unasked',
    )?.text;
  it('say how long an answer may be used unasked', () => {
    expect(used('max-age=60')).toBe('for 60 seconds');
    expect(used('private, max-age=7200')).toBe('for 2 hours');
    expect(used('no-store')).toContain('no-store');
    expect(used('no-cache')).toContain('no-cache');
    expect(used('max-age=0')).toBe('no: it is old at once');
  });
});
