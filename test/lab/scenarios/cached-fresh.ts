import { json } from '../core/reply.ts';
import type { Scenario } from '../core/scenario.ts';

export const cachedFresh: Scenario = {
  id: 'cached-fresh',
  title: 'Reads may be kept, but this one was not',
  story:
    'Load, let somebody else edit, save. Reads may be kept for 60 seconds, yet the page’s only read came from the server. The note really was changed after it.',
  group: 'The copy is stale',
  steps: ['load', 'type', 'else', 'save'],
  ends: 409,
  shows: ['changed-by-someone-else'],
  nearMissOf: ['stale-browser-cache'],
  rules: {
    readHeaders: () => ({ 'cache-control': 'max-age=60' }),
    refuse: () => json(409, { error: 'version_conflict', message: 'The note has been modified. Please reload.' }),
  },
};
