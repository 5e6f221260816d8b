import { isWrite } from '../core/call.ts';
import { problem } from '../core/reply.ts';
import type { Scenario } from '../core/scenario.ts';

export const archived: Scenario = {
  id: 'archived',
  title: 'The note is archived',
  story: 'Load and save. An archived note cannot be changed. Once it is restored the same save passes.',
  group: 'Not a version problem',
  steps: ['load', 'type', 'save'],
  ends: 409,
  shows: ['wrong-state'],
  nearMissOf: ['changed-by-someone-else', 'locked'],
  happenings: {
    restore: {
      label: 'Restore the note',
      happen: (call) => {
        call.memory.set('restored', 1);
        return 'The note is restored.';
      },
    },
  },
  handle: (call, next) =>
    !isWrite(call) || call.memory.number('restored') === 1
      ? next()
      : problem(409, 'Invalid state', 'The note is archived and cannot be changed.', {
          state: 'archived',
          allowed: ['restore', 'delete'],
        }),
};
