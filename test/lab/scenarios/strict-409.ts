import type { Scenario } from '../core/scenario.ts';

export const strict409: Scenario = {
  id: 'strict-409',
  title: 'Somebody else saved in between: 409',
  story:
    'Load the note, let somebody else edit it, then save. The server compares your If-Match with the current ETag and answers 409 Conflict with problem details.',
  group: 'First stories',
  steps: ['load', 'type', 'else', 'save'],
  ends: 409,
  shows: ['changed-by-someone-else'],
  nearMissOf: ['stale-browser-cache', 'header-changed-by-extension'],
};
