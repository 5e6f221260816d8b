import { gzipSync } from 'node:zlib';
import { header } from '../core/call.ts';
import { html } from '../core/reply.ts';
import type { Scenario } from '../core/scenario.ts';

/** nginx with `gzip on` marks a strong tag as weak when it compresses. */
export const weak: Scenario = {
  id: 'weak',
  title: 'A proxy made the ETag weak',
  story:
    'Load and save. A proxy compresses the answers and marks the strong ETag as weak (W/"…"). If-Match demands a strong tag, so the server refuses every save.',
  group: 'First stories',
  shows: ['weak-etag-in-if-match'],
  nearMissOf: ['changed-by-someone-else'],
  rules: {
    refuse: () =>
      html(
        412,
        '<html>\r\n<head><title>412 Precondition Failed</title></head>\r\n<body>\r\n<center><h1>412 Precondition Failed</h1></center>\r\n<hr><center>nginx</center>\r\n</body>\r\n</html>\r\n',
        { server: 'nginx' },
      ),
  },
  handle: async (call, next) => {
    const answer = await next();
    const { etag, ...others } = answer.headers;
    if (!(header(call, 'accept-encoding') ?? '').includes('gzip') || answer.body.length === 0) return answer;
    const tag: { [name: string]: string } = etag === undefined ? {} : { etag: etag.replace(/^(?!W\/)/, 'W/') };
    return {
      ...answer,
      headers: { ...others, ...tag, 'content-encoding': 'gzip', vary: 'Accept-Encoding' },
      body: gzipSync(answer.body),
    };
  },
};
