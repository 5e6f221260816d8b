import { json } from '../core/reply.ts';
import type { Scenario } from '../core/scenario.ts';

export const noEtag: Scenario = {
  id: 'no-etag',
  title: 'A server that never sends an ETag',
  story:
    'Load and save. The server demands If-Match but issues no ETag at all, compressed or not. Nobody can save here; it is a fault of the server.',
  group: 'The tag changed on its way',
  steps: ['load', 'type', 'save'],
  ends: 428,
  shows: [],
  nearMissOf: ['etag-dropped-by-proxy', 'precondition-never-sent', 'etag-not-exposed', 'debug-proxy'],
  rules: {
    etag: () => undefined,
    unconditional: () => json(428, { message: 'Precondition required: If-Match' }),
  },
};
