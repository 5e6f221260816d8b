import { isWrite, jsonBody } from '../core/call.ts';
import { current, type LabDocument } from '../core/documents.ts';
import { json } from '../core/reply.ts';
import type { Scenario } from '../core/scenario.ts';
import { hashTag } from '../core/tags.ts';

const rev = (document: LabDocument): string =>
  `${current(document).version}-${hashTag(current(document).value).slice(1, 9)}`;

/** The way of CouchDB: `_rev` in the body decides. The ETag here is of the bytes and decides nothing. */
export const bodyToken: Scenario = {
  id: 'body-token',
  title: 'The version is in the body: _rev',
  story:
    'Load, let somebody else edit, save. This server compares _rev in the JSON body. It sends an ETag too, but never looks at If-Match.',
  group: 'Other carriers',
  steps: ['load', 'type', 'else', 'save'],
  ends: 409,
  shows: ['changed-by-someone-else'],
  nearMissOf: ['precondition-never-sent', 'already-exists'],
  page: { token: 'body-rev' },
  rules: {
    etag: (document) => hashTag([rev(document), current(document).value]),
    matches: () => true,
    show: (document) => ({ ...current(document).value, _rev: rev(document) }),
    saved: (document) => json(201, { ok: true, id: document.path, _rev: rev(document) }),
  },
  handle: (call, next) => {
    const document = call.documents.get(call.path.replace(/^api\//, ''));
    if (!isWrite(call) || document === undefined || jsonBody(call)._rev === rev(document)) return next();
    return json(409, { error: 'conflict', reason: 'Document update conflict.' });
  },
};
