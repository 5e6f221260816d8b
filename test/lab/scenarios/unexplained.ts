import { isWrite } from '../core/call.ts';
import { reply } from '../core/reply.ts';
import type { Scenario } from '../core/scenario.ts';

export const unexplained: Scenario = {
  id: 'unexplained',
  title: 'A refusal that says nothing',
  story: 'Load and save. 409, no body, no precondition, no header that helps. Nobody can tell why.',
  group: 'Not a version problem',
  steps: ['load', 'type', 'save'],
  ends: 409,
  shows: ['unexplained'],
  nearMissOf: ['changed-by-someone-else', 'already-exists', 'precondition-never-sent'],
  page: { saveTo: 'api/inbox', saveMethod: 'POST', token: 'none' },
  handle: (call, next) => (isWrite(call) ? reply(409) : next()),
};
