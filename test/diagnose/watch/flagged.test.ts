import { describe, expect, test } from 'vitest';
import { flagByHistory, flagOf, needsHistory } from '../../../src/diagnose/watch/flagged.ts';
import { overwrittenFields } from '../../../src/diagnose/watch/overwritten.ts';
import { caseOf, exchange, type Sketch } from '../cases.ts';
import { load, saved } from '../stories.ts';

const json = (status: number, responseBody: NonNullable<Sketch['responseBody']> | null, more: Sketch = {}) =>
  exchange({ method: 'POST', status, received: [['Content-Type', 'application/json']], responseBody, ...more });
const conflict = '{"data":null,"errors":[{"message":"Old version.","extensions":{"code":"CONFLICT"}}]}';

describe('what an answer says against its status', () => {
  test.each([
    ['GraphQL with a conflict', json(200, conflict), 'disguised-refusal'],
    [
      'wrong input whose code names the version',
      json(422, '{"errors":[{"code":"stale_object","message":"It was updated by another user."}]}'),
      'disguised-refusal',
    ],
    ['a batch with a refused part', json(200, '{"responses":[{"id":"1","status":412}]}'), 'disguised-refusal'],
    ['GraphQL with another error', json(200, conflict.replace('CONFLICT', 'BAD_USER_INPUT')), null],
    ['wrong input', json(422, '{"errors":[{"code":"too_short","message":"Title is too short."}]}'), null],
    ['a note about conflicts', json(200, '{"title":"CONFLICT","body":"edit conflict, version mismatch"}'), null],
    ['a refusal that says so itself', json(409, conflict), null],
    ['an answer that has not come', json(200, null, { status: null }), null],
    ['a body that no source gave', json(200, { state: 'not-kept', why: 'not-given', length: 9 }), null],
    [
      'Resave’s own try, which saved nothing either',
      json(200, conflict, { parent: { id: 'x', role: 'replay-send', note: '' } }),
      'disguised-refusal',
    ],
    ['a body that is in the store', json(200, { state: 'not-kept', why: 'not-loaded', length: 9 }), undefined],
    ['a read', json(200, conflict, { method: 'GET' }), undefined],
  ] as const)('%s', (_, x, flag) => {
    expect(flagOf(x)).toBe(flag);
  });
});

describe('what only the history can tell', () => {
  const read = load(0, '"a1"');
  const theirs = saved(10, null, '"b2"', { tabId: 2, requestBody: '{"title":"theirs"}' });
  const mine = saved(30, null, '"c3"');

  test('only a PUT of a page that went through without naming a version is looked up', () => {
    expect(needsHistory(mine)).toBe(true);
    const others = [
      read,
      saved(30, '"a1"', '"c3"'),
      saved(30, null, '"c3"', { method: 'POST' }),
      saved(30, null, '"c3"', { method: 'PATCH' }),
      saved(30, null, null, { status: 409 }),
      saved(30, null, null, { status: 500 }),
      saved(30, null, null, { status: null }),
      saved(30, null, '"c3"', { missed: ['end'] }),
      saved(30, null, '"c3"', { flag: 'disguised-refusal' }),
      saved(30, null, '"c3"', { parent: { id: 'x', role: 'replay-send', note: '' } }),
      saved(30, null, '"c3"', { requestBody: '{"title":"mine","_rev":"3-abc"}' }),
    ];
    expect(others.filter(needsHistory)).toEqual([]);
  });

  test('it is flagged when likely or proven, not when merely possible', () => {
    expect(flagByHistory(caseOf(mine, [read, theirs]))).toBe('lost-update');
    const skipped = [load(0, '"v1"'), saved(5, null, '"v2"')];
    expect(flagByHistory(caseOf(saved(30, null, '"v4"'), skipped))).toBe('lost-update');
    expect(flagByHistory(caseOf(saved(30, null, '"v3"'), [load(0, '"v1"')]))).toBeNull();
    expect(flagByHistory(caseOf(mine, [read]))).toBeNull();
  });
});

describe('what was overwritten', () => {
  const known = load(0, '"a1"', { responseBody: '{"title":"draft","body":"one","tags":["a"],"at":1}' });
  const theirs = (requestBody: string) => saved(10, null, '"b2"', { tabId: 2, requestBody });
  const mine = saved(30, null, '"c3"', { requestBody: '{"title":"mine","body":"one","tags":["a"]}' });

  test('is what they had changed and the save set otherwise', () => {
    expect(overwrittenFields(known, theirs('{"title":"draft","body":"two","tags":["a","b"],"at":2}'), mine)).toEqual([
      { path: '$.body', before: 'one', theirs: 'two', now: 'one' },
      { path: '$.tags[1]', before: null, theirs: 'b', now: null },
    ]);
  });
  test('is nothing where both wrote the same', () => {
    expect(overwrittenFields(known, theirs('{"title":"mine","body":"one","tags":["a"]}'), mine)).toEqual([]);
  });
  test('is not known where a content is not', () => {
    expect(overwrittenFields(load(0, '"a1"'), theirs('{"title":"theirs"}'), mine)).toBeNull();
    expect(overwrittenFields(known, theirs('title=theirs'), mine)).toBeNull();
  });
});
