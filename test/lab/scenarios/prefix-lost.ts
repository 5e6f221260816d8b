import { current } from '../core/documents.ts';
import { json } from '../core/reply.ts';
import type { Scenario } from '../core/scenario.ts';

export const prefixLost: Scenario = {
  id: 'prefix-lost',
  title: 'The page strips W/ from the ETag',
  story: 'Load and save. The server issues W/"3" and wants exactly that back. This page sends "3".',
  group: 'The page loses the token',
  steps: ['load', 'type', 'save'],
  ends: 412,
  shows: ['etag-prefix-dropped'],
  nearMissOf: ['changed-by-someone-else', 'weak-etag-in-if-match'],
  page: { mangle: 'no-weak-prefix' },
  rules: {
    etag: (document) => `W/"${current(document).version}"`,
    matches: (sent, tag) => sent === tag,
    refuse: () => json(412, { error: { code: '0x80060882', message: 'The version of the record does not match.' } }),
  },
};
