import { json } from '../core/reply.ts';
import type { Scenario } from '../core/scenario.ts';

export const strict412: Scenario = {
  id: 'strict-412',
  title: 'Somebody else saved in between: 412',
  story:
    'As strict-409, by the letter of RFC 9110: a failed If-Match is answered with 412 Precondition Failed. The body is a bare error object, and the current ETag is in the header.',
  group: 'First stories',
  steps: ['load', 'type', 'else', 'save'],
  ends: 412,
  shows: ['changed-by-someone-else'],
  nearMissOf: ['changed-in-another-tab', 'token-handshake'],
  rules: {
    refuse: (_document, tag) =>
      json(
        412,
        { error: { code: 'PreconditionFailed', message: 'The condition given in If-Match was not met.' } },
        { etag: tag },
      ),
  },
};
