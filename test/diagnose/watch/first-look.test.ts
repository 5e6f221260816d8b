import { describe, expect, test } from 'vitest';
import { flagOfSuccess } from '../../../src/diagnose/watch/disguise-in-success.ts';
import { mayHaveOverwritten, takesHistory } from '../../../src/diagnose/watch/first-look.ts';
import { flagByHistory, flagOf, needsHistory, readFlag } from '../../../src/diagnose/watch/flagged.ts';
import { flagAtOnce, mayHideInSuccess, takesReader } from '../../../src/diagnose/watch/suspect.ts';
import { caseOf, exchange, type Sketch } from '../cases.ts';
import { load, saved } from '../stories.ts';

const json = (status: number, responseBody: NonNullable<Sketch['responseBody']>, more: Sketch = {}) =>
  exchange({ method: 'POST', status, received: [['Content-Type', 'application/json']], responseBody, ...more });
const conflict = '{"data":null,"errors":[{"message":"Old version.","extensions":{"code":"CONFLICT"}}]}';
const stale = '{"errors":[{"code":"stale_object","message":"It was updated by another user."}]}';
const short = '{"errors":[{"code":"too_short","message":"Title is too short."}]}';

describe('the first look', () => {
  test.each([
    ['a success that hides a refusal', json(200, conflict)],
    ['a success', json(200, '{"title":"CONFLICT"}')],
    ['a refusal that says so itself', json(409, conflict)],
    ['a server’s error', json(500, '{}')],
    ['a body that is in the store', json(200, { state: 'not-kept', why: 'not-loaded', length: 9 })],
    ['a read', json(200, conflict, { method: 'GET' })],
  ])('says at once what the whole reader says: %s', (_, x) => {
    expect(takesReader(x)).toBe(false);
    expect(mayHideInSuccess(x) ? flagOfSuccess(x) : flagAtOnce(x)).toBe(flagOf(x));
  });

  test.each([
    ['stale', stale, 'disguised-refusal'],
    ['wrong input', short, null],
  ] as const)('leaves 400 and 422 to the reader: %s', (_, body, flag) => {
    for (const status of [400, 422]) {
      const x = json(status, body);
      expect(takesReader(x)).toBe(true);
      expect(flagAtOnce(x)).toBeUndefined();
      expect(readFlag(caseOf(x))).toBe(flag);
    }
  });

  const read = load(0, '"a1"');
  const theirs = saved(10, null, '"b2"', { tabId: 2, requestBody: '{"title":"theirs"}' });
  const mine = saved(30, null, '"c3"');

  test('asks for the history wherever a lost update can be found, and for little else', () => {
    const file = caseOf(mine, [read, theirs]);
    expect(flagByHistory(file)).toBe('lost-update');
    expect([takesHistory(mine), mayHaveOverwritten(file), readFlag(file)]).toEqual([true, true, 'lost-update']);
    expect(needsHistory(mine)).toBe(true);
    // Numbers that skip one tell of a version that nobody here made.
    const numbered = caseOf(saved(30, null, '"5"'), [load(0, '"2"'), saved(10, null, '"3"')]);
    expect(flagByHistory(numbered)).toBe('lost-update');
    expect(mayHaveOverwritten(numbered)).toBe(true);
    expect(mayHaveOverwritten(caseOf(saved(30, null, '"abc"'), [load(0, '"xyz"')]))).toBe(false);
    expect(mayHaveOverwritten(caseOf(mine, [theirs]))).toBe(false);
    for (const other of [
      saved(30, '"a1"', '"c3"'),
      saved(30, null, '"c3"', { method: 'POST' }),
      saved(30, null, null, { status: 409 }),
      saved(30, null, null, { status: 202 }),
      { ...mine, flag: 'disguised-refusal' as const },
    ])
      expect(takesHistory(other)).toBe(false);
  });
});
