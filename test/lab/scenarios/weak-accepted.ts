import { current } from '../core/documents.ts';
import { json } from '../core/reply.ts';
import type { Scenario } from '../core/scenario.ts';
import { weakMatch } from '../core/tags.ts';

/** The shape of FHIR: `W/"n"`, compared weakly in If-Match, refusals as an OperationOutcome. */
export const weakAccepted: Scenario = {
  id: 'weak-accepted',
  title: 'Weak ETags that the server accepts',
  story:
    'Load, let somebody else edit, save. This API issues weak ETags and compares them weakly, against the letter of the RFC, so that they do work. The note really was changed.',
  group: 'The tag changed on its way',
  steps: ['load', 'type', 'else', 'save'],
  ends: 412,
  shows: ['changed-by-someone-else'],
  nearMissOf: ['weak-etag-in-if-match', 'etag-prefix-dropped'],
  rules: {
    etag: (document) => `W/"${current(document).version}"`,
    matches: weakMatch,
    refuse: (document, tag) =>
      json(
        412,
        {
          resourceType: 'OperationOutcome',
          issue: [
            {
              severity: 'error',
              code: 'conflict',
              diagnostics: `If-Match does not name the current version of ${document.path}.`,
            },
          ],
        },
        { etag: tag },
      ),
  },
};
