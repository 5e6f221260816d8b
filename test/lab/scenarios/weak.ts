import { compressed, weakened } from '../core/compress.ts';
import { html } from '../core/reply.ts';
import type { Scenario } from '../core/scenario.ts';

/** nginx with `gzip on` marks a strong tag as weak when it compresses. */
export const weak: Scenario = {
  id: 'weak',
  title: 'A proxy made the ETag weak',
  story:
    'Load and save. A proxy compresses the answers and marks the strong ETag as weak (W/"…"). If-Match demands a strong tag, so the server refuses every save.',
  group: 'First stories',
  steps: ['load', 'type', 'save'],
  ends: 412,
  shows: ['weak-etag-in-if-match'],
  nearMissOf: ['changed-by-someone-else', 'firewall-in-disguise'],
  rules: {
    refuse: () =>
      html(
        412,
        '<html>\r\n<head><title>412 Precondition Failed</title></head>\r\n<body>\r\n<center><h1>412 Precondition Failed</h1></center>\r\n<hr><center>nginx</center>\r\n</body>\r\n</html>\r\n',
        { server: 'nginx' },
      ),
  },
  handle: async (call, next) => compressed(call, await next(), weakened),
};
