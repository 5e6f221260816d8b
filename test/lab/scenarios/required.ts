import { problem } from '../core/reply.ts';
import type { Scenario } from '../core/scenario.ts';

export const required: Scenario = {
  id: 'required',
  title: 'The page sends no If-Match',
  story:
    'Load and save. The server demands a precondition, and this page has forgotten to send the ETag that it was given. The answer is 428 Precondition Required.',
  group: 'First stories',
  steps: ['load', 'type', 'save'],
  ends: 428,
  shows: ['precondition-never-sent'],
  page: { token: 'none' },
  rules: {
    unconditional: (document) =>
      problem(
        428,
        'Precondition Required',
        `A change of ${document.path} must carry If-Match.`,
        {},
        {
          'cache-control': 'no-store',
        },
      ),
  },
};
