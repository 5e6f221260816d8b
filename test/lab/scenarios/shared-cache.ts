import { problem } from '../core/reply.ts';
import type { Scenario } from '../core/scenario.ts';
import { throughSharedCache } from '../core/shared-cache.ts';

export const sharedCache: Scenario = {
  id: 'shared-cache',
  title: 'A CDN answers with an old copy',
  story:
    'Load, save, load, save. A cache in front of the server keeps reads for a minute and hears nothing of writes. The second read is old, and clearing the browser does not help.',
  group: 'The copy is stale',
  steps: ['load', 'type', 'save', 'load', 'type', 'save'],
  ends: 412,
  shows: ['stale-shared-cache'],
  nearMissOf: ['stale-browser-cache', 'changed-by-someone-else'],
  rules: {
    readHeaders: () => ({ 'cache-control': 'public, s-maxage=60, max-age=0, must-revalidate' }),
    refuse: () => problem(412, 'Precondition Failed', 'If-Match names an older version.'),
  },
  handle: throughSharedCache,
};
