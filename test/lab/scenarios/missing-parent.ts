import { isRead } from '../core/call.ts';
import { json, reply, xml } from '../core/reply.ts';
import type { Scenario } from '../core/scenario.ts';

/** RFC 4918 §9.7.1: a PUT without its parent collection is answered with 409. */
export const missingParent: Scenario = {
  id: 'missing-parent',
  title: 'The folder is not there',
  story:
    'Save. The page puts a file into the folder 2026, which does not exist. WebDAV answers that with 409. Once the folder is made the same save passes.',
  group: 'Not a version problem',
  steps: ['type', 'save'],
  ends: 409,
  shows: ['parent-missing'],
  nearMissOf: ['changed-by-someone-else', 'url-typo'],
  page: { saveTo: 'api/files/2026/plan.txt', token: 'none' },
  happenings: {
    'make-folder': {
      label: 'Make the folder',
      happen: (call) => {
        call.memory.set('folder', 1);
        return 'The folder 2026 is there.';
      },
    },
  },
  handle: (call, next) => {
    if (!call.path.startsWith('api/files/')) return next();
    const there = call.memory.number('folder') === 1;
    if (call.path === 'api/files/' || (there && call.path === 'api/files/2026/'))
      return json(200, { members: there ? ['2026/'] : [] });
    if (isRead(call)) return reply(404);
    if (there) return reply(201, '', { etag: '"f1"' });
    return xml(
      409,
      '<d:error xmlns:d="DAV:"><message>Files can only be created in existing collections</message></d:error>',
    );
  },
};
