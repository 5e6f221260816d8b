import { expect, test } from 'vitest';
import { trialNote, trialsOf } from '../../../src/diagnose/facts/suspect-trials.ts';
import { caseOf } from '../cases.ts';
import { fixtures } from '../fixtures.ts';
import { load, refused } from '../stories.ts';

/** As webRequest tells it on a watched site: both ends of both ways. */
const bothEnds = (tag: string | null, seenTag = tag) => {
  const fields = (value: string | null) => (value === null ? [] : ([['ETag', value]] as const));
  return { set: [], sent: [], received: fields(tag), seen: fields(seenTag), sources: ['web-request'] as const };
};
const firefox = [['User-Agent', 'Mozilla/5.0 (X11; Linux x86_64; rv:153.0) Gecko/20100101 Firefox/153.0']] as const;
const firefoxEnds = { set: firefox, sent: firefox };
const read = load(0, '"1"', bothEnds('"1"'));

const strip = { id: 'abc', name: 'Strip ETag' };
const stripped = refused(30, null, { set: [], status: 428 });
/** A read of a trial: with the extension on, its ETag is lost on the way. */
const trial = (seconds: number, how: 'with' | 'without', seenTag: string | null, more = {}) =>
  load(seconds, null, {
    ...bothEnds('"1"', seenTag),
    parent: { id: stripped.id, role: 'probe', note: trialNote(how, strip) },
    ...more,
  });
const readWithout = load(0, null, bothEnds('"1"', null));

fixtures('header-changed-by-extension', {
  cause: [
    {
      story: 'a trial shows which extension it is',
      file: caseOf(stripped, [readWithout, trial(40, 'with', null), trial(41, 'without', '"1"')]),
      strength: 'proven',
      says: 'With the extension “Strip ETag” on, ETag is changed on the way.',
    },
    {
      story: 'a trial shows that it is not this extension',
      file: caseOf(stripped, [readWithout, trial(40, 'with', null), trial(41, 'without', null)]),
      strength: 'likely',
      says: 'It is not “Strip ETag”',
    },
    {
      story: 'a trial shows an extension at work, and what became of the save itself was not seen',
      file: caseOf(refused(30, '"1"', { id: stripped.id }), [trial(40, 'with', null), trial(41, 'without', '"1"')]),
      strength: 'likely',
    },
    {
      story: 'a trial whose second read may have been made with it on counts for nothing',
      file: caseOf(stripped, [
        readWithout,
        trial(40, 'with', null),
        trial(41, 'without', null),
        trial(42, 'with', null),
      ]),
      strength: 'likely',
      says: /^(?!.*It is not)/s,
    },
    {
      story: 'If-Match was taken away',
      file: caseOf(refused(30, null, { set: [['If-Match', '"1"']], status: 428 }), [read]),
      strength: 'likely',
      says: 'The page set If-Match: "1"; no If-Match went out.',
    },
    {
      story: 'If-Match was replaced',
      file: caseOf(refused(30, '"0"', { set: [['If-Match', '"1"']] }), [read]),
      strength: 'likely',
    },
    {
      story: 'the read’s ETag did not reach the page',
      file: caseOf(refused(30, null, { set: [], status: 428 }), [load(0, null, bothEnds('"1"', null))]),
      strength: 'likely',
      says: 'The server sent ETag: "1"; no ETag reached the page.',
    },
    {
      story: 'the read’s Cache-Control was changed',
      file: caseOf(refused(30, '"1"', { set: [['If-Match', '"1"']] }), [
        load(0, null, {
          ...bothEnds('"1"'),
          received: [
            ['ETag', '"1"'],
            ['Cache-Control', 'no-cache'],
          ],
          seen: [
            ['ETag', '"1"'],
            ['Cache-Control', 'max-age=3600'],
          ],
        }),
      ]),
      strength: 'possible',
    },
  ],
  ruledOut: [
    {
      story: 'both ends are the same in Firefox, as the page’s hook told it',
      file: caseOf(refused(30, null, { ...firefoxEnds, sources: ['page-intent', 'web-request'], status: 428 }), [read]),
    },
    { story: 'both ends are the same', file: caseOf(refused(30, '"1"', { set: [['If-Match', '"1"']] }), [read]) },
    {
      story: 'the browser’s cache itself asked with If-None-Match',
      file: caseOf(refused(30, '"1"', { set: [['If-Match', '"1"']] }), [
        load(0, '"1"', {
          ...bothEnds('"1"'),
          sent: [
            ['If-None-Match', '"1"'],
            ['Cache-Control', 'max-age=0'],
          ],
          servedBy: 'revalidated',
          received: [],
        }),
      ]),
    },
  ],
  unknown: [
    {
      story: 'DevTools alone sees only the wire',
      file: caseOf(refused(30, '"1"'), [load(0, '"1"')]),
      says: /one end/,
      probe: null,
    },
    {
      story:
        'Firefox’s webRequest shows the request as other extensions’ rules have left it, and no hook of the page told what it set',
      file: caseOf(refused(30, null, { ...firefoxEnds, sources: ['web-request'], status: 428 }), [read]),
      says: /one end/,
    },
    { story: 'the read was not recorded', file: caseOf(refused(30, '"1"', { set: [['If-Match', '"1"']] })) },
  ],
});

test('a page’s own word of another origin’s answer proves nothing taken away', () => {
  const refusal = refused(30, null, { set: [], status: 428, id: stripped.id, initiator: 'https://elsewhere.test' });
  const bySight = { sources: ['page-act', 'devtools-network'] as const };
  const [found] = trialsOf(caseOf(refusal, [trial(40, 'with', null, bySight), trial(41, 'without', '"1"', bySight)]));
  expect(found?.verdict).toBe('unsettled');
});

test('reads that are changed neither way settle nothing', () => {
  const [found] = trialsOf(caseOf(stripped, [trial(40, 'with', '"1"'), trial(41, 'without', '"1"')]));
  expect(found).toMatchObject({ verdict: 'unsettled', why: 'not-reproduced' });
});
