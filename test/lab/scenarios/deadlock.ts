import { isWrite } from '../core/call.ts';
import { json } from '../core/reply.ts';
import type { Scenario } from '../core/scenario.ts';

export const deadlock: Scenario = {
  id: 'deadlock',
  title: 'Two writes met in the database',
  story:
    'Load and save. The first save runs into a transaction of another write and the database rolls it back. Sent again, the same save passes.',
  group: 'Others at work',
  steps: ['load', 'save'],
  ends: 409,
  shows: ['server-race'],
  nearMissOf: ['changed-by-someone-else', 'operation-in-progress', 'quota-or-policy', 'ambiguous-target'],
  page: { saveTo: 'api/notes', saveMethod: 'POST', token: 'none' },
  handle: (call, next) =>
    !isWrite(call) || call.memory.count('writes') > 0
      ? next()
      : json(409, {
          code: '40001',
          message: 'could not serialize access due to concurrent update',
          hint: 'The transaction might succeed if retried.',
        }),
};
