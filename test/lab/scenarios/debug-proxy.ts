import { problem, type Reply, withHeaders, withoutHeader } from '../core/reply.ts';
import type { Scenario } from '../core/scenario.ts';

function stripped(answer: Reply): Reply {
  return withHeaders(withoutHeader(answer, 'etag'), {
    via: '1.1 debug-proxy',
    'cache-control': 'no-cache, no-store, must-revalidate',
    pragma: 'no-cache',
    expires: '0',
  });
}

export const debugProxy: Scenario = {
  id: 'debug-proxy',
  title: 'A debugging proxy removes all validators',
  story:
    'Load and save. A proxy between browser and server runs in its “no cache” mode: it takes every ETag away and adds no-cache to everything. The page has no tag to send.',
  group: 'The tag changed on its way',
  steps: ['load', 'type', 'save'],
  ends: 428,
  shows: ['debug-proxy'],
  nearMissOf: ['etag-dropped-by-proxy', 'precondition-never-sent'],
  rules: { unconditional: () => problem(428, 'Precondition Required', 'Send If-Match.') },
  handle: async (_call, next) => stripped(await next()),
};
