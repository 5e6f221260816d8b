import { isWrite } from '../core/call.ts';
import { json } from '../core/reply.ts';
import type { Scenario } from '../core/scenario.ts';

export const incompatible: Scenario = {
  id: 'incompatible',
  title: 'The new schema does not fit the old one',
  story:
    'Save. The page registers a schema in which a field has another type than before. Sending it again changes nothing.',
  group: 'Not a version problem',
  steps: ['type', 'save'],
  ends: 409,
  shows: ['incompatible-change'],
  nearMissOf: ['changed-by-someone-else', 'merge-conflict'],
  page: { saveTo: 'api/schemas/note', saveMethod: 'POST', token: 'none' },
  handle: (call, next) =>
    call.path === 'api/schemas/note' && isWrite(call)
      ? json(409, {
          error_code: 409,
          message:
            'The schema being registered is incompatible with an earlier schema: field tags has changed its type',
        })
      : next(),
};
