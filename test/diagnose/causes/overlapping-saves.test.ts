import { expect, test } from 'vitest';
import { diagnose } from '../../../src/diagnose/index.ts';
import { caseOf } from '../cases.ts';
import { fixtures } from '../fixtures.ts';
import { at, check, load, refused, saved } from '../stories.ts';

const read = load(0, '"1"');
const save = refused(30, '"1"', { endedAt: at(32.1) });
const other = saved(29.8, '"1"', '"2"', { endedAt: at(31.9) });
const create = { url: 'https://api.test/notes', method: 'POST', requestBody: '{"title":"new"}' };
const created = refused(30, null, { ...create, status: 409 });

fixtures('overlapping-saves', {
  cause: [
    {
      story: 'a double click',
      file: caseOf(save, [read, other]),
      strength: 'proven',
      says: /Another save with "1" was answered 200/,
    },
    {
      story: 'the other began later and was quicker',
      file: caseOf(save, [read, saved(30.1, '"1"', '"2"')]),
      strength: 'proven',
    },
    {
      story: 'the same thing created twice',
      file: caseOf(created, [saved(29.9, null, null, { ...create, status: 201, endedAt: at(30.5) })]),
      strength: 'proven',
      says: /the same content/,
    },
    {
      story: 'from another version',
      file: caseOf(save, [read, saved(29.8, '"0"', '"2"', { endedAt: at(31) })]),
      strength: 'possible',
    },
  ],
  ruledOut: [
    { story: 'one after the other', file: caseOf(save, [read, saved(10, '"1"', '"2"')]) },
    { story: 'in another tab', file: caseOf(save, [read, { ...other, tabId: 2 }]) },
    { story: 'the other was refused', file: caseOf(save, [read, refused(29.8, '"1"', { endedAt: at(31) })]) },
  ],
  unknown: [
    {
      story: 'what became of the other was not seen',
      file: caseOf(save, [read, { ...other, status: null, endedAt: null }]),
    },
  ],
});

test('it comes first; the earlier save of this page and somebody else are not blamed', () => {
  const findings = diagnose(
    caseOf(save, [read, other, ...check(40, save, '"2"', ['"2"', '"2"'])], { recordingSince: 0 }),
  );
  expect(findings[0]?.cause).toBe('overlapping-saves');
  for (const cause of ['own-earlier-save', 'changed-by-someone-else'])
    expect(findings.find((f) => f.cause === cause)?.finding, cause).toBe('ruled-out');
});
