import { describe, expect, it } from 'vitest';
import { settingsFor } from '../../../src/diagnose/patterns/advice.ts';
import { createClock } from '../../../src/diagnose/patterns/clock.ts';
import { createPatterns, type Patterns } from '../../../src/diagnose/patterns/index.ts';
import { highest } from '../../../src/diagnose/patterns/tally.ts';
import { type Ailment, ailments, ailmentsOf, servers, serversOf } from '../../../src/diagnose/patterns/validators.ts';
import type { HeaderList } from '../../../src/http/header-list.ts';
import type { Exchange } from '../../../src/record/exchange.ts';
import { exchange, type Sketch } from '../cases.ts';

const at = 1_700_000_000_000;
const api = 'https://api.test/api';
const save = (path: string, seconds: number, more: Sketch = {}): Exchange =>
  exchange({
    method: 'PUT',
    url: api + path,
    startedAt: at + seconds * 1000,
    endedAt: at + seconds * 1000 + 20,
    ...more,
  });
const refused = (path: string, seconds: number, more: Sketch = {}): Exchange =>
  save(path, seconds, { status: 409, ...more });
const read = (path: string, seconds: number, received: HeaderList, more: Sketch = {}): Exchange =>
  exchange({ url: api + path, startedAt: at + seconds * 1000, received, ...more });

/** As the store walks them: by resource, the oldest first. */
function patternsOf(exchanges: readonly Exchange[]): Patterns {
  const patterns = createPatterns();
  const order = [...exchanges].sort((a, b) =>
    a.resource === b.resource ? a.startedAt - b.startedAt : a.resource < b.resource ? -1 : 1,
  );
  for (const x of order) patterns.add(x);
  return patterns.result();
}

describe('conflicts in numbers', () => {
  const found = patternsOf([
    ...[1, 2, 3].map((n) => refused(`/articles/${n}`, n)),
    save('/articles/4', 9),
    refused('/orders/8', 5, { status: 412, tabId: 2 }),
    save('/orders/9', 6, { status: 500 }),
    refused('/orders/8', 7, { parent: { id: 'x', role: 'replay-send', note: '' } }),
    read('/articles/1', 1, []),
  ]);

  it('stand by endpoint, most first, with the saves among which they are', () => {
    expect(found.endpoints.map(({ method, path, conflicts, saves }) => [method, path, conflicts, saves])).toEqual([
      ['PUT', '/api/articles/{id}', 3, 4],
      ['PUT', '/api/orders/{id}', 1, 1],
    ]);
    expect([...(found.endpoints[1]?.statuses ?? [])]).toEqual([[412, 1]]);
  });

  it('stand together where words with a number prove to be identifiers, and apart where they are names', () => {
    const { endpoints } = patternsOf([
      ...[1, 2, 3, 4].map((n) => refused(`/orders/order-${n}`, n, n === 1 ? { status: 412 } : {})),
      ...[409, 412].map((n) => refused(`/strict-${n}/notes/a`, n)),
    ]);
    expect(endpoints.map(({ path, conflicts }) => [path, conflicts])).toEqual([
      ['/api/orders/order-{id}', 4],
      ['/api/strict-409/notes/a', 1],
      ['/api/strict-412/notes/a', 1],
    ]);
    expect([...(endpoints[0]?.statuses ?? [])].sort()).toEqual([
      [409, 3],
      [412, 1],
    ]);
  });

  it('stand by tab; what Resave sent itself counts nowhere', () => {
    expect(found.tabs).toEqual([
      { tabId: 1, conflicts: 3, saves: 4 },
      { tabId: 2, conflicts: 1, saves: 1 },
    ]);
    expect(found).toMatchObject({ exchanges: 8, conflicts: 4, saves: 5 });
  });
});

describe('conflicts over time', () => {
  it('keep to a bounded number of steps and lose none, in any order', () => {
    const clock = createClock(10);
    const moments = Array.from({ length: 2_000 }, (_, i) => at + ((i * 7919) % 2_000) * 60_000);
    for (const moment of moments) clock.add(moment);
    const { counts, step, from } = clock.hours();
    expect(counts.length).toBeLessThanOrEqual(11);
    expect(counts.reduce((a, b) => a + b, 0)).toBe(2_000);
    expect(from).toBeLessThanOrEqual(at);
    expect(from + step * counts.length).toBeGreaterThan(at + 1_999 * 60_000);
  });

  it('show nothing for nothing, one for one, and are not stopped by a year', () => {
    expect(createClock().hours().counts).toEqual([]);
    const clock = createClock();
    clock.add(at);
    expect(clock.hours()).toMatchObject({ step: 60_000, counts: [1] });
    clock.add(at + 400 * 86_400_000);
    clock.add(Number.NaN);
    expect(clock.hours().counts.reduce((a, b) => a + b, 0)).toBe(2);
  });
});

describe('resources that conflict again and again', () => {
  it('are told with their span, and whether they were saved since', () => {
    const found = patternsOf([
      refused('/a', 1),
      refused('/a', 61),
      save('/a', 90),
      refused('/b', 1),
      refused('/b', 3),
      refused('/b', 9),
      refused('/c', 1),
    ]);
    expect(found.repeated.map(({ url, conflicts, settled }) => [url, conflicts, settled])).toEqual([
      [`${api}/b`, 3, false],
      [`${api}/a`, 2, true],
    ]);
    expect(found.repeated[1]).toMatchObject({ firstConflict: at + 1000, lastConflict: at + 61_000 });
  });
});

describe('saves that overlap', () => {
  const ends = (seconds: number) => ({ endedAt: at + seconds * 1000 });

  it('are those that begin before another of the same resource was answered', () => {
    const found = patternsOf([
      save('/a', 1, ends(5)),
      save('/a', 3, { ...ends(4), tabId: 2 }),
      save('/a', 6, ends(7)),
      save('/b', 1, ends(2)),
      save('/b', 2, ends(3)),
    ]);
    expect(found.overlapping.map(({ url, overlaps }) => [url, overlaps])).toEqual([[`${api}/a`, 1]]);
    expect(found.overlapping[0]?.overlap).toMatchObject({ first: { tabId: 1 }, second: { tabId: 2 } });
  });

  it('are not guessed where an end was not seen', () => {
    expect(patternsOf([save('/a', 1, { endedAt: null }), save('/a', 3)]).overlapping).toEqual([]);
  });
});

describe('the health of validators', () => {
  const cors: HeaderList = [['Access-Control-Allow-Origin', 'https://app.test']];
  const own = { initiator: 'https://api.test' };
  const cases: readonly (readonly [string, Exchange, readonly Ailment[]])[] = [
    ['a strong tag', read('/a', 1, [['ETag', '"1"']], own), []],
    ['none', read('/a', 1, [], own), ['missing']],
    ['a date only', read('/a', 1, [['Last-Modified', 'Sun, 22 Nov 2026 10:00:00 GMT']], own), []],
    ['a weak tag', read('/a', 1, [['ETag', 'W/"1"']], own), ['weak']],
    [
      'a suffix with a coding',
      read(
        '/a',
        1,
        [
          ['ETag', '"1-gzip"'],
          ['Content-Encoding', 'gzip'],
        ],
        own,
      ),
      ['suffix'],
    ],
    ['a tag that only ends so', read('/a', 1, [['ETag', '"x-gzip"']], own), []],
    ['no quotes', read('/a', 1, [['ETag', 'abc']], own), ['malformed']],
    ['hidden from another origin', read('/a', 1, [...cors, ['ETag', '"1"']]), ['not-exposed']],
    ['exposed', read('/a', 1, [...cors, ['Access-Control-Expose-Headers', 'ETag'], ['ETag', '"1"']]), []],
    ['exposed by a star', read('/a', 1, [...cors, ['Access-Control-Expose-Headers', '*'], ['ETag', '"1"']]), []],
    [
      'a star with credentials',
      read('/a', 1, [
        ...cors,
        ['Access-Control-Allow-Credentials', 'true'],
        ['Access-Control-Expose-Headers', '*'],
        ['ETag', '"1"'],
      ]),
      ['not-exposed'],
    ],
    ['an answer of an error', read('/a', 1, [], { status: 404, ...own }), []],
    ['a picture', read('/a', 1, [], { resourceType: 'image', ...own }), []],
    ['a service worker’s own', read('/a', 1, [], { servedBy: 'service-worker', ...own }), []],
    [
      'fields that were not seen on the wire',
      { ...read('/a', 1, []), headers: { set: null, sent: null, received: null, seen: [] } },
      [],
    ],
  ];
  it.each(cases)('%s', (_, x, wanted) => expect(ailmentsOf(x)).toEqual(wanted));

  const flapping = (tags: readonly string[], more: readonly Exchange[] = []) =>
    patternsOf([...tags.map((tag, i) => read('/f', i, [['ETag', tag]], own)), ...more]).health.map(
      ({ ailment }) => ailment,
    );

  it('a tag flaps when it comes back twice though nobody saved', () => {
    expect(flapping(['"a"', '"b"', '"a"', '"b"'])).toEqual(['flapping']);
    expect(flapping(['"a"', '"b"', '"c"', '"d"'])).toEqual([]);
    expect(flapping(['"a"', '"b"', '"a"'])).toEqual([]);
  });

  it('two forms of one resource do not flap', () => {
    const form = (type: string, i: number) =>
      read(
        '/f',
        i,
        [
          ['ETag', `"${type}"`],
          ['Content-Type', type],
        ],
        own,
      );
    const turns = ['text/html', 'text/json', 'text/html', 'text/json', 'text/html'].map(form);
    expect(patternsOf(turns).health).toEqual([]);
  });

  it('a tag does not flap for a save in between, nor for a coding, nor for a copy from the cache', () => {
    expect(flapping(['"a"', '"b"', '"a"', '"b"'], [save('/f', 1.5), save('/f', 2.5)])).toEqual([]);
    expect(flapping(['"a"', '"a-gzip"', '"a"', '"a-gzip"', 'W/"a"', '"a"'])).not.toContain('flapping');
    const cached = { servedBy: 'http-cache' } as const;
    expect(
      flapping(
        ['"b"', '"b"'],
        [0.5, 1.5, 2.5].map((s) => read('/f', s, [['ETag', '"a"']], { ...own, ...cached })),
      ),
    ).toEqual([]);
  });

  it('is told by origin, with what is also saved first, and with the settings of the servers that were seen', () => {
    const found = patternsOf([
      read('/a', 1, [['Server', 'nginx/1.27']], own),
      read('/b', 1, [['Server', 'nginx/1.27']], own),
      save('/b', 2),
      read(
        '/c',
        1,
        [
          ['ETag', 'W/"1"'],
          ['X-Powered-By', 'Express'],
        ],
        own,
      ),
    ]);
    expect(found.health.map(({ ailment, resources, saved }) => [ailment, resources, saved])).toEqual([
      ['missing', 2, 1],
      ['weak', 1, 0],
    ]);
    const [missing, weak] = found.health;
    expect(settingsFor('missing', [...(missing?.servers ?? [])])[0]).toMatch(/^nginx: /);
    expect(settingsFor('weak', [...(weak?.servers ?? [])])[0]).toMatch(/^Express: /);
  });

  it('has advice for every ailment, whatever the server', () => {
    for (const ailment of ailments) {
      expect(settingsFor(ailment, [])).toHaveLength(1);
      for (const name of servers) expect(settingsFor(ailment, [name]).join('')).not.toBe('');
    }
    expect(
      serversOf(
        read('/a', 1, [
          ['Server', 'Microsoft-IIS/10.0'],
          ['X-Powered-By', 'Express'],
        ]),
      ),
    ).toEqual(['express', 'iis']);
  });
});

describe('memory', () => {
  it('stays bounded: what finds no place is counted, and told', () => {
    const patterns = createPatterns();
    for (let i = 0; i < 5_000; i++)
      patterns.add(
        refused(`/${String.fromCharCode(97 + (i % 26))}${'x'.repeat(i % 190)}/word-${'y'.repeat(i % 83)}`, i),
      );
    const found = patterns.result();
    expect(found.conflicts).toBe(5_000);
    expect(found.endpoints.length).toBe(50);
    expect(found.beyond).toBeGreaterThan(0);
  });

  it('keeps the highest', () => {
    const numbers = Array.from({ length: 1_000 }, (_, i) => (i * 7919) % 1_000);
    expect(highest(numbers, (n) => n, 3)).toEqual([999, 998, 997]);
  });
});
