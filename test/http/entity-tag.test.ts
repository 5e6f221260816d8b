import { describe, expect, test } from 'vitest';
import {
  bareTag,
  parseEntityTag,
  parseTagList,
  tagDifference,
  withoutCodingSuffix,
} from '../../src/http/entity-tag.ts';

describe('parseEntityTag', () => {
  test.each([
    ['"v1"', { weak: false, opaque: 'v1' }],
    ['W/"v1"', { weak: true, opaque: 'v1' }],
    ['""', { weak: false, opaque: '' }],
    ['"a,b"', { weak: false, opaque: 'a,b' }],
  ])('%s', (text, tag) => expect(parseEntityTag(text)).toEqual(tag));

  test.each(['v1', '"v1', 'w/"v1"', '"a"b"', '"a","b"', 'null', `"${'x'.repeat(5000)}"`])('%s is malformed', (text) =>
    expect(parseEntityTag(text)).toBeNull(),
  );
});

test('a list keeps its malformed members as null and commas inside quotes', () => {
  expect(parseTagList('"a,b", W/"c", oops')).toEqual([
    { weak: false, opaque: 'a,b' },
    { weak: true, opaque: 'c' },
    null,
  ]);
  expect(parseTagList(' * ')).toBe('*');
});

test.each([
  ['5f-gzip', '5f'],
  ['5f--gzip', '5f'],
  ['5f;gzip', '5f'],
  ['5f-br', '5f'],
  ['5f-df', '5f'],
])('%s without its coding suffix is %s', (tag, bare) => expect(withoutCodingSuffix(tag)?.bare).toBe(bare));

test('a tag that merely contains a coding name keeps it', () => expect(withoutCodingSuffix('gzip-5f')).toBeNull());

test.each([
  ['"v1"', '"v1"', null],
  ['v1', '"v1"', 'quotes'],
  ['\\"v1\\"', '"v1"', 'quotes'],
  ['W/"v1"', '"v1"', 'weakness'],
  ['"v1-gzip"', '"v1"', 'coding-suffix'],
  ['"v1"', '"v2"', null],
  ['""', '"v2"', null],
] as const)('%s against %s: %s', (sent, known, difference) => expect(tagDifference(sent, known)).toBe(difference));

test('a hostile validator is looked at in bounded time', () => {
  expect(bareTag('"'.repeat(1_000_000)).length).toBeLessThanOrEqual(4096);
});
