import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Sighting } from '../../src/capture/sighting.ts';
import { fold } from '../../src/record/fold.ts';
import { type Entry, joinPart } from '../../src/record/join.ts';
import type { Part } from '../../src/record/part.ts';
import { part } from './part-of.ts';

/** Joins parts one after the other as the recorder does. */
function joinAll(parts: readonly Part[]): Entry[] {
  const entries = new Map<string, Entry>();
  let count = 0;
  for (const next of parts)
    for (const entry of joinPart([...entries.values()], next, () => `x${++count}`)) entries.set(entry.id, entry);
  return [...entries.values()];
}

/** What an exchange is, without the id, which depends on the order of arrival. */
const contents = (entries: readonly Entry[]) =>
  entries.map((entry) => JSON.stringify({ ...fold(entry), id: '' })).sort();

const har = (over: Partial<Sighting> = {}) => part({ source: 'devtools-network', key: 'h/1', ...over });

describe('joining', () => {
  it('makes one exchange of what webRequest and DevTools saw', () => {
    const [entry, ...others] = joinAll([part(), har({ startedAt: 998.6 })]);
    expect(others).toEqual([]);
    expect(entry && fold(entry).sources).toEqual(['web-request', 'devtools-network']);
  });

  it.each<[string, Partial<Sighting>]>([
    ['method', { method: 'PATCH' }],
    ['URL', { url: 'https://app.example/api/notes/2' }],
    ['tab', { tabId: 8 }],
    ['status', { status: 200 }],
    ['time', { startedAt: 1_400 }],
    ['ETag received', { headers: { received: [['etag', '"b"']] } }],
    ['If-Match sent', { headers: { sent: [['if-match', '"b"']] } }],
    ['JSON body', { requestBody: { state: 'text', text: '{"a":2}' } }],
  ])('keeps apart what differs in %s', (_what, over) => {
    const web = part({
      headers: { sent: [['If-Match', '"a"']], received: [['ETag', '"a"']] },
      requestBody: { state: 'text', text: '{"a":1}' },
    });
    expect(joinAll([web, har(over)])).toHaveLength(2);
  });

  it('takes a 304 of one source and a 200 of the other for the browser’s own revalidation', () => {
    const web = part({ method: 'GET', status: 200, servedBy: 'http-cache' });
    const [entry] = joinAll([har({ method: 'GET', status: 304, servedBy: 'revalidated' }), web]);
    expect(entry && fold(entry)).toMatchObject({ status: 200, servedBy: 'revalidated' });
  });

  it('names the tabs that share a worker only where no tab asked', () => {
    const [own] = joinAll([part({ tabId: -1, sharers: [3, 7] })]);
    expect(own && fold(own)).toMatchObject({ tabId: -1, sharers: [3, 7] });
    const passed = joinAll([har({ startedAt: 900, endedAt: 1_100 }), part({ tabId: -1, sharers: [3, 7] })]);
    expect(passed.map(fold)).toMatchObject([{ tabId: 7 }]);
    expect(passed.map(fold)[0]).not.toHaveProperty('sharers');
  });

  it('joins a service worker’s request, which has no tab, to the page’s', () => {
    const page = har({ startedAt: 900, endedAt: 1_100 });
    const [entry, ...others] = joinAll([page, part({ tabId: -1, startedAt: 1_000 })]);
    expect(others).toEqual([]);
    expect(entry && fold(entry).tabId).toBe(7);
  });

  it('gives the exchange of Resave’s own request its parent', () => {
    const parent = { id: 'refusal', role: 'probe', note: '' } as const;
    const act = part({ source: 'page-act', key: 'run/1', startedAt: 995, endedAt: 1_060, parent });
    for (const order of [
      [act, part(), har()],
      [part(), har(), act],
      [har(), act, part()],
    ]) {
      const entries = joinAll(order);
      expect(entries).toHaveLength(1);
      expect(entries[0] && fold(entries[0]).parent).toEqual(parent);
    }
  });

  it('separates a neighbour again when the end shows that it was another request', () => {
    const open = { state: 'open' as const, status: undefined, endedAt: undefined };
    const { status: _s, endedAt: _e, ...begun } = { ...part(), ...open };
    const entries = joinAll([begun, har({ status: 200 }), part({ status: 409 })]);
    expect(entries.map((entry) => fold(entry).status).sort()).toEqual([200, 409]);
  });

  it('joins what comes after the worker’s end by key, and marks a beginning that nobody saw', () => {
    const end = { late: true as const, startedAt: 5_000, endedAt: 5_001 };
    const { status: _s, endedAt: _e, ...begun } = part({ state: 'open' });
    const [whole, ...others] = joinAll([part(end), begun]);
    expect(others).toEqual([]);
    expect(whole && fold(whole)).toMatchObject({
      startedAt: 1_000,
      endedAt: 5_001,
      missed: ['request-headers', 'response-headers'],
    });
    const [late] = joinAll([part(end)]);
    expect(late && fold(late).missed).toContain('beginning');
  });

  it('is the same in whatever order the sightings arrive: no doubles, nothing lost', () => {
    // Requests of one URL, several milliseconds apart, each seen by both sources with their usual differences.
    const requests = fc.array(
      fc.record({
        gap: fc.integer({ min: 0, max: 400 }),
        lag: fc.double({ min: 0.4, max: 1.8, noNaN: true }),
        took: fc.integer({ min: 1, max: 300 }),
        status: fc.constantFrom(200, 409),
        opened: fc.boolean(),
        both: fc.boolean(),
      }),
      { minLength: 1, maxLength: 12 },
    );
    fc.assert(
      fc.property(requests, fc.infiniteStream(fc.nat()), (list, order) => {
        let at = 10_000;
        const parts = list.flatMap(({ gap, lag, took, status, opened }, n) => {
          at += gap + 4 + n * 0.001;
          const key = `s/${n}`;
          const done = part({ key, startedAt: at, endedAt: at + took, status });
          const { status: _s, endedAt: _e, ...begun } = part({ key, startedAt: at, state: 'open' });
          const seen = har({ key: `h/${n}`, startedAt: at - lag, endedAt: at - lag + took, status });
          return opened ? [begun, done, seen] : [done, seen];
        });
        const shuffled = parts
          .map((each) => ({ each, rank: order.next().value ?? 0 }))
          .sort((a, b) => a.rank - b.rank)
          .map(({ each }) => each);
        const joined = joinAll(shuffled);
        expect(joined).toHaveLength(list.length);
        expect(contents(joined)).toEqual(contents(joinAll(parts)));
      }),
      { numRuns: 300 },
    );
  });

  /** Calls of a page and their requests, handed on as the sources do: webRequest at once, the others some time after the end. */
  type Timed = { called: number; started: number; ended: number; answered: number; afterwards: readonly number[] };
  const handedOn = (calls: readonly Timed[]): Part[] => {
    const told = calls.flatMap(({ called, started, ended, answered, afterwards: [network = 0, page = 0] }, n) => {
      const done = { key: `${n}`, startedAt: started, endedAt: ended };
      const { status: _s, endedAt: _e, ...begun } = part({ ...done, state: 'open' });
      const intent = { source: 'page-intent', key: `${n}`, startedAt: called, endedAt: answered } as const;
      return [
        { at: started, part: begun },
        { at: ended, part: part(done) },
        { at: ended + network, part: har(done) },
        { at: answered + page, part: part(intent) },
      ];
    });
    return told.sort((a, b) => a.at - b.at).map((each) => each.part);
  };
  const afterwards = fc.tuple(fc.integer({ min: 0, max: 300 }), fc.integer({ min: 0, max: 1_500 }));

  it('gives each call of a page its own request, however long the request waited to start', () => {
    const calls = fc.array(
      fc.record({
        waited: fc.integer({ min: 0, max: 200 }),
        took: fc.integer({ min: 3, max: 60 }),
        gap: fc.integer({ min: 0, max: 40 }),
        afterwards,
      }),
      { minLength: 1, maxLength: 12 },
    );
    fc.assert(
      fc.property(calls, (list) => {
        let at = 10_000;
        const timed = list.map(({ waited, took, gap, afterwards }) => {
          const [called, started, ended] = [at, at + waited, at + waited + took];
          at = ended + gap;
          return { called, started, ended, answered: ended, afterwards };
        });
        const keys = joinAll(handedOn(timed)).map(({ parts }) => parts.map(({ source, key }) => `${source} ${key}`));
        expect(keys.map((each) => each.sort()).sort()).toEqual(
          list.map((_, n) => [`devtools-network ${n}`, `page-intent ${n}`, `web-request ${n}`]).sort(),
        );
      }),
      { numRuns: 300 },
    );
  });

  it('leaves no call without its request where many run at once over few connections', () => {
    const calls = fc.array(
      fc.record({
        took: fc.integer({ min: 4, max: 60 }),
        heard: fc.integer({ min: 0, max: 3 }),
        afterwards,
      }),
      { minLength: 2, maxLength: 12 },
    );
    fc.assert(
      fc.property(calls, fc.integer({ min: 1, max: 6 }), (list, connections) => {
        const free = Array.from({ length: connections }, () => 10_015);
        const timed = list.map(({ took, heard, afterwards }, n) => {
          const first = free.indexOf(Math.min(...free));
          const started = free[first] ?? 0;
          const ended = started + took;
          free[first] = ended + 1;
          return { called: 10_000 + n, started, ended, answered: ended + heard, afterwards };
        });
        for (const { parts } of joinAll(handedOn(timed))) expect(parts).toHaveLength(3);
      }),
      { numRuns: 300 },
    );
  });

  it('loses nothing and doubles nothing where a source is missing or requests start together', () => {
    const seen = fc.record({
      at: fc.integer({ min: 0, max: 600 }),
      source: fc.constantFrom('web-request' as const, 'devtools-network' as const),
      status: fc.constantFrom(200, 409),
    });
    fc.assert(
      fc.property(fc.array(seen, { maxLength: 20 }), (list) => {
        const parts = list.map(({ at, source, status }, n) =>
          part({ source, key: `${n}`, startedAt: at, endedAt: at + 10, status }),
        );
        const keys = joinAll([...parts, ...parts]).flatMap((entry) => {
          const sources = entry.parts.map((each) => each.source);
          expect(new Set(sources).size).toBe(sources.length);
          return entry.parts.map((each) => `${each.source} ${each.key}`);
        });
        expect(keys.sort()).toEqual(parts.map((each) => `${each.source} ${each.key}`).sort());
      }),
      { numRuns: 300 },
    );
  });
});

describe('what the page’s hook told', () => {
  const hook = (over: Partial<Sighting> = {}) =>
    part({ source: 'page-intent', key: 'p/1', initiator: 'https://app.example/', startedAt: 995, ...over });
  const folded = (...parts: Part[]) => {
    const [entry, ...others] = joinAll(parts);
    expect(others).toEqual([]);
    if (entry === undefined) throw new Error('no entry');
    return fold(entry);
  };

  it('is what the page set, where the browser shows what another extension made of it (Firefox 153)', () => {
    const changed = [
      ['Host', 'app.example'],
      ['If-Match', '"changed"'],
      ['X-Added', '1'],
    ] as const;
    const { headers } = folded(
      part({ headers: { set: changed, sent: changed } }),
      hook({ headers: { set: [['if-match', '"mine"']] } }),
    );
    expect(headers.set).toEqual([
      ['If-Match', '"mine"'],
      ['Host', 'app.example'],
    ]);
    expect(headers.sent).toEqual(changed);
  });

  it('is not what the site’s own service worker sent', () => {
    const sent = [['If-Match', '"worker"']] as const;
    const { headers, tabId } = folded(
      part({ tabId: -1, headers: { set: sent, sent } }),
      hook({ headers: { set: [['if-match', '"page"']] } }),
    );
    expect([headers.set, tabId]).toEqual([sent, 7]);
  });

  it('hides nothing where another origin exposes little', () => {
    const received = [['ETag', '"a"']] as const;
    const { headers } = folded(
      har({ headers: { received } }),
      hook({ initiator: 'https://other.example/', headers: { seen: [['content-type', 'text/plain']] } }),
    );
    expect([headers.received, headers.seen]).toEqual([received, null]);
  });

  it('overrides nothing that the browser told', () => {
    const { status, headers, method } = folded(
      part({ status: 409, headers: { seen: [['ETag', '"a"']] } }),
      hook({ headers: { seen: [['ETag', '"forged"']] } }),
    );
    expect([status, headers.seen, method]).toEqual([409, [['ETag', '"a"']], 'PUT']);
  });

  it('is never Resave’s own request', () => {
    const parent = { id: 'x', role: 'probe', note: '' } as const;
    expect(joinAll([part({ source: 'page-act', key: 'a', parent }), hook()])).toHaveLength(2);
  });
});
