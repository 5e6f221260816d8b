import { gzipSync } from 'node:zlib';
import { type Call, header } from './call.ts';
import { type Reply, withoutHeader } from './reply.ts';

/**
 * The answer as a compressing server in front sends it: really gzip, where the client takes gzip, with the ETag changed
 * by `retag` (undefined drops it). Answers without a body pass as they are.
 */
export function compressed(call: Call, answer: Reply, retag: (tag: string) => string | undefined): Reply {
  if (!(header(call, 'accept-encoding') ?? '').includes('gzip') || answer.body.length === 0) return answer;
  const tag = answer.headers.etag === undefined ? undefined : retag(answer.headers.etag);
  const bare = withoutHeader(answer, 'etag');
  return {
    ...bare,
    headers: {
      ...bare.headers,
      ...(tag === undefined ? {} : { etag: tag }),
      'content-encoding': 'gzip',
      vary: 'Accept-Encoding',
    },
    body: gzipSync(answer.body),
  };
}

/** Apache's mod_deflate (DeflateAlterETag AddSuffix): `-gzip` inside the quotes. */
export function suffixed(tag: string): string {
  return tag.replace(/"$/, '-gzip"');
}

/** nginx with `gzip on`: a strong tag becomes weak. */
export function weakened(tag: string): string {
  return tag.startsWith('W/') ? tag : `W/${tag}`;
}
