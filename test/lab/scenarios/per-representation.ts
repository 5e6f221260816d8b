import type { Call } from '../core/call.ts';
import { header } from '../core/call.ts';
import { current, type LabDocument } from '../core/documents.ts';
import { json } from '../core/reply.ts';
import type { Scenario } from '../core/scenario.ts';

function representationTag(document: LabDocument, call: Call): string {
  const kind = (header(call, 'accept') ?? '').startsWith('application/json') ? 'json' : 'any';
  return `"${current(document).version}-${kind}"`;
}

export const perRepresentation: Scenario = {
  id: 'per-representation',
  title: 'Each representation has its own ETag',
  story:
    'Load and save. The page reads with Accept: application/json and writes with */*. The server keeps one tag for each representation and compares with that of the other one.',
  group: 'The tag is unstable',
  steps: ['load', 'type', 'save'],
  ends: 412,
  shows: ['etag-per-representation'],
  nearMissOf: ['changed-by-someone-else', 'flapping-etag'],
  page: { readHeaders: { Accept: 'application/json' } },
  rules: {
    etag: representationTag,
    readHeaders: () => ({ 'cache-control': 'no-cache', vary: 'Accept' }),
    refuse: () => json(412, { name: 'PreconditionFailedHttpError', message: 'The tag does not fit.', statusCode: 412 }),
  },
};
