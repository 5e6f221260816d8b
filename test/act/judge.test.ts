import { describe, expect, test } from 'vitest';
import { type Held, judge, type Sent } from '../../src/act/replay/judge.ts';

const held = (more: Partial<Held>): Held => ({
  token: '"2"',
  hasMine: false,
  onlyMine: false,
  isAsBefore: false,
  ...more,
});
const ok = (token: string | null = '"2"'): Sent => ({ answer: 'status', status: 200, token });
const mine = { hasMine: true, onlyMine: true };

describe.each<[string, Sent, Held | null, string]>([
  ['the read shows the version that the answer named', ok(), held({}), 'saved'],
  ['the answer names none, and the read shows mine', ok(null), held(mine), 'saved'],
  ['a compressing proxy altered the tag of the read', ok('"2"'), held({ token: 'W/"2-gzip"', ...mine }), 'saved'],
  [
    'the answer’s tag is of another kind than the read’s, the contents mine alone',
    ok('"1-x"'),
    held({ token: '"0-x"', ...mine }),
    'saved',
  ],
  ['the read failed', ok(), null, 'saved'],
  ['another version, and mine is still in it', ok(), held({ token: '"3"', hasMine: true }), 'overtaken'],
  ['another version without mine', ok(), held({ token: '"3"' }), 'overtaken'],
  ['the answer names no version and mine is not all there', ok(null), held({}), 'cannot-tell'],
  ['a success, yet still the version from before', ok(), held({ token: '"1"', isAsBefore: true }), 'cannot-tell'],
  ['refused again', { answer: 'status', status: 412, token: null }, held({}), 'refused-again'],
  [
    'refused again, though the version sent along is still held',
    { answer: 'status', status: 409, token: null },
    held({ isAsBefore: true }),
    'refused-again',
  ],
  [
    'a conflict under 200, and the server holds another version',
    { answer: 'status', status: 409, under: 200, token: null },
    held({}),
    'refused-again',
  ],
  ['refused again, and nothing can be read', { answer: 'status', status: 409, token: null }, null, 'refused-again'],
  [
    'refused, yet mine is there: the browser had repeated it',
    { answer: 'status', status: 412, token: null },
    held(mine),
    'already-saved',
  ],
  ['not allowed', { answer: 'status', status: 403, token: null }, held({ isAsBefore: true }), 'not-saved'],
  ['invalid', { answer: 'status', status: 422, token: null }, null, 'not-saved'],
  ['the server fails after it saved', { answer: 'status', status: 502, token: null }, held(mine), 'already-saved'],
  [
    'the server fails and holds the old',
    { answer: 'status', status: 500, token: null },
    held({ isAsBefore: true }),
    'not-saved',
  ],
  [
    'the server fails and holds something else',
    { answer: 'status', status: 500, token: null },
    held({}),
    'cannot-tell',
  ],
  ['the server fails and cannot be read', { answer: 'status', status: 503, token: null }, null, 'cannot-tell'],
  ['a broken connection, and mine is there', { answer: 'none', why: 'broken' }, held(mine), 'already-saved'],
  [
    'a broken connection, and the old is there',
    { answer: 'none', why: 'broken' },
    held({ isAsBefore: true }),
    'not-saved',
  ],
  [
    'no answer in time, and the old is there: it may yet arrive',
    { answer: 'none', why: 'late' },
    held({ isAsBefore: true }),
    'cannot-tell',
  ],
  ['cancelled, and mine is there: it had arrived', { answer: 'none', why: 'cancelled' }, held(mine), 'already-saved'],
  [
    'the background ended, and the old is there: it may yet arrive',
    { answer: 'none', why: 'ended' },
    held({ isAsBefore: true }),
    'cannot-tell',
  ],
  ['a broken connection, and another version', { answer: 'none', why: 'broken' }, held({}), 'cannot-tell'],
  ['a broken connection, and nothing can be read', { answer: 'none', why: 'broken' }, null, 'cannot-tell'],
])('%s', (_what, sent, read, outcome) => {
  test(outcome, () => {
    const verdict = judge(sent, read);
    expect(verdict.outcome).toBe(outcome);
    expect(verdict.sentence).toMatch(/^[A-Z].*\.$/);
  });
});

test('nobody is said to have saved in between where the server’s version did not move', () => {
  const again: Sent = { answer: 'status', status: 409, token: null };
  expect(judge(again, held({ isAsBefore: true })).sentence).not.toContain('somebody');
  expect(judge(again, null).sentence).not.toContain('somebody');
  expect(judge(again, held({ token: null })).sentence).not.toContain('somebody');
  expect(judge(again, held({})).sentence).toContain('somebody saved in between');
});
