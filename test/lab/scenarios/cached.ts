import { json } from '../core/reply.ts';
import type { Scenario } from '../core/scenario.ts';

/**
 * Chromium 156: a 2xx write with If-Match leaves the cached GET of its URL in place, so the next read gives the old tag.
 * Firefox ESR 153 drops it as RFC 9111 §4.4 says, and the story ends well there; `cached-elsewhere` is stale in both.
 */
export const cached: Scenario = {
  id: 'cached',
  title: 'My own second save is refused',
  story:
    'Load and save: it works. The page then reads the note again, but reads may be kept for 60 seconds and the browser gives it the old copy with the old ETag. The second save is refused, though nobody else changed anything.',
  group: 'First stories',
  steps: ['load', 'type', 'save', 'type', 'save'],
  ends: 409,
  browserOnly: true,
  shows: ['stale-browser-cache'],
  nearMissOf: ['changed-by-someone-else'],
  page: { afterSave: 'read-again' },
  rules: {
    readHeaders: () => ({ 'cache-control': 'max-age=60' }),
    refuse: (document, tag) =>
      json(409, {
        error: 'version_conflict',
        message: `The ${document.path.split('/')[0]?.replace(/s$/, '')} has been modified. Please reload.`,
        expected: tag,
      }),
  },
};
