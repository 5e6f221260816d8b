import { problem } from '../core/reply.ts';
import type { Scenario } from '../core/scenario.ts';

export const firstToken: Scenario = {
  id: 'first-token',
  title: 'The page sends its first ETag for ever',
  story:
    'Load, save, save. Each answer carries the new tag, but this page keeps the one of its first read. Its second save is refused because of its own first one.',
  group: 'The page loses the token',
  steps: ['load', 'type', 'save', 'type', 'save'],
  ends: 412,
  shows: ['first-token-reused', 'own-earlier-save'],
  nearMissOf: [
    'changed-by-someone-else',
    'save-returned-no-etag',
    'stale-browser-cache',
    'changed-in-another-tab',
    'save-returned-old-etag',
  ],
  page: { afterSave: 'keep-first' },
  rules: { refuse: (_document, tag) => problem(412, 'Precondition Failed', 'The note is newer.', {}, { etag: tag }) },
};
