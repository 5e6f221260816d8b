import { isRead } from '../core/call.ts';
import { editElsewhere } from '../core/edit.ts';
import type { Scenario } from '../core/scenario.ts';

export const busyNote: Scenario = {
  id: 'busy-note',
  title: 'A note that others edit all the time',
  story:
    'Load and save. Somebody else adds a line after every single read, so two reads in a row differ in tag and text. That is real work of others, not an unstable tag.',
  group: 'The tag is unstable',
  steps: ['load', 'type', 'save'],
  ends: 409,
  shows: ['changed-by-someone-else'],
  nearMissOf: ['flapping-etag', 'volatile-body-etag', 'inconsistent-replicas'],
  handle: async (call, next) => {
    const answer = await next();
    if (isRead(call)) editElsewhere(call.documents, call.path);
    return answer;
  },
};
