import { json } from '../core/reply.ts';
import type { Scenario } from '../core/scenario.ts';

export const placeholder: Scenario = {
  id: 'placeholder',
  title: 'The page saves before it has read',
  story: 'Save without loading. The page has no tag yet and sends the word “null” as If-Match.',
  group: 'The page loses the token',
  steps: ['type', 'save'],
  ends: 412,
  shows: ['placeholder-token'],
  nearMissOf: ['etag-not-exposed', 'token-never-issued', 'changed-by-someone-else'],
  page: { mangle: 'null' },
  rules: { refuse: () => json(412, { errors: [{ status: '412', title: 'Precondition failed' }] }) },
};
