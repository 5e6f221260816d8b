import { api, ordinaryRules } from './api.ts';
import { type Call, isWrite } from './call.ts';
import { json, type Reply, reply, withHeaders } from './reply.ts';

/** What a page of WordPress carries: the link to its REST API and assets that tell their versions. */
export function wordpressHead(prefix: string, plugin: string): string {
  return `<link rel="https://api.w.org/" href="/${prefix}/wp-json/">
<link rel="stylesheet" href="/${prefix}/wp-content/themes/paper/style.css?ver=1.8">
<script src="/${prefix}/wp-content/plugins/tidy-blocks/tidy.js?ver=${plugin}"></script>`;
}

/** The REST route of the one post, over `notes/1`, and the assets. `refusal` is the answer to writes, where there is one. */
export function wordpressApi(call: Call, refusal: Reply | undefined): Reply {
  if (call.path.startsWith('wp-content/'))
    return reply(200, '', { 'content-type': call.path.endsWith('.css') ? 'text/css' : 'text/javascript' });
  if (call.path === 'wp-json/') return json(200, { name: 'Notebook', namespaces: ['wp/v2'] });
  if (isWrite(call) && refusal !== undefined) return refusal;
  const method = call.method === 'POST' ? 'PUT' : call.method;
  const answer = api({ ...call, method, path: 'api/notes/1' }, ordinaryRules);
  return withHeaders(answer, { link: '<../../>; rel="https://api.w.org/"' });
}
