import { isWrite } from '../core/call.ts';
import type { Scenario } from '../core/scenario.ts';

export const brokenBody: Scenario = {
  id: 'broken-body',
  title: 'The answer breaks off in its body',
  story:
    'Load, let somebody else edit, save. Status and headers of the refusal arrive, then the connection is cut in the middle of the body.',
  group: 'Rough weather',
  steps: ['load', 'type', 'else', 'save'],
  ends: 409,
  shows: ['changed-by-someone-else'],
  handle: async (call, next) => {
    const answer = await next();
    return isWrite(call) && answer.status === 409 ? { ...answer, broken: 'middle' } : answer;
  },
};
