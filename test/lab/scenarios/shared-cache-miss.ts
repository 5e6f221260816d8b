import { problem, withHeaders } from '../core/reply.ts';
import type { Scenario } from '../core/scenario.ts';

export const sharedCacheMiss: Scenario = {
  id: 'shared-cache-miss',
  title: 'A CDN that passes reads on',
  story:
    'Load, let somebody else edit, save. There is a CDN, but it says MISS and Age: 0 to every read. The note really was changed.',
  group: 'The copy is stale',
  steps: ['load', 'type', 'else', 'save'],
  ends: 412,
  shows: ['changed-by-someone-else'],
  nearMissOf: ['stale-shared-cache', 'debug-proxy'],
  rules: { refuse: () => problem(412, 'Precondition Failed', 'If-Match names an older version.') },
  handle: async (_call, next) => withHeaders(await next(), { age: '0', 'x-cache': 'MISS', via: '1.1 lab-cache' }),
};
