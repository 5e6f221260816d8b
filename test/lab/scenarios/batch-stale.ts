import { runBatch } from '../core/batch.ts';
import type { Scenario } from '../core/scenario.ts';

export const batchStale: Scenario = {
  id: 'batch-stale',
  title: 'A batch whose copy is old',
  story:
    'Load, let somebody else edit, save. The same batch, but both of its parts are refused: the note was changed before the first of them came.',
  group: 'In disguise',
  steps: ['load', 'type', 'else', 'save'],
  ends: 200,
  shows: ['changed-by-someone-else', 'conflict-in-disguise'],
  nearMissOf: ['batch-reuses-token'],
  page: { saveTo: 'api/$batch', saveMethod: 'POST', token: 'none', wrap: 'batch' },
  handle: (call, next) => (call.path === 'api/$batch' ? runBatch(call) : next()),
};
