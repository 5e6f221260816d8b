import { expect, test } from 'vitest';
import { diagnose } from '../../../src/diagnose/index.ts';
import { caseOf } from '../cases.ts';
import { fixtures } from '../fixtures.ts';
import { load, refused, saved } from '../stories.ts';

const read = load(0, '"1"');
const save = refused(30, '"1"');

fixtures('refused-token-resent', {
  cause: [
    {
      story: 'at once and by itself',
      file: caseOf(save, [read, refused(29.5, '"1"')]),
      strength: 'proven',
      says: /refused before \(412\)/,
    },
    { story: 'pressed again after a while', file: caseOf(save, [read, refused(10, '"1"')]), strength: 'likely' },
    {
      story: 'at once, with other content',
      file: caseOf(save, [read, refused(29.5, '"1"', { requestBody: '{"title":"other"}' })]),
      strength: 'likely',
    },
  ],
  ruledOut: [
    { story: 'the first refusal', file: caseOf(save, [read]) },
    { story: 'another version was refused', file: caseOf(save, [refused(10, '"0"'), load(12, '"1"')]) },
    { story: 'another tab’s', file: caseOf(save, [read, refused(29.5, '"1"', { tabId: 2 })]) },
    {
      story: 'read again in between, and the server gave the same',
      file: caseOf(save, [read, refused(10, '"1"'), load(12, '"1"')]),
      says: /same version/,
    },
  ],
  unknown: [{ story: 'recording began with this save', file: caseOf({ ...save, missed: ['beginning'] }, []) }],
  notApplicable: [
    { story: 'the save named no version', file: caseOf(refused(30, null), [read, saved(10, null, null)]) },
  ],
});

test('pressing save again after a while leaves the first place to who changed it', () => {
  expect(diagnose(caseOf(save, [read, refused(10, '"1"')]))[0]?.cause).toBe('changed-by-someone-else');
});
