import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { CaseFile } from '../../src/diagnose/contract.ts';
import { diagnose } from '../../src/diagnose/index.ts';
import type { Body, Exchange } from '../../src/record/exchange.ts';
import { body as bodyOf, caseOf, exchange } from './cases.ts';
import { at, cached, check, load, refused, saved } from './stories.ts';

/** What happens: somebody loads, saves, or (from outside of this browser) edits. */
type Deed = { readonly who: 'page' | 'tab' | 'outside'; readonly act: 'load' | 'save' };
type World = {
  readonly deeds: readonly Deed[];
  /** Seconds that reads may be kept; 0: every read asks the server. */
  readonly maxAge: number;
  /** Whether the page goes on with the version that its save was answered with, or with the one it had. */
  readonly usesAnswers: boolean;
  /** Whether answers to saves name the version. */
  readonly answersName: boolean;
  /** Somebody edits between the refusal and the check. */
  readonly editAfter: boolean;
  /** How much is recorded: everything, DevTools of the page's tab alone, or all from some deed on. */
  readonly seen: 'all' | 'devtools' | number;
};

/** A change of the resource: the version it made, by whom, when. */
type Change = { readonly version: number; readonly by: Deed['who']; readonly at: number };

/** Plays a world. null where the page's last save is not refused. */
function live({ deeds, maxAge, usesAnswers, answersName, editAfter, seen }: World) {
  const changes: Change[] = [{ version: 1, by: 'outside', at: -1000 }];
  const now = () => changes.at(-1)?.version ?? 0;
  const tag = (version: number) => `"r${version * 7919}"`;
  const held: { [who: string]: number } = {};
  const reads: { readonly id: string; readonly version: number; readonly current: number }[] = [];
  const exchanges: Exchange[] = [];
  let store: { version: number; at: number } | null = null;
  let last: Exchange | null = null;
  [...deeds, { who: 'page', act: 'save' } as const].forEach(({ who, act }, i) => {
    const seconds = i * 10;
    const tabId = who === 'page' ? 1 : 2;
    if (who === 'outside') changes.push({ version: now() + 1, by: who, at: seconds });
    else if (act === 'load') {
      const fresh = store !== null && seconds - store.at < maxAge ? store : null;
      const x = fresh
        ? cached(seconds, tag(fresh.version), fresh.at, { tabId, cacheControl: `max-age=${maxAge}` })
        : load(seconds, tag(now()), { tabId, cacheControl: maxAge > 0 ? `max-age=${maxAge}` : 'no-cache' });
      if (fresh === null) store = { version: now(), at: seconds };
      held[who] = fresh?.version ?? now();
      reads.push({ id: x.id, version: held[who], current: now() });
      exchanges.push(x);
    } else if (held[who] !== undefined) {
      const sent = held[who];
      if (sent === now()) {
        changes.push({ version: now() + 1, by: who, at: seconds });
        exchanges.push(saved(seconds, tag(sent), answersName ? tag(now()) : null, { tabId }));
        if (usesAnswers && answersName) held[who] = now();
        last = null;
      } else {
        const x = refused(seconds, tag(sent), { tabId });
        exchanges.push(x);
        if (who === 'page') last = x;
      }
    }
  });
  const refusal = exchanges.at(-1);
  if (last === null || refusal === undefined || refusal !== last || held.page === undefined) return null;
  const sent = held.page;
  const end = deeds.length * 10;
  const before = [...changes];
  if (editAfter) changes.push({ version: now() + 1, by: 'outside', at: end + 5 });
  const isStored = store !== null && end + 8 - (store as { at: number }).at < maxAge;
  const normal = isStored ? (store as unknown as { version: number }).version : now();
  const probes = check(end + 8, refusal, tag(normal), [tag(now()), tag(now())], {
    normalFrom: isStored ? 'http-cache' : 'network',
  });
  const from = typeof seen === 'number' ? at(seen * 10) - 1 : null;
  const recorded = exchanges.filter((x) => {
    if (x === refusal || seen === 'all') return true;
    return seen === 'devtools' ? x.tabId === 1 : x.startedAt >= (from ?? 0);
  });
  const recordingSince = seen === 'all' ? at(-100) : from;
  const made = (by: Deed['who']) => before.some((c) => c.by === by && c.version > sent);
  return {
    file: caseOf(refusal, [...recorded, ...probes], { recordingSince }),
    early: caseOf(refusal, recorded, { recordingSince }),
    made,
    sent,
    reads,
  };
}

const deed: fc.Arbitrary<Deed> = fc.oneof(
  { weight: 4, arbitrary: fc.record({ who: fc.constantFrom('page', 'tab'), act: fc.constantFrom('load', 'save') }) },
  { weight: 1, arbitrary: fc.constant({ who: 'outside', act: 'save' } as const) },
);
const world: fc.Arbitrary<World> = fc.record({
  deeds: fc
    .array(deed, { minLength: 1, maxLength: 9 })
    .map((deeds) => [{ who: 'page', act: 'load' } as const, ...deeds]),
  maxAge: fc.constantFrom(0, 25, 600),
  usesAnswers: fc.boolean(),
  answersName: fc.boolean(),
  editAfter: fc.boolean(),
  seen: fc.oneof(fc.constantFrom('all', 'devtools'), fc.integer({ min: 0, max: 8 })),
});

/** What happens beside the story and changes nothing of the truth: `at` is the place in the story, from 0 to 1. */
type Noise = { readonly kind: keyof typeof noises; readonly at: number };
type Disturbance = {
  readonly noise: readonly Noise[];
  /** Seconds by which the server's clock is ahead of the browser's. */
  readonly skew: number;
  /** Bodies of reads: a text of each version's own, and which of them were dropped (every nth; 0: none). */
  readonly dropped: number | null;
};

const noises = {
  head: { method: 'HEAD', status: 200, tag: '"head"' },
  preflight: { method: 'OPTIONS', status: 204, tag: null },
  redirected: { method: 'PUT', status: 307, tag: null },
  seeOther: { method: 'POST', status: 303, tag: null },
  queued: { method: 'PUT', status: 202, tag: null },
  denied: { method: 'PUT', status: 403, tag: '"denied"' },
  failed: { method: 'PUT', status: 503, tag: null },
  broken: { method: 'PUT', status: null, tag: null },
  act: { method: 'POST', status: 200, tag: '"act"' },
  otherThing: { method: 'POST', status: 201, tag: '"other"' },
  missing: { method: 'GET', status: 404, tag: '"none"' },
  replay: { method: 'PUT', status: 412, tag: '"replay"' },
} as const;

/** The same story with all that beside it, another clock, and bodies that were kept or not. */
function disturbed(file: CaseFile, { noise, skew, dropped }: Disturbance): CaseFile {
  const [first] = file.history;
  const from = first?.startedAt ?? 0;
  const until = file.refusal.startedAt;
  const beside = noise.map(({ kind, at: place }): Exchange => {
    const { method, status, tag } = noises[kind];
    const startedAt = from + place * (until - from) + 137;
    return exchange({
      method,
      status,
      startedAt,
      endedAt: status === null ? null : startedAt + 20,
      tabId: 2,
      error: status === null ? 'net::ERR_FAILED' : null,
      received: [['Content-Type', 'application/json'], ...(tag === null ? [] : [['ETag', tag] as const])],
      requestBody: /^P/.test(method) ? `{"id":"${kind}","text":"of another"}` : null,
      ...(kind === 'replay' ? { parent: { id: file.refusal.id, role: 'replay-send', note: '' } as const } : {}),
    });
  });
  let count = 0;
  const altered = (x: Exchange): Exchange => {
    const received = (x.headers.received ?? []).map(([name, value]) =>
      name === 'Date'
        ? ([name, new Date(Date.parse(value) + skew * 1000).toUTCString()] as const)
        : ([name, value] as const),
    );
    const tag = received.find(([name]) => name === 'ETag')?.[1];
    const isRead = x.method === 'GET' && x.status === 200 && tag !== undefined && dropped !== null;
    const gone = dropped !== null && dropped > 0 && ++count % dropped === 0;
    const body: Body = gone
      ? { state: 'not-kept', why: 'evicted', length: 40 }
      : bodyOf(JSON.stringify({ title: `text of ${tag}`, done: false }));
    return { ...x, headers: { ...x.headers, received }, responseBody: isRead ? body : x.responseBody };
  };
  const refusal = altered(file.refusal);
  const history = [...file.history.filter((x) => x.id !== refusal.id).map(altered), refusal, ...beside];
  return { ...file, refusal, history: history.sort((a, b) => a.startedAt - b.startedAt) };
}

const disturbance: fc.Arbitrary<Disturbance> = fc.record({
  noise: fc.array(
    fc.record({
      kind: fc.constantFrom(...Object.keys(noises).filter((key): key is keyof typeof noises => key in noises)),
      at: fc.double({ min: 0, max: 1, noNaN: true }),
    }),
    { maxLength: 5 },
  ),
  skew: fc.constantFrom(0, 0, 1, -3, 3600, -86_400),
  dropped: fc.constantFrom(null, 0, 1, 2, 3),
});

const proven = (file: ReturnType<typeof caseOf>) =>
  diagnose(file).flatMap((f) => (f.finding === 'cause' && f.strength === 'proven' ? [f] : []));

describe('what is proven in a world whose truth is known', { timeout: 120_000 }, () => {
  test('is true, however much was recorded, whatever happened beside it and after the refusal', () => {
    const counts: { [cause: string]: number } = {};
    fc.assert(
      fc.property(world, disturbance, (w, beside) => {
        const played = live(w);
        fc.pre(played !== null);
        if (played === null) return;
        const { made, sent, reads } = played;
        for (const file of [played.early, played.file, disturbed(played.file, beside)])
          for (const { cause, evidence } of proven(file)) {
            counts[cause] = (counts[cause] ?? 0) + 1;
            const cites = (read: { readonly id: string }) => evidence.some((e) => e.exchange === read.id);
            const truth: { readonly [cause: string]: () => boolean } = {
              'changed-by-someone-else': () => made('outside'),
              'changed-in-another-tab': () => made('tab'),
              'own-earlier-save': () => made('page'),
              'first-token-reused': () => made('page') && !w.usesAnswers,
              'refused-token-resent': () => true,
              'stale-browser-cache': () => reads.some((r) => cites(r) && r.version === sent && r.current > r.version),
            };
            const holds = truth[cause];
            expect(holds, `${cause} is proven and nobody can say whether it may be`).toBeDefined();
            expect(holds?.(), cause).toBe(true);
          }
      }),
      { numRuns: 2000 },
    );
    // The property says something only where proofs are found.
    for (const cause of [
      'changed-by-someone-else',
      'changed-in-another-tab',
      'own-earlier-save',
      'stale-browser-cache',
    ])
      expect(counts[cause], cause).toBeGreaterThan(0);
  });

  test('no rule breaks, and the first cause is one that is true', () => {
    fc.assert(
      fc.property(world, (w) => {
        const played = live({ ...w, seen: 'all', editAfter: false });
        fc.pre(played !== null);
        if (played === null) return;
        const findings = diagnose(played.file);
        expect(findings.filter((f) => f.finding === 'error')).toEqual([]);
        const [first] = findings;
        const { made } = played;
        const true_ = [
          ...(made('outside') ? ['changed-by-someone-else'] : []),
          ...(made('tab') ? ['changed-in-another-tab'] : []),
          ...(made('page') ? ['own-earlier-save', 'first-token-reused', 'save-returned-no-etag'] : []),
          'stale-browser-cache',
          'refused-token-resent',
          'outdated-token',
        ];
        expect(true_).toContain(first?.cause);
      }),
      { numRuns: 1000 },
    );
  });
});
