import { compressed } from '../core/compress.ts';
import { problem } from '../core/reply.ts';
import type { Scenario } from '../core/scenario.ts';

export const droppedEtag: Scenario = {
  id: 'dropped-etag',
  title: 'A proxy dropped the ETag',
  story:
    'Load and save. The server sends an ETag, but the proxy that compresses the answer removes it. The page has nothing to send, and the server demands If-Match.',
  group: 'The tag changed on its way',
  steps: ['load', 'type', 'save'],
  ends: 428,
  shows: ['etag-dropped-by-proxy'],
  nearMissOf: ['precondition-never-sent'],
  rules: { unconditional: () => problem(428, 'Precondition Required', 'Send If-Match with the ETag of your copy.') },
  handle: async (call, next) => compressed(call, await next(), () => undefined),
};
