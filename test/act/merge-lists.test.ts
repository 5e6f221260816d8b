import { describe, expect, test } from 'vitest';
import { edit, merged, mine, rows, sent, theirs } from './merge-helpers.ts';

const list = (items: unknown): { list: unknown } => ({ list: items });
const three = (base: unknown, my: unknown, their: unknown) => ({
  base: list(base),
  mine: list(my),
  theirs: list(their),
});
const lists = (body: string): unknown => JSON.parse(body).list;

describe('lists', () => {
  test('elements with an id are merged with their namesakes', () => {
    const given = three(
      [
        { id: 1, t: 'a', n: 1 },
        { id: 2, t: 'b', n: 1 },
        { id: 3, t: 'c', n: 1 },
      ],
      [
        { id: 1, t: 'A', n: 1 },
        { id: 3, t: 'c', n: 1 },
        { id: 4, t: 'm', n: 1 },
      ],
      [
        { id: 0, t: 't', n: 1 },
        { id: 1, t: 'a', n: 2 },
        { id: 2, t: 'b', n: 1 },
        { id: 3, t: 'C', n: 1 },
      ],
    );
    expect(lists(sent(given))).toEqual([
      { id: 0, t: 't', n: 1 },
      { id: 1, t: 'A', n: 2 },
      { id: 3, t: 'C', n: 1 },
      { id: 4, t: 'm', n: 1 },
    ]);
  });

  test('conflicts within elements are named by the place in the base', () => {
    const given = three(
      [
        { id: 1, t: 'a' },
        { id: 2, t: 'b' },
      ],
      [{ id: 2, t: 'M' }],
      [
        { id: 9, t: 'x' },
        { id: 1, t: 'a' },
        { id: 2, t: 'T' },
      ],
    );
    expect(merged(given).conflicts).toEqual(['$.list[1].t']);
    expect(lists(sent(given, { '$.list[1].t': theirs }))).toEqual([
      { id: 9, t: 'x' },
      { id: 2, t: 'T' },
    ]);
  });

  test('removed here, edited there', () => {
    const given = three(
      [
        { id: 1, t: 'a' },
        { id: 2, t: 'b' },
      ],
      [{ id: 1, t: 'a' }],
      [
        { id: 1, t: 'a' },
        { id: 2, t: 'B' },
      ],
    );
    expect(merged(given).conflicts).toEqual(['$.list[1]']);
    expect(lists(sent(given, { '$.list[1]': mine }))).toEqual([{ id: 1, t: 'a' }]);
    expect(lists(sent(given, { '$.list[1]': theirs }))).toEqual([
      { id: 1, t: 'a' },
      { id: 2, t: 'B' },
    ]);
  });

  test('both added the same id', () => {
    const given = three([], [{ id: 'x', t: 'm', same: 1 }], [{ id: 'x', t: 't', same: 1 }]);
    expect(merged(given).conflicts).toEqual(['$.list[id="x"].t']);
  });

  test('new elements of mine need no id yet', () => {
    const given = three(
      [{ id: 1, t: 'a' }],
      [{ id: 1, t: 'a' }, { t: 'new' }, { id: null, t: 'newer' }],
      [
        { id: 1, t: 'A' },
        { id: 2, t: 'b' },
      ],
    );
    expect(lists(sent(given))).toEqual([{ id: 1, t: 'A' }, { id: 2, t: 'b' }, { t: 'new' }, { id: null, t: 'newer' }]);
  });

  test('an identity that no list names is learnt', () => {
    const row = (kürzel: string, n: number, m: number) => ({ kürzel, n, m });
    const given = three(
      [row('k1', 1, 5), row('k2', 2, 5)],
      [row('k2', 9, 5), row('k1', 1, 5)],
      [row('k1', 1, 7), row('k2', 2, 7)],
    );
    expect(lists(sent(given))).toEqual([row('k2', 9, 7), row('k1', 1, 7)]);
  });

  test('1 and "1" are two ids', () => {
    const given = three(
      [
        { id: 1, t: 'a' },
        { id: '1', t: 'b' },
      ],
      [
        { id: 1, t: 'M' },
        { id: '1', t: 'b' },
      ],
      [
        { id: 1, t: 'a' },
        { id: '1', t: 'T' },
      ],
    );
    expect(lists(sent(given))).toEqual([
      { id: 1, t: 'M' },
      { id: '1', t: 'T' },
    ]);
  });

  test('the one who moved elements decides the order; both in different ways is asked', () => {
    const of = (...ids: number[]) => ids.map((id) => ({ id }));
    expect(lists(sent(three(of(1, 2, 3), of(3, 1, 2), of(1, 2, 3, 4))))).toEqual(of(3, 4, 1, 2));
    const both = three(of(1, 2, 3), of(3, 1, 2), of(2, 1, 3));
    expect(merged(both).conflicts).toEqual(['$.list']);
    expect(lists(sent(both, { '$.list': theirs }))).toEqual(of(2, 1, 3));
    expect(lists(sent(both, { '$.list': edit('[1,3,2]') }))).toEqual(of(1, 3, 2));
    expect(merged(both).compose({ '$.list': edit('[1,3]') }).ok).toBe(false);
  });

  test('tags: additions and removals of both', () => {
    const given = three(['a', 'b', 'c'], ['a', 'c', 'm'], ['t', 'a', 'b']);
    expect(lists(sent(given))).toEqual(['t', 'a', 'm']);
    expect(rows(given)).toEqual(['$.list both']);
  });

  test('tags: the same one replaced twice is asked', () => {
    const given = three(['draft', 'x'], ['final', 'x'], ['public', 'x']);
    expect(merged(given).conflicts).toEqual(['$.list[0]']);
    expect(lists(sent(given, { '$.list[0]': theirs }))).toEqual(['public', 'x']);
    const more = three(['draft', 'x'], ['final', 'new', 'x'], ['public', 'x']);
    expect(merged(more).conflicts).toEqual(['$.list[0:1]']);
    expect(lists(sent(more, { '$.list[0:1]': edit('["final","public"]') }))).toEqual(['final', 'public', 'x']);
    expect(merged(more).compose({ '$.list[0:1]': edit('"final"') }).ok).toBe(false);
  });

  test('coordinates are no set', () => {
    const given = three([1.5, 2.5], [3.5, 2.5], [4.5, 2.5]);
    expect(merged(given).conflicts).toEqual(['$.list[0]']);
  });

  test('elements without names: by the longest common subsequence', () => {
    const given = three([[1], [2], [3], [4]], [[1], [9], [2], [3], [4]], [[1], [2], [3], [4], [8]]);
    expect(lists(sent(given))).toEqual([[1], [9], [2], [3], [4], [8]]);
    const inPlace = three(
      [
        { x: 1, y: 1 },
        { x: 1, y: 1 },
      ],
      [
        { x: 2, y: 1 },
        { x: 1, y: 1 },
      ],
      [
        { x: 1, y: 3 },
        { x: 1, y: 1 },
      ],
    );
    expect(lists(sent(inPlace))).toEqual([
      { x: 2, y: 3 },
      { x: 1, y: 1 },
    ]);
  });

  test('without a base, elements with ids are compared one by one', () => {
    const given = {
      mine: list([
        { id: 1, t: 'm' },
        { id: 2, t: 'b' },
      ]),
      theirs: list([
        { id: 1, t: 't' },
        { id: 2, t: 'b' },
      ]),
      method: 'PUT',
    };
    expect(merged(given).conflicts).toEqual(['$.list[id=1].t']);
  });

  test('a list read out of an envelope', () => {
    const given = {
      base: { flows: [{ id: 'a', x: 1 }], rev: 'r' },
      mine: [{ id: 'a', x: 2 }],
      theirs: {
        flows: [
          { id: 'a', x: 1 },
          { id: 'b', x: 1 },
        ],
        rev: 's',
      },
      method: 'POST',
    };
    expect(JSON.parse(sent(given))).toEqual([
      { id: 'a', x: 2 },
      { id: 'b', x: 1 },
    ]);
  });
});
