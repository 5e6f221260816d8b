import { problem, reply } from '../core/reply.ts';
import type { Scenario } from '../core/scenario.ts';

export const saveNoEtag: Scenario = {
  id: 'save-no-etag',
  title: 'The answer to a save has no ETag',
  story:
    'Load, save, save. The server answers the first save with 204 and no ETag. The page has only the tag of before, and its second save is refused.',
  group: 'The copy is stale',
  steps: ['load', 'type', 'save', 'type', 'save'],
  ends: 412,
  shows: ['save-returned-no-etag'],
  nearMissOf: ['changed-by-someone-else', 'first-token-reused', 'save-returned-old-etag'],
  rules: {
    saved: () => reply(204),
    savedTag: () => undefined,
    refuse: () => problem(412, 'Precondition Failed', 'The note has another ETag.'),
  },
};
