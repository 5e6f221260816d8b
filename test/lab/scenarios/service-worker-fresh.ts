import type { Scenario } from '../core/scenario.ts';
import { workerScript } from '../page/assets.ts';

export const serviceWorkerFresh: Scenario = {
  id: 'service-worker-fresh',
  title: 'A service worker that asks the server first',
  story:
    'Load, let somebody else edit, save. The worker answers from the network and keeps a copy only for when there is none. The note really was changed.',
  group: 'The copy is stale',
  steps: ['load', 'type', 'else', 'save'],
  ends: 409,
  browserOnly: true,
  shows: ['changed-by-someone-else'],
  nearMissOf: ['stale-service-worker'],
  page: { serviceWorker: 'sw.js' },
  handles: ['sw.js'],
  handle: (call, next) => (call.path === 'sw.js' ? workerScript('fresh-worker.js') : next()),
};
