import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { crawlerName } from '../../../src/capture/access-log/crawler.ts';
import type { LogLine } from '../../../src/capture/access-log/log-line.ts';
import { createLogPatterns } from '../../../src/capture/access-log/log-patterns.ts';
import { createTally } from '../../../src/capture/access-log/tally.ts';
import { createTimeBars } from '../../../src/capture/access-log/time-bars.ts';

const start = Date.UTC(2026, 10, 22, 10);
const line = (more: Partial<LogLine>): LogLine => ({
  status: 409,
  method: 'PUT',
  path: '/api/articles/7',
  at: start,
  client: '203.0.113.9',
  agent: 'curl/8',
  host: null,
  ...more,
});

function patternsOf(lines: readonly LogLine[]) {
  const patterns = createLogPatterns();
  for (const each of lines) patterns.add(each);
  return patterns.patterns();
}

describe('patterns of a log', () => {
  test('by endpoint and resource', () => {
    const found = patternsOf([
      line({}),
      line({ path: '/api/articles/8', status: 412 }),
      line({}),
      line({ path: '/other', method: 'POST' }),
    ]);
    expect(found.refused).toBe(4);
    expect(found.byStatus).toEqual({ 409: 3, 412: 1, 423: 0, 428: 0 });
    expect(found.endpoints.map(({ method, template, count }) => [method, template, count])).toEqual([
      ['PUT', '/api/articles/{id}', 3],
      ['POST', '/other', 1],
    ]);
    expect(found.endpoints[0]?.paths).toEqual(['/api/articles/7', '/api/articles/8']);
    expect(found.resources.map(({ path, count }) => [path, count])).toEqual([['/api/articles/7', 2]]);
    expect(found.isApproximate).toBe(false);
  });

  test('words with a number are one endpoint from the fourth number on, fixed ones stay', () => {
    const found = patternsOf([
      ...[1, 2, 3, 4, 5].map((n) => line({ path: `/orders/order-${n}`, status: n === 1 ? 412 : 409, host: 'a.test' })),
      line({ path: '/strict-409/notes' }),
    ]);
    expect(found.endpoints.map(({ template, count, byStatus }) => [template, count, byStatus[412]])).toEqual([
      ['a.test/orders/order-{id}', 5, 1],
      ['/strict-409/notes', 1, 0],
    ]);
    expect(found.endpoints[0]?.paths).toHaveLength(3);
  });

  test('one client that tries again and again', () => {
    const found = patternsOf([0, 10, 25, 40].map((seconds) => line({ at: start + seconds * 1_000 })));
    expect(found.repeats).toMatchObject([
      { path: '/api/articles/7', count: 4, from: start, to: start + 40_000, clients: ['203.0.113.9'] },
    ]);
    expect(found.overlaps).toEqual([]);
  });

  test('two clients at one resource overlap, at two resources they do not', () => {
    const two = [line({}), line({ at: start + 20_000, client: '203.0.113.10' })];
    expect(patternsOf(two).overlaps).toMatchObject([{ count: 2, clients: ['203.0.113.9', '203.0.113.10'] }]);
    expect(patternsOf(two).repeats).toEqual([]);
    expect(patternsOf(two.map((each, n) => ({ ...each, path: `/api/articles/${n}` }))).overlaps).toEqual([]);
    expect(patternsOf(two.map((each, n) => ({ ...each, at: start + n * 61_000 }))).overlaps).toEqual([]);
  });

  test('a burst is of an endpoint, whatever its resources', () => {
    const many = Array.from({ length: 30 }, (_, n) => line({ path: `/api/articles/${n}`, at: start + n * 500 }));
    expect(patternsOf(many).bursts).toMatchObject([
      { path: '/api/articles/{id}', count: 30, from: start, to: start + 14_500 },
    ]);
    expect(patternsOf(many.map((each, n) => ({ ...each, at: start + n * 11_000 }))).bursts).toEqual([]);
  });

  test('crawlers that meet a refusal on a read, and no people', () => {
    const agent = 'Mozilla/5.0 (compatible; Examplebot/2.1; +https://bot.test)';
    const found = patternsOf([
      line({ method: 'GET', path: '/pages/1', agent }),
      line({ method: 'PUT', agent }),
      line({ method: 'GET', path: '/pages/2' }),
    ]);
    expect(found.crawlers).toMatchObject([{ name: 'Examplebot', template: '/pages/{id}', count: 1 }]);
    expect(crawlerName('Mozilla/5.0 (Linux; Android 9; CUBOT NOTE)')).toBeNull();
    expect(crawlerName('Mozilla/5.0 AppleWebKit/537.36 (compatible; bingbot/2.0)')).toBe('bingbot');
  });

  test('a log without times has no runs and no bars', () => {
    expect(patternsOf([line({ at: null }), line({ at: null }), line({ at: null })])).toMatchObject({
      from: null,
      times: null,
      repeats: [],
      bursts: [],
    });
  });

  test('memory does not grow with the log, and what comes often stays', () => {
    const patterns = createLogPatterns();
    for (let n = 0; n < 60_000; n++) {
      patterns.add(
        line({
          path: `/words-${String.fromCharCode(97 + (n % 26))}${n.toString(26).replace(/\d/g, 'z')}/x`,
          client: `10.${n >> 16}.${(n >> 8) & 255}.${n & 255}`,
          at: start + n * 1_000,
        }),
      );
      if (n % 20 === 0) patterns.add(line({ at: start + n * 1_000 }));
    }
    const found = patterns.patterns();
    expect(found.isApproximate).toBe(true);
    expect(found.resources[0]?.path).toBe('/api/articles/7');
    expect(found.endpoints[0]?.count).toBe(3_000);
    expect(found.endpoints.length).toBeLessThanOrEqual(100);
    expect(JSON.stringify(found).length).toBeLessThan(300_000);
  });
});

test('a tally keeps count of what it lets go', () => {
  fc.assert(
    fc.property(fc.array(fc.nat(30), { maxLength: 400 }), fc.integer({ min: 2, max: 12 }), (keys, most) => {
      const tally = createTally(most);
      for (const key of keys) tally.add(String(key), () => ({}));
      expect(tally.size).toBeLessThanOrEqual(most);
      expect(tally.top(1_000).reduce((sum, { count }) => sum + count, tally.others)).toBe(keys.length);
    }),
  );
});

test('bars hold every moment, whatever their order, and are never too many', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 4e12 }), { minLength: 1, maxLength: 50 }), (moments) => {
      const times = createTimeBars(60);
      for (const at of moments) times.add(at);
      const bars = times.bars();
      if (bars === null) throw new Error('no bars');
      expect(bars.counts.length).toBeLessThanOrEqual(60);
      expect(bars.counts.reduce((sum, count) => sum + count, 0)).toBe(moments.length);
      for (const at of moments) expect(bars.counts[Math.floor((at - bars.from) / bars.width)]).toBeGreaterThan(0);
    }),
  );
});
