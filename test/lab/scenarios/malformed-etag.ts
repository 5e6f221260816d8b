import { current } from '../core/documents.ts';
import { json } from '../core/reply.ts';
import type { Scenario } from '../core/scenario.ts';

export const malformedEtag: Scenario = {
  id: 'malformed-etag',
  title: 'An ETag without quotes',
  story:
    'Load, let somebody else edit, save. The server’s tag has no quotes, against the RFC, but it compares what it issued. The note really was changed.',
  group: 'Rough weather',
  steps: ['load', 'type', 'else', 'save'],
  ends: 412,
  shows: ['changed-by-someone-else'],
  nearMissOf: ['etag-quotes-mangled', 'wrong-token-format'],
  rules: {
    etag: (document) => `rev ${current(document).version}; "draft`,
    matches: (sent, tag) => sent === tag,
    refuse: (_document, tag) => json(412, { error: 'precondition failed' }, { etag: tag }),
  },
};
