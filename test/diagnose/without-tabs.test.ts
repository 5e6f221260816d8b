import { describe, expect, test } from 'vitest';
import { answer, defineCause, defineFact, evidence } from '../../src/diagnose/define.ts';
import { judgeAll } from '../../src/diagnose/engine.ts';
import { caseOf, exchange } from './cases.ts';

const text = { title: 't', why: 'w', fix: 'f', fixServer: 's', spec: 'RFC' };
const base = { kind: 'unspecified', specificity: 10, text, remedy: 'tell' } as const;
const refused = exchange({ method: 'PUT', status: 409 });
const file = caseOf(refused, [exchange({})]);
const untold = { ...file, tellsTabs: false } as const;

/** Of the tab’s own exchanges; a fact of many rules, which is derived once for all of them. */
const own = defineFact('own', ({ refusal, history }) => history.filter((x) => x.tabId === refusal.tabId));
const all = defineFact('all', ({ history }) => history);

const first = defineCause({
  ...base,
  id: 'first',
  needs: { own },
  judge: ({ own: [x] }) => answer.proven(evidence('e', x)),
});
const again = defineCause({
  ...base,
  id: 'again',
  needs: { own },
  judge: ({ own: [x] }) => answer.proven(evidence('e', x)),
});
const plain = defineCause({
  ...base,
  id: 'plain',
  needs: { all },
  judge: ({ all: [x] }) => answer.proven(evidence('e', x)),
});
const not = defineCause({
  ...base,
  id: 'not',
  needs: { own },
  judge: ({ own: [x] }) => answer.ruledOut(evidence('e', x)),
});

describe('a case file that does not tell tabs apart', () => {
  test('proves nothing by tabs, and rules nothing out by them, also where the fact was derived for another rule', () => {
    const found = new Map(judgeAll([first, again, not], untold).map((each) => [each.cause, each]));
    expect(found.get('first')).toMatchObject({ finding: 'cause', strength: 'likely' });
    expect(found.get('again')).toMatchObject({ finding: 'cause', strength: 'likely' });
    expect(found.get('not')).toMatchObject({ finding: 'unknown', missing: expect.stringContaining('tab') });
  });

  test('proves what no tab was asked for, and ranks it first', () => {
    expect(judgeAll([first, plain], untold)).toMatchObject([
      { cause: 'plain', strength: 'proven' },
      { cause: 'first' },
    ]);
  });

  test('is the exception', () => {
    expect(judgeAll([first, not], file)).toMatchObject([{ strength: 'proven' }, { finding: 'ruled-out' }]);
  });
});
