import { expect, test } from 'vitest';
import { diagnose } from '../../../src/diagnose/index.ts';
import { caseOf } from '../cases.ts';
import { fixtures } from '../fixtures.ts';
import { at, check, load, looks, refused } from '../stories.ts';

const shown = (runs: number, title = 'Backup', more: object = {}) =>
  JSON.stringify({ title, status: { runs, phase: 'Ready' }, ...more });
const read = load(0, '"1"', { responseBody: shown(1) });
const save = refused(30, '"1"');
const now = (text: string) => looks(40, save, ['"2"', text], ['"2"', text], ['"2"', text]);

fixtures('background-churn', {
  cause: [
    {
      story: 'a status that a machine reports',
      file: caseOf(save, [read, ...now(shown(3))]),
      strength: 'likely',
      says: /only \$\.status\.runs differs/,
    },
    {
      story: 'a time of change and the version in the body',
      file: caseOf(save, [
        load(0, '"1"', { responseBody: '{"a":1,"updatedAt":"x","metadata":{"resourceVersion":"7"}}' }),
        ...now('{"a":1,"updatedAt":"y","metadata":{"resourceVersion":"9"}}'),
      ]),
      strength: 'likely',
    },
  ],
  ruledOut: [
    {
      story: 'somebody changed the title too',
      file: caseOf(save, [read, ...now(shown(3, 'Restore'))]),
      says: /\$\.title has changed/,
    },
    {
      story: 'a status that a person sets',
      file: caseOf(save, [load(0, '"1"', { responseBody: '{"status":"open"}' }), ...now('{"status":"done"}')]),
    },
    { story: 'nothing differs', file: caseOf(save, [read, ...now(shown(1))]), says: /No field/ },
    { story: 'the version is still the same', file: caseOf(save, [read, ...check(40, save, '"1"', ['"1"', '"1"'])]) },
  ],
  unknown: [
    { story: 'nothing was checked', file: caseOf(save, [read]), probe: 'cached-against-fresh' },
    {
      story: 'the page’s copy was not kept',
      file: caseOf(save, [
        load(0, '"1"', { responseBody: { state: 'not-kept', why: 'evicted', length: 9 } }),
        ...now(shown(3)),
      ]),
      says: /not kept whole/,
    },
    {
      story: 'the fresh reads disagree',
      file: caseOf(save, [read, ...looks(40, save, ['"2"', shown(2)], ['"3"', shown(3)], ['"4"', shown(4)])]),
      probe: 'repeated-reads',
    },
  ],
  notApplicable: [{ story: 'the save named no version', file: caseOf(refused(30, null), [read]) }],
});

test('with everything recorded a machine’s own fields are still not called somebody’s save', () => {
  const findings = diagnose(caseOf(save, [read, ...now(shown(3))], { recordingSince: at(-9) }));
  expect(findings[0]).toMatchObject({ cause: 'background-churn' });
  expect(findings.find((f) => f.cause === 'changed-by-someone-else')).toMatchObject({ strength: 'possible' });
});
