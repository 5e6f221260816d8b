import { createHash } from 'node:crypto';
import type { Call } from '../core/call.ts';
import { current, type LabDocument } from '../core/documents.ts';
import type { JsonObject } from '../core/json.ts';
import { json } from '../core/reply.ts';
import type { Scenario } from '../core/scenario.ts';
import { hashTag } from '../core/tags.ts';

/** What this answer shows: the note and a token that is new in every answer. */
function shownTo(document: LabDocument, call: Call): JsonObject {
  const csrf = createHash('sha1')
    .update(`token ${call.memory.number('turn')}`)
    .digest('base64url');
  return { ...current(document).value, csrfToken: csrf };
}

export const volatileBody: Scenario = {
  id: 'volatile-body',
  title: 'The ETag is made of a body that changes by itself',
  story:
    'Load and save. Each answer holds a fresh CSRF token, and the framework makes the ETag of the whole body. So the tag is old before it arrives, although the note is the same.',
  group: 'The tag is unstable',
  steps: ['load', 'type', 'save'],
  ends: 412,
  shows: ['volatile-body-etag'],
  nearMissOf: ['changed-by-someone-else', 'flapping-etag'],
  rules: {
    show: shownTo,
    etag: (document, call) => hashTag(shownTo(document, call)),
    refuse: () => json(412, { status: 412, error: 'Precondition Failed' }),
  },
  handle: (call, next) => {
    call.memory.count('turn');
    return next();
  },
};
