import { expect, test } from 'vitest';
import { diagnose } from '../../../src/diagnose/index.ts';
import { caseOf } from '../cases.ts';
import { fixtures } from '../fixtures.ts';
import { cached, check, load, refused, saved } from '../stories.ts';

const first = load(0, '"1"', { cacheControl: 'max-age=60' });
const own = saved(10, '"1"', '"2"');
const again = cached(20, '"1"', 0);
const save = refused(30, '"1"');
const after = check(40, save, '"1"', ['"2"', '"2"'], { normalFrom: 'http-cache' });
const onlyWebRequest = { sources: ['web-request'] } as const;
const modified = (when: string) => ({
  received: [
    ['Date', 'Mon, 02 Mar 2026 09:00:40 GMT'],
    ['Last-Modified', when],
    ['ETag', '"2"'],
  ] as const,
});

fixtures('stale-browser-cache', {
  cause: [
    {
      story: 'save, read from the cache, save again; before the check',
      file: caseOf(save, [first, own, again]),
      strength: 'likely',
      says: /already made "2"/,
    },
    {
      story: 'the same after the check',
      file: caseOf(save, [first, own, again, ...after]),
      strength: 'proven',
      says: /still brings|fresh read brought "2"/,
    },
    {
      story: 'another tab had saved before the cached read',
      file: caseOf(save, [first, saved(10, '"1"', '"2"', { tabId: 2 }), again, ...after]),
      strength: 'proven',
    },
    {
      story: 'another tab had read the newer version',
      file: caseOf(save, [first, load(10, '"2"', { tabId: 2 }), again, ...after]),
      strength: 'proven',
    },
    {
      story: 'the fresh answer was last modified before the cached read',
      file: caseOf(save, [again, ...check(40, save, '"1"', ['"2"', '"2"'], modified('Mon, 02 Mar 2026 09:00:10 GMT'))]),
      strength: 'proven',
    },
    {
      story: 'last modified after it: the copy may have been good when it was read',
      file: caseOf(save, [again, ...check(40, save, '"1"', ['"2"', '"2"'], modified('Mon, 02 Mar 2026 09:00:25 GMT'))]),
      strength: 'likely',
    },
    {
      story: 'when the newer version came is not known',
      file: caseOf(save, [again, ...after]),
      strength: 'likely',
      says: /ordinary read still brings/,
    },
    {
      story: 'only webRequest saw it, and the copy was still fresh',
      file: caseOf(save, [first, own, cached(20, '"1"', 0, onlyWebRequest), ...after]),
      strength: 'proven',
    },
    {
      story: 'only webRequest saw it, and the copy had to be confirmed by the server',
      file: caseOf(save, [
        load(0, '"1"', { cacheControl: 'no-cache' }),
        own,
        cached(20, '"1"', 0, onlyWebRequest),
        ...after,
      ]),
      strength: 'likely',
    },
  ],
  ruledOut: [
    { story: 'the read came from the network', file: caseOf(save, [first, ...after]) },
    {
      story: 'the copy was confirmed by the server',
      file: caseOf(save, [load(0, '"1"', { servedBy: 'revalidated' })]),
    },
    {
      story: 'the server still holds the cached version',
      file: caseOf(save, [again, ...check(40, save, '"1"', ['"1"', '"1"'])]),
      says: /still holds/,
    },
  ],
  unknown: [
    { story: 'from the cache, nothing checked', file: caseOf(save, [again]), probe: 'cached-against-fresh' },
    {
      story: 'nothing was recorded before the save',
      file: caseOf(save),
      says: /No read/,
      probe: 'cached-against-fresh',
    },
    {
      story: 'who answered is not known',
      file: caseOf(save, [load(0, '"1"', { servedBy: 'unknown' })]),
      says: /not seen/,
    },
    {
      story: 'the fresh reads disagree',
      file: caseOf(save, [again, ...check(40, save, '"1"', ['"2"', '"3"'])]),
      probe: 'repeated-reads',
    },
  ],
  notApplicable: [{ story: 'the save named no version', file: caseOf(refused(30, null), [again]) }],
});

test('story (b): own second save refused; first before the check and proven after it, and the own save is not blamed', () => {
  const before = diagnose(caseOf(save, [first, own, again]));
  expect(before[0]).toMatchObject({ cause: 'stale-browser-cache', strength: 'likely' });
  const findings = diagnose(caseOf(save, [first, own, again, ...after]));
  expect(findings[0]).toMatchObject({ cause: 'stale-browser-cache', strength: 'proven' });
  expect(findings.find((f) => f.cause === 'own-earlier-save')?.finding).toBe('ruled-out');
});

test('a copy that was newer than the own save is not called old', () => {
  const newer = [saved(0, '"0"', '"2"'), load(5, '"1"'), cached(20, '"1"', 5)];
  const found = diagnose(caseOf(save, [...newer, ...check(40, save, '"1"', ['"3"', '"3"'])])).find(
    (f) => f.cause === 'stale-browser-cache',
  );
  expect(found).toMatchObject({ strength: 'likely' });
});
