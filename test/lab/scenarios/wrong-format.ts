import { json } from '../core/reply.ts';
import type { Scenario } from '../core/scenario.ts';

export const wrongFormat: Scenario = {
  id: 'wrong-format',
  title: 'The page sends a version number instead of the ETag',
  story: 'Load and save. The page makes a number of the tag. The server says in its refusal which format it wants.',
  group: 'The page loses the token',
  steps: ['load', 'type', 'save'],
  ends: 412,
  shows: ['wrong-token-format'],
  nearMissOf: ['changed-by-someone-else', 'etag-quotes-mangled', 'placeholder-token'],
  page: { mangle: 'version-number' },
  rules: {
    refuse: () =>
      json(412, {
        error: {
          code: 'invalidIfMatch',
          message: 'The If-Match header is not in the expected format. Expected an entity tag such as "v3", in quotes.',
        },
      }),
  },
};
