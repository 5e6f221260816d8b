import { problem } from '../core/reply.ts';
import type { Scenario } from '../core/scenario.ts';

/** RFC 9110 knows no exposure; it is the Fetch standard (CORS protocol) that hides ETag unless the server exposes it. */
export const cors: Scenario = {
  id: 'cors',
  title: 'The page may not see the ETag',
  story:
    'Load and save. The API is on another origin and does not say Access-Control-Expose-Headers: ETag. The tag arrives, but the browser hides it from the page, which then sends none.',
  group: 'The tag changed on its way',
  steps: ['load', 'type', 'save'],
  ends: 428,
  browserOnly: true,
  shows: ['etag-not-exposed'],
  nearMissOf: ['precondition-never-sent', 'etag-dropped-by-proxy'],
  page: { secondOrigin: true },
  cors: {},
  rules: { unconditional: () => problem(428, 'Precondition Required', 'A change must carry If-Match.') },
};
