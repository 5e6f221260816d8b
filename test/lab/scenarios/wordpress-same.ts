import { header, isWrite } from '../core/call.ts';
import { current } from '../core/documents.ts';
import { json } from '../core/reply.ts';
import type { Scenario } from '../core/scenario.ts';
import { wordpressApi, wordpressHead } from '../core/wordpress.ts';

export const wordpressSame: Scenario = {
  id: 'wordpress-same',
  title: 'The same site with no update',
  story:
    'Load, let somebody else edit, save. It is a WordPress site too, but the plugin’s version stays as it was. The post really was changed.',
  group: 'Not a version problem',
  steps: ['load', 'type', 'else', 'save'],
  ends: 409,
  shows: ['changed-by-someone-else'],
  nearMissOf: ['plugin-or-theme-update'],
  page: { readFrom: 'wp-json/wp/v2/posts/1', saveMethod: 'POST', saveHeaders: { 'X-WP-Nonce': '5f1c0d7a2b' } },
  head: () => wordpressHead('wordpress-same', '2.1.4'),
  handles: ['wp-json', 'wp-content'],
  handle: (call) => {
    const document = call.documents.get('notes/1');
    const tag = document === undefined ? '' : `"v${current(document).version}"`;
    const stale = isWrite(call) && header(call, 'if-match') !== tag;
    const refusal = json(409, { code: 'rest_post_conflict', message: 'The post was changed.', data: { status: 409 } });
    return wordpressApi(call, stale ? refusal : undefined);
  },
};
