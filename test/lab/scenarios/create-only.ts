import { problem } from '../core/reply.ts';
import type { Scenario } from '../core/scenario.ts';

export const createOnly: Scenario = {
  id: 'create-only',
  title: 'Create only, but it is there',
  story:
    'Load and save. This page writes with If-None-Match: *, which means “only if there is nothing yet”. The note exists.',
  group: 'Not a version problem',
  steps: ['load', 'type', 'save'],
  ends: 412,
  shows: ['create-only-precondition'],
  nearMissOf: ['changed-by-someone-else'],
  page: { token: 'if-none-match-star' },
  rules: { refuse: () => problem(412, 'Precondition Failed', 'There is a representation of this resource.') },
};
