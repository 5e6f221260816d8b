import { problem } from '../core/reply.ts';
import type { Scenario } from '../core/scenario.ts';

export const invented: Scenario = {
  id: 'invented',
  title: 'The page makes up its own tag',
  story: 'Load and save. The page sends the time of its clock as If-Match. The server has never issued such a tag.',
  group: 'The page loses the token',
  steps: ['load', 'type', 'save'],
  ends: 412,
  shows: ['token-never-issued'],
  nearMissOf: ['changed-by-someone-else', 'etag-quotes-mangled'],
  page: { mangle: 'clock' },
  rules: { refuse: () => problem(412, 'Precondition Failed', 'If-Match does not match.') },
};
