import { expect, test } from 'vitest';
import { diagnose } from '../../../src/diagnose/index.ts';
import { caseOf } from '../cases.ts';
import { fixtures } from '../fixtures.ts';
import { at, check, load, refused, saved } from '../stories.ts';

const read = load(0, '"1"');
const old = saved(10, '"1"', '"1"');
const save = refused(30, '"1"');

fixtures('save-returned-old-etag', {
  cause: [
    {
      story: 'answered with the tag of before',
      file: caseOf(save, [read, old]),
      strength: 'likely',
      says: /there before the save/,
    },
    {
      story: 'and the server holds another now',
      file: caseOf(save, [read, old, ...check(40, save, '"2"', ['"2"', '"2"'])]),
      strength: 'likely',
    },
    {
      story: 'a new tag that the very next read contradicts',
      file: caseOf(refused(30, '"2"'), [read, saved(10, '"1"', '"2"'), load(11, '"2b"')]),
      strength: 'likely',
      says: /right after it brought "2b"/,
    },
    {
      story: 'a new tag, and the server has another for the very content of that save',
      file: caseOf(refused(30, '"1-x"', { id: save.id }), [
        read,
        saved(10, '"1"', '"1-x"'),
        ...check(40, save, '"0-x"', ['"0-x"', '"0-x"'], { responseBody: '{"title":"mine"}' }),
      ]),
      strength: 'likely',
      says: /still what that save sent/,
    },
    {
      story: 'a new tag that nothing confirmed, and the server holds another',
      file: caseOf(refused(30, '"2"', { id: save.id }), [
        read,
        saved(10, '"1"', '"2"'),
        ...check(40, save, '"3"', ['"3"', '"3"']),
      ]),
      strength: 'possible',
    },
  ],
  ruledOut: [
    { story: 'no earlier save', file: caseOf(save, [read]) },
    { story: 'the answer named a newer version', file: caseOf(save, [read, saved(10, '"1"', '"2"')]) },
    {
      story: 'the server still holds what was sent',
      file: caseOf(save, [read, old, ...check(40, save, '"1"', ['"1"', '"1"'])]),
    },
  ],
  unknown: [
    { story: 'nothing was recorded before the save', file: caseOf(save) },
    {
      story: 'nothing shows whether the answer was right',
      file: caseOf(refused(30, '"2"'), [read, saved(10, '"1"', '"2"')]),
      probe: 'cached-against-fresh',
    },
  ],
  notApplicable: [{ story: 'the save named no version', file: caseOf(refused(30, null), [read, old]) }],
});

test('nobody else is blamed for certain after such an answer', () => {
  const history = [read, old, ...check(40, save, '"2"', ['"2"', '"2"'])];
  const findings = diagnose(caseOf(save, history, { recordingSince: at(-9) }));
  expect(findings[0]?.cause).toBe('save-returned-old-etag');
  expect(findings.find((f) => f.cause === 'changed-by-someone-else')?.finding).toBe('unknown');
});

test('nor where only the tag is another than that of the earlier save', () => {
  const again = refused(30, '"1-x"');
  const fresh = check(40, again, '"0-x"', ['"0-x"', '"0-x"'], { responseBody: '{"title":"mine"}' });
  const findings = diagnose(caseOf(again, [read, saved(10, '"1"', '"1-x"'), ...fresh]));
  expect(findings[0]?.cause).toBe('save-returned-old-etag');
  expect(findings.find((f) => f.cause === 'changed-by-someone-else')).toMatchObject({ strength: 'possible' });
});
