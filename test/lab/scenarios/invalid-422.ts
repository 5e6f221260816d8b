import { isWrite } from '../core/call.ts';
import { json } from '../core/reply.ts';
import type { Scenario } from '../core/scenario.ts';

export const invalid422: Scenario = {
  id: 'invalid-422',
  title: 'Wrong input under 422',
  story: 'Load and save. The title breaks a rule, and the server says so with 422. That is no conflict.',
  group: 'In disguise',
  steps: ['load', 'type', 'save'],
  ends: 422,
  shows: [],
  nearMissOf: ['conflict-in-disguise'],
  handle: (call, next) =>
    isWrite(call)
      ? json(422, { errors: [{ code: 'too_short', field: 'title', message: 'Title is too short (minimum is 80).' }] })
      : next(),
};
