import { jsonBody } from '../core/call.ts';
import { json } from '../core/reply.ts';
import type { Scenario } from '../core/scenario.ts';

const reserved = new Set(['con', 'prn', 'aux', 'nul', 'forms', 'admin']);

export const reservedName: Scenario = {
  id: 'reserved-name',
  title: 'The name is reserved',
  story: 'Save. The page creates a note named “forms”, a word that the server keeps for itself. Any other name passes.',
  group: 'Not a version problem',
  steps: ['save'],
  ends: 409,
  shows: ['reserved-name'],
  nearMissOf: ['already-exists'],
  page: {
    saveTo: 'api/notes',
    saveMethod: 'POST',
    token: 'none',
    draft: { title: 'forms', body: 'A list of forms.', tags: [] },
  },
  handle: (call, next) => {
    if (call.method !== 'POST' || !reserved.has(String(jsonBody(call).title).toLowerCase())) return next();
    return json(409, { slug: [`The name "${String(jsonBody(call).title)}" is reserved and cannot be used.`] });
  },
};
