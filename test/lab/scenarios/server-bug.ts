import { problem } from '../core/reply.ts';
import type { Scenario } from '../core/scenario.ts';

export const serverBug: Scenario = {
  id: 'server-bug',
  title: 'Even a fresh ETag is refused',
  story:
    'Load and save. The tag is current and stable, and it is refused all the same: the server compares wrongly. Loading again does not help.',
  group: 'Others at work',
  steps: ['load', 'type', 'save', 'load', 'type', 'save'],
  ends: 412,
  shows: ['server-bug'],
  nearMissOf: ['changed-by-someone-else', 'flapping-etag'],
  rules: {
    matches: () => false,
    refuse: () => problem(412, 'Precondition Failed', 'The condition in If-Match was not met.'),
  },
};
