import { describe, expect, test } from 'vitest';
import { edit, merged, mine, sent, theirs } from './merge-helpers.ts';

const patch = { type: 'application/json-patch+json', method: 'PATCH' };
const mergePatch = { type: 'application/merge-patch+json', method: 'PATCH' };
const ops = (body: string): unknown => JSON.parse(body);

describe('JSON Patch is replayed as the changes that it is', () => {
  const base = {
    rev: 4,
    title: 'a',
    n: 1,
    items: [
      { id: 1, t: 'x' },
      { id: 2, t: 'y' },
    ],
  };

  test('untouched places go on; the token is left to the token', () => {
    const save = [
      { op: 'test', path: '/rev', value: 4 },
      { op: 'replace', path: '/title', value: 'b' },
    ];
    const given = { base, mine: save, theirs: { ...base, rev: 5, n: 2 }, tokens: ['patch:/rev'], ...patch };
    expect(ops(sent(given))).toEqual(save);
  });

  test('the same place changed is asked', () => {
    const given = {
      base,
      mine: [{ op: 'replace', path: '/title', value: 'b' }],
      theirs: { ...base, title: 'c' },
      ...patch,
    };
    expect(merged(given).conflicts).toEqual(['$.title']);
    expect(ops(sent(given, { '$.title': mine }))).toEqual([{ op: 'replace', path: '/title', value: 'b' }]);
    expect(ops(sent(given, { '$.title': theirs }))).toEqual([]);
    expect(ops(sent(given, { '$.title': edit('"d"') }))).toEqual([{ op: 'replace', path: '/title', value: 'd' }]);
  });

  test('positions follow their elements', () => {
    const given = {
      base,
      mine: [
        { op: 'replace', path: '/items/1/t', value: 'Y' },
        { op: 'remove', path: '/items/0' },
        { op: 'add', path: '/items/-', value: { id: 3 } },
      ],
      theirs: {
        ...base,
        items: [
          { id: 9, t: 'n' },
          { id: 1, t: 'x' },
          { id: 2, t: 'y' },
        ],
      },
      ...patch,
    };
    expect(ops(sent(given))).toEqual([
      { op: 'replace', path: '/items/2/t', value: 'Y' },
      { op: 'remove', path: '/items/1' },
      { op: 'add', path: '/items/-', value: { id: 3 } },
    ]);
  });

  test('an element that is gone is asked; theirs leaves the change out', () => {
    const given = {
      base,
      mine: [{ op: 'replace', path: '/items/1/t', value: 'Y' }],
      theirs: { ...base, items: [{ id: 1, t: 'x' }] },
      ...patch,
    };
    expect(merged(given).conflicts).toEqual(['$.items[1].t']);
    expect(ops(sent(given, { '$.items[1].t': theirs }))).toEqual([]);
  });

  test('what both removed or both set is not sent against the grain', () => {
    const given = {
      base,
      mine: [
        { op: 'remove', path: '/n' },
        { op: 'replace', path: '/title', value: 'b' },
      ],
      theirs: { rev: 4, title: 'b', items: base.items },
      ...patch,
    };
    expect(ops(sent(given))).toEqual([{ op: 'replace', path: '/title', value: 'b' }]);
    expect(merged(given).landed).toBe(true);
  });

  test('a test that no longer holds is asked', () => {
    const given = {
      base,
      mine: [
        { op: 'test', path: '/n', value: 1 },
        { op: 'replace', path: '/title', value: 'b' },
      ],
      theirs: { ...base, n: 2 },
      ...patch,
    };
    expect(merged(given).conflicts).toEqual(['$.n']);
    expect(ops(sent(given, { '$.n': theirs }))).toEqual([
      { op: 'test', path: '/n', value: 2 },
      { op: 'replace', path: '/title', value: 'b' },
    ]);
  });

  test('moves go on only while both ends stand', () => {
    const save = [{ op: 'move', from: '/items/0', path: '/items/1' }];
    const shifted = { ...base, items: [{ id: 9, t: 'n' }, ...base.items] };
    expect(ops(sent({ base, mine: save, theirs: shifted, ...patch }))).toEqual([
      { op: 'move', from: '/items/1', path: '/items/2' },
    ]);
    expect(
      merged({
        base,
        mine: save,
        theirs: {
          ...base,
          items: [
            { id: 1, t: 'z' },
            { id: 2, t: 'y' },
          ],
        },
        ...patch,
      }).conflicts,
    ).toHaveLength(1);
  });

  test('in an envelope, and without a base', () => {
    const save = [{ op: 'replace', path: '/title', value: 'b' }];
    expect(
      merged({ base: { data: base }, mine: save, theirs: { data: { ...base, title: 'c' } }, ...patch }).conflicts,
    ).toEqual(['$.title']);
    expect(merged({ mine: save, theirs: base, ...patch }).conflicts).toEqual(['$.title']);
  });

  test('two operations on one place have paths of their own', () => {
    const save = [
      { op: 'replace', path: '/title', value: 'b' },
      { op: 'replace', path: '/title', value: 'c' },
    ];
    const { conflicts } = merged({ base, mine: save, theirs: { ...base, title: 'x' }, ...patch });
    expect(new Set(conflicts).size).toBe(conflicts.length);
  });

  test('both added an element of the same id', () => {
    const given = {
      base,
      mine: [{ op: 'add', path: '/items/-', value: { id: 3, t: 'm' } }],
      theirs: { ...base, items: [...base.items, { id: 3, t: 't' }] },
      ...patch,
    };
    expect(merged(given).conflicts).toHaveLength(1);
  });
});

describe('Merge Patch is replayed as the changes that it is', () => {
  const base = { a: 1, b: { c: 1, d: 1 }, e: 1 };

  test('only what it names is sent; null stays a removal', () => {
    const given = { base, mine: { b: { c: 2 }, e: null }, theirs: { a: 2, b: { c: 1, d: 2 }, e: 1 }, ...mergePatch };
    expect(sent(given)).toBe('{"b":{"c":2},"e":null}');
  });

  test('removed here, changed there', () => {
    const given = { base, mine: { e: null }, theirs: { ...base, e: 2 }, ...mergePatch };
    expect(merged(given).conflicts).toEqual(['$.e']);
    expect(sent(given, { '$.e': mine })).toBe('{"e":null}');
    expect(sent(given, { '$.e': theirs })).toBe('{}');
    expect(sent(given, { '$.e': edit('3') })).toBe('{"e":3}');
  });

  test('a new field, and a place that became something else', () => {
    expect(sent({ base, mine: { n: { x: 1 } }, theirs: { ...base, a: 2 }, ...mergePatch })).toBe('{"n":{"x":1}}');
    expect(merged({ base, mine: { b: { c: 2 } }, theirs: { ...base, b: 'text' }, ...mergePatch }).conflicts).toEqual([
      '$.b',
    ]);
  });
});
