import { json } from '../core/reply.ts';
import type { Scenario } from '../core/scenario.ts';

export const keyOnce: Scenario = {
  id: 'key-once',
  title: 'An idempotency key that is used once',
  story:
    'Load, let somebody else edit, save. The save carries an Idempotency-Key, for the first time. The note really was changed.',
  group: 'Others at work',
  steps: ['load', 'type', 'else', 'save'],
  ends: 409,
  shows: ['changed-by-someone-else'],
  nearMissOf: ['idempotency-key-reuse'],
  page: { saveHeaders: { 'Idempotency-Key': 'notebook-b210' } },
  rules: { refuse: () => json(409, { error: { code: 'version_mismatch', message: 'The note has a newer version.' } }) },
};
