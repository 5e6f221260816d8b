import { compressed, suffixed } from '../core/compress.ts';
import type { Scenario } from '../core/scenario.ts';
import { strongMatch } from '../core/tags.ts';

/** Apache with `RequestHeader edit If-Match`, or Spring behind it: the suffix is taken off on the way in. */
export const gzipHonest: Scenario = {
  id: 'gzip-honest',
  title: 'A suffix on the ETag that does no harm',
  story:
    'Load, let somebody else edit, save. The ETag ends in -gzip here too, but the server takes the suffix off before it compares. The note really was changed.',
  group: 'The tag changed on its way',
  steps: ['load', 'type', 'else', 'save'],
  ends: 409,
  shows: ['changed-by-someone-else'],
  nearMissOf: ['encoding-suffixed-etag'],
  rules: { matches: (sent, tag) => strongMatch(sent.replace(/-gzip"$/, '"'), tag) },
  handle: async (call, next) => compressed(call, await next(), suffixed),
};
