import { json } from '../core/reply.ts';
import type { Scenario } from '../core/scenario.ts';

export const corsNull: Scenario = {
  id: 'cors-null',
  title: 'The page may not see the ETag and sends “null”',
  story:
    'Load and save. As in cors, the browser hides the tag of another origin; this page puts what it got, null, into If-Match all the same.',
  group: 'The tag changed on its way',
  steps: ['load', 'type', 'save'],
  ends: 412,
  browserOnly: true,
  shows: ['etag-not-exposed', 'placeholder-token'],
  nearMissOf: ['changed-by-someone-else'],
  page: { secondOrigin: true, mangle: 'null' },
  cors: { expose: 'X-Request-Id' },
  rules: { refuse: () => json(412, { error: { code: 'precondition_failed', message: 'ETag mismatch' } }) },
};
