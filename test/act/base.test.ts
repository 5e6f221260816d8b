import { expect, test } from 'vitest';
import { baseCandidates, namedValidators, onlyVersionRead } from '../../src/act/replay/base.ts';
import type { Exchange } from '../../src/record/exchange.ts';
import { createBench } from './bench.ts';

const kept = (data: string) =>
  ({ state: 'kept', encoding: 'text', data, length: data.length, truncated: false, redacted: false }) as const;
const read = (id: string, at: number, etag: string, more: Partial<Exchange> = {}): Partial<Exchange> => ({
  id,
  startedAt: at,
  endedAt: at + 1,
  headers: { set: null, sent: null, received: [['ETag', etag]], seen: null },
  responseBody: kept(etag),
  ...more,
});

function file(reads: readonly Partial<Exchange>[], ifMatch: string | null) {
  const bench = createBench();
  for (const one of reads) bench.add(one);
  const refusal = bench.add({
    id: 'save',
    method: 'PUT',
    status: 409,
    startedAt: 100,
    headers: { set: null, sent: ifMatch === null ? [] : [['If-Match', ifMatch]], received: null, seen: null },
  });
  return { refusal, history: bench.history, neighbours: [], recordingSince: 0 };
}
const own = { parent: { id: 'x', role: 'probe', note: '' } } as const;

test('the read whose tag the save named comes first, then the page’s newest, then Resave’s', () => {
  const reads = [read('a', 10, '"1"'), read('b', 20, '"2"'), read('probe', 30, '"3"', own), read('later', 200, '"1"')];
  expect(baseCandidates(file(reads, '"1"')).map(({ id }) => id)).toEqual(['a', 'b', 'probe']);
  expect(baseCandidates(file(reads, null)).map(({ id }) => id)).toEqual(['b', 'a', 'probe']);
});

test('a 304 counts where it shows the copy that the page got, and not where it has no body', () => {
  const reads = [
    read('revalidated', 10, '"1"', { status: 304 }),
    read('by-the-page', 20, '"1"', { status: 304, responseBody: { state: 'none' } }),
  ];
  expect(baseCandidates(file(reads, null)).map(({ id }) => id)).toEqual(['revalidated']);
});

test('a read that was not over, was cut, failed or was partial is none', () => {
  const reads = [
    read('slow', 90, '"1"', { endedAt: 150 }),
    read('cut', 10, '"1"', { responseBody: { ...kept('x'), truncated: true } }),
    read('failed', 11, '"1"', { status: 500 }),
    read('part', 12, '"1"', { status: 206 }),
    read('evicted', 13, '"1"', { responseBody: { state: 'not-kept', why: 'evicted', length: 4 } }),
  ];
  expect(baseCandidates(file(reads, '"1"'))).toEqual([]);
});

test('without a token the last read is the base only where the tab saw no other version', () => {
  const same = file([read('a', 10, '"1"'), read('b', 20, '"1"')], null);
  expect(onlyVersionRead(same, baseCandidates(same))?.id).toBe('b');
  // The page may still have worked on the older one: taking the newer for its base would undo what lies between.
  const two = file([read('a', 10, '"1"'), read('b', 20, '"2"')], null);
  expect(onlyVersionRead(two, baseCandidates(two))).toBeNull();
  const others = file([read('a', 10, '"1"', { tabId: 9 }), read('b', 20, '"1"', own)], null);
  expect(onlyVersionRead(others, baseCandidates(others))).toBeNull();
});

test('the validators of a save: every tag of a list, and a date', () => {
  const { refusal } = file([], '"a", W/"b"');
  expect([...namedValidators(refusal)]).toEqual(expect.arrayContaining(['"a"', 'W/"b"']));
  expect(namedValidators(file([], '*').refusal).has('"a"')).toBe(false);
});
