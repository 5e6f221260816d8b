import { isWrite } from '../core/call.ts';
import { json } from '../core/reply.ts';
import type { Scenario } from '../core/scenario.ts';

const busyMs = 2000;

export const busy: Scenario = {
  id: 'busy',
  title: 'Another operation is still running',
  story:
    'Load and save. The first save meets a running export and is told to come back in two seconds (Retry-After). After that the same save passes.',
  group: 'Others at work',
  steps: ['load', 'type', 'save'],
  ends: 409,
  shows: ['operation-in-progress'],
  nearMissOf: ['changed-by-someone-else', 'locked', 'wrong-state'],
  handle: (call, next) => {
    if (!isWrite(call)) return next();
    if (call.memory.number('until') === 0) call.memory.set('until', Date.now() + busyMs);
    if (Date.now() >= call.memory.number('until')) return next();
    return json(
      409,
      { error: { code: 'AnotherOperationInProgress', message: 'An export of this note is running. Try again later.' } },
      { 'retry-after': '2' },
    );
  },
};
