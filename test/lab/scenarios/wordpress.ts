import { json } from '../core/reply.ts';
import type { Scenario } from '../core/scenario.ts';
import { wordpressApi, wordpressHead } from '../core/wordpress.ts';

const refusal = json(409, {
  code: 'rest_conflict',
  message: 'Updating failed. The content could not be saved.',
  data: { status: 409 },
});

export const wordpress: Scenario = {
  id: 'wordpress',
  title: 'A plugin was updated, and saving broke',
  story:
    'Load, save, let the plugin update, open the page again, load, save. The page’s assets tell the plugin’s versions before and after. Since the update every save is refused.',
  group: 'Not a version problem',
  steps: ['load', 'type', 'save', 'upgrade', 'reopen', 'load', 'type', 'save'],
  ends: 409,
  shows: ['plugin-or-theme-update'],
  nearMissOf: ['changed-by-someone-else', 'server-bug'],
  page: {
    readFrom: 'wp-json/wp/v2/posts/1',
    saveMethod: 'POST',
    token: 'none',
    saveHeaders: { 'X-WP-Nonce': '5f1c0d7a2b' },
  },
  head: (call) => wordpressHead('wordpress', call.memory.number('upgraded') === 1 ? '2.2.0' : '2.1.4'),
  happenings: {
    upgrade: {
      label: 'Update the plugin',
      happen: (call) => {
        call.memory.set('upgraded', 1);
        return 'The plugin tidy-blocks was updated to 2.2.0.';
      },
    },
    rollback: {
      label: 'Roll it back',
      happen: (call) => {
        call.memory.set('upgraded', 0);
        return 'The plugin tidy-blocks is at 2.1.4 again.';
      },
    },
  },
  handles: ['wp-json', 'wp-content'],
  handle: (call) => wordpressApi(call, call.memory.number('upgraded') === 1 ? refusal : undefined),
};
