import type { Scenario } from '../core/scenario.ts';
import { workerScript } from '../page/assets.ts';

export const serviceWorker: Scenario = {
  id: 'service-worker',
  title: 'A service worker answers with an old copy',
  story:
    'Load, save, load, save. The page’s service worker keeps the first read in CacheStorage and answers every later read with it. The second save goes out with the old tag.',
  group: 'The copy is stale',
  steps: ['load', 'type', 'save', 'load', 'type', 'save'],
  ends: 409,
  browserOnly: true,
  shows: ['stale-service-worker'],
  nearMissOf: ['stale-browser-cache', 'changed-by-someone-else'],
  page: { serviceWorker: 'sw.js' },
  handles: ['sw.js'],
  handle: (call, next) => (call.path === 'sw.js' ? workerScript('stale-worker.js') : next()),
};
