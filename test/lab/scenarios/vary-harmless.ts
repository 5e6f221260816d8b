import type { Scenario } from '../core/scenario.ts';

export const varyHarmless: Scenario = {
  id: 'vary-harmless',
  title: 'Representations that share one ETag',
  story:
    'Load, let somebody else edit, save. Vary names Accept, and the page reads with another Accept than it writes, but the tag is the same for all. The note really was changed.',
  group: 'The tag is unstable',
  steps: ['load', 'type', 'else', 'save'],
  ends: 409,
  shows: ['changed-by-someone-else'],
  nearMissOf: ['etag-per-representation'],
  page: { readHeaders: { Accept: 'application/json' } },
  rules: { readHeaders: () => ({ 'cache-control': 'no-cache', vary: 'Accept' }) },
};
