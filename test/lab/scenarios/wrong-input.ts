import { isWrite } from '../core/call.ts';
import { json } from '../core/reply.ts';
import type { Scenario } from '../core/scenario.ts';

export const wrongInput: Scenario = {
  id: 'wrong-input',
  title: 'A 409 that is none',
  story:
    'Load and save. The server says 409, but its answer speaks of a wrong value: the title is missing. No version and nobody else is involved.',
  group: 'Not a version problem',
  steps: ['load', 'type', 'save'],
  ends: 409,
  shows: ['ordinary-error'],
  nearMissOf: [
    'changed-by-someone-else',
    'quota-or-policy',
    'server-race',
    'header-changed-by-extension',
    'outdated-token',
  ],
  page: { token: 'none' },
  handle: (call, next) =>
    !isWrite(call) ? next() : json(409, { error: 'validation_failed', message: 'The field title is required.' }),
};
