import { current } from '../core/documents.ts';
import { json } from '../core/reply.ts';
import type { Scenario } from '../core/scenario.ts';

export const disguise422: Scenario = {
  id: 'disguise-422',
  title: 'A conflict under 422',
  story:
    'Load, let somebody else edit, save. The refusal is a 422, as for wrong input, but its code names the conflict.',
  group: 'In disguise',
  steps: ['load', 'type', 'else', 'save'],
  ends: 422,
  shows: ['conflict-in-disguise', 'changed-by-someone-else'],
  rules: {
    refuse: (document) =>
      json(422, {
        errors: [
          { code: 'stale_object', field: 'lock_version', message: 'The note has been updated by another user.' },
        ],
        currentVersion: current(document).version,
      }),
  },
};
