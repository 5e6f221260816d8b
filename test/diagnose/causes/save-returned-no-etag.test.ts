import { expect, test } from 'vitest';
import { diagnose } from '../../../src/diagnose/index.ts';
import { caseOf } from '../cases.ts';
import { fixtures } from '../fixtures.ts';
import { check, load, refused, saved } from '../stories.ts';

const read = load(0, '"1"');
const silent = saved(10, '"1"', null, { status: 204 });
const save = refused(30, '"1"');

fixtures('save-returned-no-etag', {
  cause: [
    {
      story: '204 without ETag, then the old one again',
      file: caseOf(save, [read, silent]),
      strength: 'likely',
      says: /answered 204 without a version \(ETag\)/,
    },
    {
      story: 'a read had shown the new one',
      file: caseOf(save, [read, silent, load(12, '"2"', { tabId: 2 })]),
      strength: 'likely',
      says: /later read brought "2"/,
    },
  ],
  ruledOut: [
    { story: 'the answer named it', file: caseOf(save, [read, saved(10, '"1"', '"2"')]) },
    { story: 'no earlier save', file: caseOf(save, [read]) },
    {
      story: 'the server still holds what was sent',
      file: caseOf(save, [read, silent, ...check(40, save, '"1"', ['"1"', '"1"'])]),
    },
    { story: 'a later save was answered with it', file: caseOf(save, [read, silent, saved(15, '"2"', '"3"')]) },
  ],
  unknown: [
    { story: 'nothing was recorded before the save', file: caseOf(save), says: /No read/ },
    { story: 'only another tab’s read was recorded', file: caseOf(save, [load(0, '"1"', { tabId: 2 })]) },
    {
      story: 'the version travels in bodies, and that of the answer was not kept',
      file: caseOf(refused(30, null, { requestBody: '{"_rev":"1-abc","title":"x"}', status: 409 }), [
        load(0, null, { responseBody: '{"_rev":"1-abc","title":"a"}' }),
        saved(10, null, null, {
          requestBody: '{"_rev":"1-abc","title":"w"}',
          responseBody: { state: 'not-kept', why: 'evicted', length: 30 },
        }),
      ]),
      says: /was not kept/,
    },
  ],
  notApplicable: [{ story: 'the save named no version', file: caseOf(refused(30, null), [read, silent]) }],
});

test('it comes before own-earlier-save, which it explains', () => {
  expect(diagnose(caseOf(save, [read, silent]))[0]?.cause).toBe('save-returned-no-etag');
});
