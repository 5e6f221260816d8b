import { expect, test } from 'vitest';
import { diagnose } from '../../../src/diagnose/index.ts';
import { caseOf } from '../cases.ts';
import { fixtures } from '../fixtures.ts';
import { check, load, looks, refused } from '../stories.ts';

const older = '{"title":"old"}';
const newer = '{"title":"new"}';
const read = load(0, '"1"', { responseBody: older });
const save = refused(30, '"1"');
const turns = looks(40, save, ['"2"', newer], ['"1"', older], ['"2"', newer]);

fixtures('inconsistent-replicas', {
  cause: [
    { story: 'old and new take turns', file: caseOf(save, [read, ...turns]), strength: 'proven', says: /came back/ },
    {
      story: 'the page’s version comes back after a newer one',
      file: caseOf(save, [read, ...looks(40, save, ['"2"', newer], ['"2"', newer], ['"1"', older])]),
      strength: 'proven',
    },
  ],
  ruledOut: [
    {
      story: 'all reads agree',
      file: caseOf(save, [read, ...looks(40, save, ['"2"', newer], ['"2"', newer], ['"2"', newer])]),
    },
    {
      story: 'only the tags take turns',
      file: caseOf(save, [read, ...looks(40, save, ['"2"', older], ['"1"', older], ['"2"', older])]),
    },
    {
      story: 'the ordinary read came from the browser’s cache',
      file: caseOf(save, [read, ...check(40, save, '"1"', ['"2"', '"2"'], { normalFrom: 'http-cache' })]),
    },
  ],
  unknown: [
    { story: 'nothing was checked', file: caseOf(save, [read]), probe: 'cached-against-fresh' },
    {
      story: 'the bodies were not kept',
      file: caseOf(save, [
        read,
        ...check(40, save, '"2"', ['"1"', '"2"'], { responseBody: { state: 'not-kept', why: 'evicted', length: 9 } }),
      ]),
      probe: 'repeated-reads',
    },
  ],
  notApplicable: [{ story: 'the save named no version', file: caseOf(refused(30, null), [read]) }],
});

test('nobody else is blamed while versions take turns, and is while real edits follow each other', () => {
  const of = (history: Parameters<typeof caseOf>[1]) =>
    diagnose(caseOf(save, history, { recordingSince: 0 })).find((f) => f.cause === 'changed-by-someone-else');
  expect(of([read, ...turns])).toMatchObject({ finding: 'unknown' });
  const lines = (n: number) => JSON.stringify({ title: 'old', body: 'A line. '.repeat(n) });
  expect(of([read, ...looks(40, save, ['"2"', lines(1)], ['"3"', lines(2)], ['"4"', lines(3)])])).toMatchObject({
    strength: 'likely',
  });
});
