import { isWrite } from '../core/call.ts';
import { problem } from '../core/reply.ts';
import type { Scenario } from '../core/scenario.ts';

export const quota: Scenario = {
  id: 'quota',
  title: 'No room for more notes',
  story:
    'Load and save. This account may hold ten notes and holds ten. No version is old and nobody else has written; one note less and the same save passes.',
  group: 'Not a version problem',
  steps: ['load', 'save'],
  ends: 409,
  shows: ['quota-or-policy'],
  nearMissOf: ['already-exists', 'changed-by-someone-else', 'wrong-state', 'ordinary-error'],
  page: { saveTo: 'api/notes', saveMethod: 'POST', token: 'none' },
  handle: (call, next) =>
    !isWrite(call)
      ? next()
      : problem(409, 'Quota exceeded', 'The limit of 10 notes for this account is reached.', { limit: 10, used: 10 }),
};
