import { jsonBody } from '../core/call.ts';
import { current } from '../core/documents.ts';
import { json } from '../core/reply.ts';
import type { Scenario } from '../core/scenario.ts';

/** The error envelope of PostgREST around the SQL state of a unique violation. */
export const unique: Scenario = {
  id: 'unique',
  title: 'The title is taken',
  story:
    'Load, then save: this page creates a new note with POST. Titles are unique, and a note with this title is there already. No version is involved; another title passes.',
  group: 'First stories',
  steps: ['load', 'save'],
  ends: 409,
  shows: ['already-exists'],
  nearMissOf: [
    'changed-by-someone-else',
    'precondition-never-sent',
    'hidden-duplicate',
    'create-only-precondition',
    'reserved-name',
    'immutable-version',
  ],
  page: { saveTo: 'api/notes', saveMethod: 'POST', token: 'none' },
  handle: (call, next) => {
    if (call.method !== 'POST') return next();
    const { title } = jsonBody(call);
    const taken = call.documents.all().some((one) => current(one).value.title === title);
    if (!taken) return next();
    return json(409, {
      code: '23505',
      details: `Key (title)=(${String(title)}) already exists.`,
      hint: null,
      message: 'duplicate key value violates unique constraint "notes_title_key"',
    });
  },
};
