import { problem } from '../core/reply.ts';
import type { Scenario } from '../core/scenario.ts';

export const deleteStale: Scenario = {
  id: 'delete-stale',
  title: 'Deleting what somebody else has changed',
  story:
    'Load, let somebody else edit, save: this page’s save deletes the note. Nothing points to it, but it is not what you saw any more.',
  group: 'Not a version problem',
  steps: ['load', 'else', 'save'],
  ends: 412,
  shows: ['changed-by-someone-else'],
  nearMissOf: ['has-dependents'],
  page: { saveMethod: 'DELETE' },
  rules: { refuse: () => problem(412, 'Precondition Failed', 'The note has changed since you saw it.') },
};
