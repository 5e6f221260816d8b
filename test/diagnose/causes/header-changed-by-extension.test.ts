import { caseOf } from '../cases.ts';
import { fixtures } from '../fixtures.ts';
import { load, refused } from '../stories.ts';

/** As webRequest tells it on a watched site: both ends of both ways. */
const bothEnds = (tag: string | null, seenTag = tag) => {
  const fields = (value: string | null) => (value === null ? [] : ([['ETag', value]] as const));
  return { set: [], sent: [], received: fields(tag), seen: fields(seenTag), sources: ['web-request'] as const };
};
const read = load(0, '"1"', bothEnds('"1"'));

fixtures('header-changed-by-extension', {
  cause: [
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
    { story: 'the read was not recorded', file: caseOf(refused(30, '"1"', { set: [['If-Match', '"1"']] })) },
  ],
});
