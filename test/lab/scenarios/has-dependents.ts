import { json } from '../core/reply.ts';
import type { Scenario } from '../core/scenario.ts';

export const hasDependents: Scenario = {
  id: 'has-dependents',
  title: 'It cannot be deleted: others point to it',
  story: 'Load and save: this page’s save deletes the note. Three reminders refer to it, and the database says no.',
  group: 'Not a version problem',
  steps: ['load', 'save'],
  ends: 409,
  shows: ['has-dependents'],
  nearMissOf: ['already-exists', 'changed-by-someone-else'],
  page: { saveMethod: 'DELETE' },
  handle: (call, next) =>
    call.method !== 'DELETE'
      ? next()
      : json(409, {
          code: '23503',
          details: 'Key (id)=(1) is still referenced from table "reminders".',
          hint: null,
          message:
            'update or delete on table "notes" violates foreign key constraint "reminders_note_id_fkey" on table "reminders"',
        }),
};
