import { isWrite } from '../core/call.ts';
import { xml } from '../core/reply.ts';
import type { Scenario } from '../core/scenario.ts';

export const locked: Scenario = {
  id: 'locked',
  title: 'Somebody holds a lock: 423',
  story:
    'Load and save. Another editor has locked the note, as WebDAV does it. Once it is unlocked the same save passes.',
  group: 'Others at work',
  steps: ['load', 'type', 'save'],
  ends: 423,
  shows: ['locked'],
  nearMissOf: ['changed-by-someone-else', 'operation-in-progress', 'wrong-state'],
  happenings: {
    unlock: {
      label: 'Unlock',
      happen: (call) => {
        call.memory.set('unlocked', 1);
        return 'The lock is gone.';
      },
    },
  },
  handle: (call, next) =>
    !isWrite(call) || call.memory.number('unlocked') === 1
      ? next()
      : xml(
          423,
          `<D:error xmlns:D="DAV:"><D:lock-token-submitted><D:href>/locked/${call.path}</D:href></D:lock-token-submitted><D:owner>another editor</D:owner></D:error>`,
        ),
};
