import { jsonBody } from '../core/call.ts';
import { json } from '../core/reply.ts';
import type { Scenario } from '../core/scenario.ts';

export const hiddenDuplicate: Scenario = {
  id: 'hidden-duplicate',
  title: 'The name is taken by something deleted',
  story:
    'Load, then save: the page looks for a note named “Old plan”, finds none, creates it, and is refused. A note of that name is in the bin and still holds it.',
  group: 'Not a version problem',
  steps: ['load', 'save'],
  ends: 409,
  shows: ['hidden-duplicate'],
  nearMissOf: ['changed-by-someone-else'],
  page: {
    readFrom: 'api/notes?title=Old%20plan',
    saveTo: 'api/notes',
    saveMethod: 'POST',
    token: 'none',
    draft: { title: 'Old plan', body: '', tags: [] },
  },
  handle: (call, next) => {
    if (call.path !== 'api/notes') return next();
    if (call.method === 'GET' && call.query.has('title')) return json(200, []);
    if (call.method === 'POST' && String(jsonBody(call).title).toLowerCase() === 'old plan')
      return json(409, { errors: { name: ['A note with this name already exists.'] } });
    return next();
  },
};
