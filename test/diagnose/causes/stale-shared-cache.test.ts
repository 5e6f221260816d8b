import { expect, test } from 'vitest';
import { diagnose } from '../../../src/diagnose/index.ts';
import { caseOf } from '../cases.ts';
import { fixtures } from '../fixtures.ts';
import { at, cached, load, refused, saved } from '../stories.ts';

/** A CDN's answer: the stored fields with their old `Date`, and what the CDN adds. */
const hit = (seconds: number, tag: string, storedAt: number, more: Parameters<typeof load>[2] = {}) =>
  load(seconds, tag, {
    ...more,
    received: [
      ['Date', new Date(at(storedAt)).toUTCString()],
      ['ETag', tag],
      ['Age', String(seconds - storedAt)],
      ['X-Cache', 'HIT'],
      ['Via', '1.1 cdn'],
    ],
  });
const dated = (seconds: number) => [['Date', new Date(at(seconds)).toUTCString()]] as const;
const first = load(0, '"1"');
const own = saved(10, '"1"', '"2"');
const again = hit(20, '"1"', 0);
const save = refused(30, '"1"', { received: dated(30) });
const probe = (note: string) => ({ id: save.id, role: 'probe', note }) as const;
const stillHit = [40, 41, 42].map((s) => hit(s, '"1"', 0, { parent: probe('cached-against-fresh') }));
const past = (tag: string) => load(43, tag, { url: 'https://api.test/notes/1?_=x', parent: probe('unknown-query') });

fixtures('stale-shared-cache', {
  cause: [
    {
      story: 'saved, then a CDN gave the copy from before',
      file: caseOf(save, [first, own, again]),
      strength: 'likely',
      says: /X-Cache: HIT/,
    },
    {
      story: 'an unknown query shows the newer version',
      file: caseOf(save, [first, own, again, ...stillHit, past('"2"')]),
      strength: 'proven',
      says: /server itself holds "2"/,
    },
    {
      story: 'when the newer version came is not known',
      file: caseOf(save, [again, ...stillHit, past('"2"')]),
      strength: 'likely',
    },
  ],
  ruledOut: [
    { story: 'the server made the answer itself', file: caseOf(save, [first]) },
    {
      story: 'the CDN asked the server',
      file: caseOf(save, [
        load(0, '"1"', { received: [...dated(0), ['ETag', '"1"'], ['Age', '0'], ['X-Cache', 'MISS']] }),
      ]),
    },
    { story: 'the browser’s cache answered', file: caseOf(save, [cached(20, '"1"', 0)]) },
    { story: 'the server holds the same', file: caseOf(save, [again, ...stillHit, past('"1"')]) },
  ],
  unknown: [
    { story: 'a hit, and nothing was checked', file: caseOf(save, [again]), probe: 'unknown-query' },
    {
      story: 'the check is answered by the same cache',
      file: caseOf(save, [again, ...stillHit]),
      probe: 'unknown-query',
    },
    {
      story: 'an answer older than the read, and no word of a cache',
      file: caseOf(save, [load(20, '"1"', { received: [...dated(0), ['ETag', '"1"']] })]),
      probe: 'unknown-query',
    },
  ],
  notApplicable: [{ story: 'the save named no version', file: caseOf(refused(30, null), [again]) }],
});

test('it comes first, and the browser’s cache is ruled out: clearing it would not help', () => {
  const findings = diagnose(caseOf(save, [first, own, again, ...stillHit, past('"2"')]));
  expect(findings[0]).toMatchObject({ cause: 'stale-shared-cache', strength: 'proven' });
  expect(findings.find((f) => f.cause === 'stale-browser-cache')?.finding).toBe('ruled-out');
});

test('fresh reads that the browser sends past its cache and a CDN answers are not taken for the server’s word', () => {
  const found = diagnose(caseOf(save, [first, ...stillHit], { recordingSince: 0 })).find(
    (f) => f.cause === 'changed-by-someone-else',
  );
  expect(found).toMatchObject({ finding: 'unknown', probe: 'unknown-query' });
});
