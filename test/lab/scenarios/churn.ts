import { current } from '../core/documents.ts';
import { json } from '../core/reply.ts';
import type { Scenario } from '../core/scenario.ts';

/** The shape of Kubernetes: a machine writes `status`, and every write counts as a version. */
export const churn: Scenario = {
  id: 'churn',
  title: 'A machine writes its own fields',
  story:
    'Load, let the machine report, save. Only the status, which a machine writes, has changed, but the version has too. Your text is still what it was.',
  group: 'Others at work',
  steps: ['load', 'type', 'report', 'save'],
  ends: 409,
  shows: ['background-churn'],
  nearMissOf: ['changed-by-someone-else', 'volatile-body-etag', 'field-ownership'],
  documents: {
    'notes/1': {
      id: '1',
      title: 'Backup plan',
      body: 'Every night.',
      tags: ['ops'],
      status: { runs: 1, phase: 'Ready' },
    },
  },
  happenings: {
    report: {
      label: 'The machine reports',
      happen: (call) => {
        const runs = call.memory.count('runs') + 2;
        call.documents.write('notes/1', { status: { runs, phase: 'Ready' } }, 'scheduler', true);
        return 'The machine wrote its status.';
      },
    },
  },
  rules: {
    refuse: (document) =>
      json(409, {
        kind: 'Status',
        apiVersion: 'v1',
        status: 'Failure',
        reason: 'Conflict',
        code: 409,
        message: `Operation cannot be fulfilled on ${document.path}: the object is at version ${current(document).version}; apply your changes to the latest version and try again`,
      }),
  },
};
