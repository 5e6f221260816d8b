import { compressed, suffixed } from '../core/compress.ts';
import { html } from '../core/reply.ts';
import type { Scenario } from '../core/scenario.ts';

/** Apache's mod_deflate adds the suffix on the way out and does not take it off on the way in. */
export const gzip: Scenario = {
  id: 'gzip',
  title: 'Compression put a suffix on the ETag',
  story:
    'Load and save. Answers are compressed, and the compressing server adds -gzip to the ETag. The application behind it compares with the bare tag, so no save can pass.',
  group: 'First stories',
  steps: ['load', 'type', 'save'],
  ends: 412,
  shows: ['encoding-suffixed-etag'],
  nearMissOf: ['changed-by-someone-else', 'firewall-in-disguise'],
  rules: {
    refuse: () =>
      html(
        412,
        '<!DOCTYPE HTML PUBLIC "-//IETF//DTD HTML 2.0//EN">\n<html><head>\n<title>412 Precondition Failed</title>\n</head><body>\n<h1>Precondition Failed</h1>\n<p>The precondition on the request for this URL evaluated to false.</p>\n</body></html>\n',
      ),
  },
  handle: async (call, next) => compressed(call, await next(), suffixed),
};
