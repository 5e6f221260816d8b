import { runBatch } from '../core/batch.ts';
import type { Scenario } from '../core/scenario.ts';

export const batch: Scenario = {
  id: 'batch',
  title: 'One batch writes twice under one tag',
  story:
    'Load and save. The page sends two changes of the same note in one batch, both with the same tag. The first part is applied, the second one is refused; the batch as a whole says 200.',
  group: 'In disguise',
  steps: ['load', 'type', 'save'],
  ends: 200,
  shows: ['batch-reuses-token', 'conflict-in-disguise'],
  nearMissOf: ['changed-by-someone-else'],
  page: { saveTo: 'api/$batch', saveMethod: 'POST', token: 'none', wrap: 'batch' },
  handle: (call, next) => (call.path === 'api/$batch' ? runBatch(call) : next()),
};
