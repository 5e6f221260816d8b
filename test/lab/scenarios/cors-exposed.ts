import type { Scenario } from '../core/scenario.ts';

export const corsExposed: Scenario = {
  id: 'cors-exposed',
  title: 'Another origin that exposes its ETag',
  story:
    'Load, let somebody else edit, save. The API is on another origin and exposes ETag as it should. The note really was changed.',
  group: 'The tag changed on its way',
  steps: ['load', 'type', 'else', 'save'],
  ends: 409,
  browserOnly: true,
  shows: ['changed-by-someone-else'],
  nearMissOf: ['etag-not-exposed'],
  page: { secondOrigin: true },
  cors: { expose: 'ETag' },
};
