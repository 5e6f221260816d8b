import { current } from '../core/documents.ts';
import { problem } from '../core/reply.ts';
import type { Scenario } from '../core/scenario.ts';

export const saveOldEtag: Scenario = {
  id: 'save-old-etag',
  title: 'The answer to a save has the old ETag',
  story:
    'Load, save, save. The server computes the tag for its answer before it has written, so the first save is answered with the tag of before. The second save is refused.',
  group: 'The copy is stale',
  steps: ['load', 'type', 'save', 'type', 'save'],
  ends: 412,
  shows: ['save-returned-old-etag'],
  nearMissOf: ['changed-by-someone-else', 'first-token-reused', 'save-returned-no-etag'],
  rules: {
    savedTag: (document) => `"v${current(document).version - 1}"`,
    refuse: () => problem(412, 'Precondition Failed', 'The note has another ETag.'),
  },
};
