import { isWrite } from '../core/call.ts';
import type { Scenario } from '../core/scenario.ts';

export const brokenConnection: Scenario = {
  id: 'broken-connection',
  title: 'Saved, but the answer was lost',
  story:
    'Load, save, save. The first save is applied, then the connection breaks before its answer. The second try is refused with the tag of before, although your text is on the server.',
  group: 'Rough weather',
  steps: ['load', 'type', 'save', 'save'],
  ends: 409,
  shows: ['lost-response'],
  nearMissOf: ['changed-by-someone-else', 'overlapping-saves'],
  handle: async (call, next) => {
    const answer = await next();
    const first = isWrite(call) && call.memory.count('writes') === 0;
    return first ? { ...answer, broken: 'before' } : answer;
  },
};
