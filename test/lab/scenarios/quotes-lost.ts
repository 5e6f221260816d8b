import { problem } from '../core/reply.ts';
import type { Scenario } from '../core/scenario.ts';

export const quotesLost: Scenario = {
  id: 'quotes-lost',
  title: 'The page strips the quotes of the ETag',
  story: 'Load and save. The quotes belong to an ETag. This page cuts them off, and no tag of the server has none.',
  group: 'The page loses the token',
  steps: ['load', 'type', 'save'],
  ends: 412,
  shows: ['etag-quotes-mangled'],
  nearMissOf: ['changed-by-someone-else', 'token-never-issued', 'placeholder-token'],
  page: { mangle: 'no-quotes' },
  rules: { refuse: () => problem(412, 'Precondition Failed', 'No current version matches If-Match.') },
};
