import { isWrite } from '../core/call.ts';
import { xml } from '../core/reply.ts';
import type { Scenario } from '../core/scenario.ts';

/** A lock under 412, in the shape of Azure's storage. */
export const lease: Scenario = {
  id: 'lease',
  title: 'Somebody holds a lease: 412',
  story:
    'Load and save. Another program holds a lease on the note, and a write without its id is refused. The status is 412, but the version has nothing to do with it.',
  group: 'Others at work',
  steps: ['load', 'type', 'save'],
  ends: 412,
  shows: ['locked'],
  nearMissOf: ['changed-by-someone-else', 'server-bug'],
  happenings: {
    release: {
      label: 'Release the lease',
      happen: (call) => {
        call.memory.set('released', 1);
        return 'The lease is released.';
      },
    },
  },
  handle: (call, next) =>
    !isWrite(call) || call.memory.number('released') === 1
      ? next()
      : xml(
          412,
          '<Error><Code>LeaseIdMissing</Code><Message>There is a lease on the resource and the request carries no lease id.</Message></Error>',
          { 'x-ms-error-code': 'LeaseIdMissing', 'x-ms-lease-status': 'locked' },
        ),
};
