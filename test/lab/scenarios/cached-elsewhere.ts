import { json } from '../core/reply.ts';
import type { Scenario } from '../core/scenario.ts';

export const cachedElsewhere: Scenario = {
  id: 'cached-elsewhere',
  title: 'Loading again shows the old copy',
  story:
    'Load, let somebody else edit, load again, save. Reads may be kept for 60 seconds, so the second load shows the old text with the old ETag, although the newer one was there to be had.',
  group: 'The copy is stale',
  steps: ['load', 'else', 'load', 'type', 'save'],
  ends: 409,
  browserOnly: true,
  shows: ['stale-browser-cache', 'changed-by-someone-else'],
  nearMissOf: ['stale-shared-cache'],
  rules: {
    readHeaders: () => ({ 'cache-control': 'max-age=60' }),
    refuse: () => json(409, { error: 'version_conflict', message: 'The note has been modified. Please reload.' }),
  },
};
