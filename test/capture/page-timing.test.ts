import { describe, expect, it, vi } from 'vitest';
import { parseTiming, servedByTiming, timingSource, withServedBy } from '../../src/capture/page-timing.ts';
import type { Sighting } from '../../src/capture/sighting.ts';
import { withPageTiming } from '../../src/shells/ask-timing.ts';

const entry = (startedAt: number, transferSize: number, encodedBodySize: number) => ({
  startedAt,
  transferSize,
  encodedBodySize,
});
const read: Sighting = {
  source: 'devtools-network',
  key: '1',
  state: 'done',
  method: 'GET',
  url: 'https://app.example/notes/1',
  startedAt: 1_000,
  tabId: 1,
  headers: { sent: [['Accept', '*/*']], received: [['ETag', '"v3"']] },
  status: 200,
  servedBy: 'network',
};

describe('who answered, by the page’s timing', () => {
  it.each([
    ['the network', [entry(990, 539, 239)], 'network'],
    ['the network, a body of no length', [entry(990, 310, 0)], 'network'],
    ['the cache', [entry(990, 0, 239)], 'http-cache'],
    ['the cache, confirmed', [entry(990, 300, 239)], 'revalidated'],
    ['another origin, or a service worker', [entry(990, 0, 0)], 'unknown'],
    ['no entry', [], 'unknown'],
    ['an entry of another time', [entry(2_000, 0, 239)], 'unknown'],
    ['two that fit and disagree', [entry(990, 0, 239), entry(1_010, 539, 239)], 'unknown'],
    ['two that fit and agree', [entry(990, 0, 239), entry(1_010, 0, 239)], 'http-cache'],
  ] as const)('%s', (_, entries, servedBy) => {
    expect(servedByTiming(entries, 1_000)).toBe(servedBy);
  });

  it('nothing of a cached answer went over the wire', () => {
    expect(withServedBy(read, 'http-cache')).toMatchObject({
      servedBy: 'http-cache',
      headers: { set: [['Accept', '*/*']], seen: [['ETag', '"v3"']] },
    });
    expect(withServedBy(read, 'http-cache').headers).not.toHaveProperty('received');
    expect(withServedBy(read, 'unknown').headers).toEqual(read.headers);
  });

  it('reads what the page says as the page’s word', () => {
    expect(parseTiming('[{"startedAt":1,"transferSize":0,"encodedBodySize":2},{"startedAt":"x"},null]')).toEqual([
      entry(1, 0, 2),
    ]);
    expect(parseTiming('[{"startedAt":1,"transferSize":0,"encodedBodySize":2,"requestStart":3}]')).toEqual([
      entry(1, 0, 2),
    ]);
    for (const answer of ['{', '{}', null, 7, undefined]) expect(parseTiming(answer)).toEqual([]);
  });

  it('nothing is told of another origin that does not allow it, though the size of the body is there (Firefox 153)', () => {
    const told = parseTiming('[{"startedAt":990,"transferSize":0,"encodedBodySize":239,"requestStart":0}]');
    expect(servedByTiming(told, 1_000)).toBe('unknown');
  });

  it('an address stands in the expression as a string, whatever it holds', () => {
    expect(timingSource('https://x.example/"+alert(1)+"')).toContain(JSON.stringify('https://x.example/"+alert(1)+"'));
  });
});

describe('asking the page', () => {
  it('asks for reads alone, and passes all on', async () => {
    const delivered: Sighting[] = [];
    const evaluate = vi.fn(async () => JSON.stringify([entry(1_000, 0, 5)]));
    const deliver = withPageTiming((sighting) => delivered.push(sighting), evaluate);
    deliver({ ...read, method: 'PUT' });
    deliver(read);
    await vi.waitFor(() => expect(delivered).toHaveLength(2));
    expect(evaluate).toHaveBeenCalledTimes(1);
    expect(delivered.map(({ servedBy }) => servedBy)).toEqual(['network', 'http-cache']);
  });

  it('a page that does not answer leaves it unknown', async () => {
    const delivered: Sighting[] = [];
    withPageTiming(
      (sighting) => delivered.push(sighting),
      async () => Promise.reject(new Error('timeout')),
    )(read);
    await vi.waitFor(() => expect(delivered).toMatchObject([{ servedBy: 'unknown' }]));
  });
});

describe('two reads of one address soon after each other', () => {
  const network = { startedAt: 1_000, transferSize: 900, encodedBodySize: 600 };
  const cached = { startedAt: 1_080, transferSize: 0, encodedBodySize: 600 };

  it('are told apart by their starts', () => {
    expect(servedByTiming([network, cached], 1_003)).toBe('network');
    expect(servedByTiming([network, cached], 1_085)).toBe('http-cache');
  });

  it('stay unknown where a start lies between them', () => {
    expect(servedByTiming([network, cached], 1_035)).toBe('unknown');
  });
});
