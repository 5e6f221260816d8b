import { setTimeout as wait } from 'node:timers/promises';
import { isWrite } from '../core/call.ts';
import type { Scenario } from '../core/scenario.ts';

const slowMs = 1500;

export const abort: Scenario = {
  id: 'abort',
  title: 'The page gave up too early',
  story:
    'Load, save, save. The first save is applied at once, but its answer takes a second and a half and the page waits only half a second. The second try meets the page’s own first save.',
  group: 'Rough weather',
  steps: ['load', 'type', 'save', 'save'],
  ends: 409,
  shows: ['lost-response'],
  nearMissOf: ['changed-by-someone-else', 'overlapping-saves'],
  page: { abortAfterMs: 500 },
  handle: async (call, next) => {
    const answer = await next();
    if (isWrite(call) && call.memory.count('writes') === 0) await wait(slowMs);
    return answer;
  },
};
