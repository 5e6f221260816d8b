import { isWrite } from '../core/call.ts';
import { current, type LabDocument } from '../core/documents.ts';
import { json } from '../core/reply.ts';
import type { Scenario } from '../core/scenario.ts';

const rev = (document: LabDocument): string => `${current(document).version}-a7`;

export const queryToken: Scenario = {
  id: 'query-token',
  title: 'The version is in the query: ?rev=',
  story: 'Load, let somebody else edit, save. The save names its version in the query. There is no ETag at all.',
  group: 'Other carriers',
  steps: ['load', 'type', 'else', 'save'],
  ends: 409,
  shows: ['changed-by-someone-else'],
  nearMissOf: ['precondition-never-sent'],
  page: { token: 'query-rev' },
  rules: {
    etag: () => undefined,
    show: (document) => ({ ...current(document).value, _rev: rev(document) }),
    saved: (document) => json(200, { ...current(document).value, _rev: rev(document) }),
  },
  handle: (call, next) => {
    const document = call.documents.get(call.path.replace(/^api\//, ''));
    if (!isWrite(call) || document === undefined || call.query.get('rev') === rev(document)) return next();
    return json(409, { error: 'conflict', reason: 'The revision is not the current one.', current: rev(document) });
  },
};
