import { describe, expect, test } from 'vitest';
import { answer, defineCause, defineFact, evidence, missing, optional } from '../../src/diagnose/define.ts';
import { judgeAll } from '../../src/diagnose/engine.ts';
import { caseOf, exchange } from './cases.ts';

const text = { title: 't', why: 'w', fix: 'f', fixServer: 's', spec: 'RFC' };
const base = { kind: 'unspecified', specificity: 10, needs: {}, text, remedy: 'tell' } as const;
const refused = exchange({ method: 'PUT', status: 409 });
const file = caseOf(refused);

describe('ranking', () => {
  test('strength comes before specificity, specificity before list order', () => {
    const causes = [
      defineCause({ ...base, id: 'b', judge: () => answer.possible(evidence('e')) }),
      defineCause({ ...base, id: 'a', judge: () => answer.possible(evidence('e')) }),
      defineCause({ ...base, id: 'specific', specificity: 50, judge: () => answer.possible(evidence('e')) }),
      defineCause({ ...base, id: 'unknown', specificity: 99, judge: () => answer.unknown('x') }),
      defineCause({ ...base, id: 'likely', specificity: 1, judge: () => answer.likely(evidence('e')) }),
    ];
    expect(judgeAll(causes, file).map((f) => f.cause)).toEqual(['likely', 'specific', 'b', 'a', 'unknown']);
  });
});

describe('the contract', () => {
  test('a rule whose fact is missing answers unknown, with what is missing and the probe', () => {
    const absent = defineFact<string>('absent', () => missing('The last read was not seen.', 'head'));
    const [finding] = judgeAll(
      [defineCause({ ...base, id: 'x', needs: { absent }, judge: () => answer.notApplicable })],
      file,
    );
    expect(finding).toMatchObject({ finding: 'unknown', missing: 'The last read was not seen.', probe: 'head' });
  });

  test('an optional fact that is missing still lets the rule judge', () => {
    const absent = defineFact<string>('absent', () => missing('gone'));
    const needs = { absent: optional(absent) };
    const [finding] = judgeAll(
      [defineCause({ ...base, id: 'x', needs, judge: () => answer.likely(evidence('e')) })],
      file,
    );
    expect(finding?.finding).toBe('cause');
  });

  test('a throw is one error and harms no other cause', () => {
    const broken = defineFact<string>('broken', () => {
      throw new Error('boom');
    });
    const findings = judgeAll(
      [
        defineCause({ ...base, id: 'bad', needs: { broken }, judge: () => answer.notApplicable }),
        defineCause({ ...base, id: 'good', judge: () => answer.possible(evidence('e')) }),
      ],
      file,
    );
    expect(findings).toMatchObject([{ cause: 'good' }, { cause: 'bad', finding: 'error', message: 'boom' }]);
  });

  test('proven without an exchange of this case is an error, never a finding', () => {
    const causes = [
      defineCause({ ...base, id: 'no-proof', judge: () => answer.proven(evidence('trust me')) }),
      defineCause({ ...base, id: 'foreign', judge: () => answer.proven({ text: 'x', exchange: 'not-of-this-case' }) }),
      defineCause({ ...base, id: 'proof', judge: () => answer.proven(evidence('seen', refused)) }),
    ];
    expect(judgeAll(causes, file).map((f) => [f.cause, f.finding])).toEqual([
      ['proof', 'cause'],
      ['no-proof', 'error'],
      ['foreign', 'error'],
    ]);
  });

  test('a fact is derived once for a case file, however many causes need it', () => {
    let derived = 0;
    const counted = defineFact('counted', () => ++derived);
    const cause = (id: string) => defineCause({ ...base, id, needs: { counted }, judge: () => answer.notApplicable });
    judgeAll([cause('a'), cause('b'), cause('c')], file);
    expect(derived).toBe(1);
  });
});
