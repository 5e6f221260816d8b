import { isWrite } from '../core/call.ts';
import { reply } from '../core/reply.ts';
import type { Scenario } from '../core/scenario.ts';

export const nearTwin: Scenario = {
  id: 'near-twin',
  title: 'A slash too many in the URL',
  story:
    'Load and save. The page reads /api/notes/1 and saves to /api/notes/1/, where there is nothing. The server answers that with a bare 409.',
  group: 'Not a version problem',
  steps: ['load', 'type', 'save'],
  ends: 409,
  shows: ['url-typo'],
  nearMissOf: ['changed-by-someone-else', 'parent-missing'],
  page: { saveTo: 'api/notes/1/' },
  handle: (call, next) =>
    call.path.endsWith('/') && isWrite(call)
      ? reply(409, 'Conflict\n', { 'content-type': 'text/plain; charset=utf-8' })
      : next(),
};
