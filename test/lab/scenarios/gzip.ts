import { gzipSync } from 'node:zlib';
import { header } from '../core/call.ts';
import { html, type Reply } from '../core/reply.ts';
import type { Scenario } from '../core/scenario.ts';

/** Apache's mod_deflate (DeflateAlterETag AddSuffix) compresses, adds `-gzip` inside the quotes, and does not take it off again. */
function deflated(answer: Reply): Reply {
  if (answer.status === 304 || answer.status === 204 || answer.body.length === 0) return answer;
  const { etag, ...others } = answer.headers;
  const tag: Reply['headers'] = etag === undefined ? {} : { etag: etag.replace(/"$/, '-gzip"') };
  const headers = { ...others, ...tag, 'content-encoding': 'gzip', vary: 'Accept-Encoding' };
  return { ...answer, headers, body: gzipSync(answer.body) };
}

export const gzip: Scenario = {
  id: 'gzip',
  title: 'Compression put a suffix on the ETag',
  story:
    'Load and save. Answers are compressed, and the compressing server adds -gzip to the ETag. The application behind it compares with the bare tag, so no save can pass.',
  group: 'First stories',
  shows: ['encoding-suffixed-etag'],
  nearMissOf: ['changed-by-someone-else'],
  rules: {
    refuse: () =>
      html(
        412,
        '<!DOCTYPE HTML PUBLIC "-//IETF//DTD HTML 2.0//EN">\n<html><head>\n<title>412 Precondition Failed</title>\n</head><body>\n<h1>Precondition Failed</h1>\n<p>The precondition on the request for this URL evaluated to false.</p>\n</body></html>\n',
      ),
  },
  handle: async (call, next) => {
    const answer = await next();
    return (header(call, 'accept-encoding') ?? '').includes('gzip') ? deflated(answer) : answer;
  },
};
