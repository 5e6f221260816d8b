import { isWrite } from '../core/call.ts';
import { json } from '../core/reply.ts';
import type { Scenario } from '../core/scenario.ts';

/** The shape of a server-side apply that meets another field manager. */
export const fieldOwner: Scenario = {
  id: 'field-owner',
  title: 'A field belongs to somebody else',
  story: 'Load and save. The tags of this note are managed by a program named “classifier”, and the server says so.',
  group: 'Others at work',
  steps: ['load', 'type', 'save'],
  ends: 409,
  shows: ['field-ownership'],
  nearMissOf: ['changed-by-someone-else', 'background-churn'],
  page: { saveMethod: 'PATCH', saveTo: 'api/notes/1?fieldManager=notebook', token: 'none' },
  handle: (call, next) =>
    !isWrite(call)
      ? next()
      : json(409, {
          kind: 'Status',
          status: 'Failure',
          reason: 'Conflict',
          code: 409,
          message: 'Apply failed with 1 conflict: conflict with "classifier": .tags',
          details: {
            causes: [{ reason: 'FieldManagerConflict', message: 'conflict with "classifier"', field: '.tags' }],
          },
        }),
};
