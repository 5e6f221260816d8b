import { json, xml } from '../core/reply.ts';
import type { Scenario } from '../core/scenario.ts';

export const parentThere: Scenario = {
  id: 'parent-there',
  title: 'The folder is there, the file was changed',
  story:
    'Load, let somebody else edit, save. A WebDAV-like server again, but the folder exists. The file really was changed.',
  group: 'Not a version problem',
  steps: ['load', 'type', 'else', 'save'],
  ends: 409,
  shows: ['changed-by-someone-else'],
  nearMissOf: ['parent-missing'],
  page: { readFrom: 'api/files/plan.txt' },
  documents: { 'files/plan.txt': { title: 'Plan', body: 'First the roof.', tags: ['house'] } },
  rules: {
    refuse: () => xml(409, '<d:error xmlns:d="DAV:"><message>The file has another version.</message></d:error>'),
  },
  handle: (call, next) => (call.path === 'api/files/' ? json(200, { members: ['plan.txt'] }) : next()),
};
