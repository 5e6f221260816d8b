import { header, isWrite } from '../core/call.ts';
import { current, type LabDocument } from '../core/documents.ts';
import { problem, reply } from '../core/reply.ts';
import type { Scenario } from '../core/scenario.ts';

/** A second for each version, so that a date is as strong as a tag here. */
const modified = (document: LabDocument): string =>
  new Date(Date.UTC(2026, 0, 5, 8, 0, current(document).version)).toUTCString();

export const lastModified: Scenario = {
  id: 'last-modified',
  title: 'The version is a date',
  story:
    'Load, let somebody else edit, save. There is no ETag; the save carries If-Unmodified-Since with the date of the copy.',
  group: 'Other carriers',
  steps: ['load', 'type', 'else', 'save'],
  ends: 412,
  shows: ['changed-by-someone-else'],
  nearMissOf: ['precondition-never-sent'],
  page: { token: 'if-unmodified-since' },
  rules: {
    etag: () => undefined,
    readHeaders: (document) => ({ 'cache-control': 'no-cache', 'last-modified': modified(document) }),
    saved: (document) => reply(204, '', { 'last-modified': modified(document) }),
  },
  handle: (call, next) => {
    const document = call.documents.get(call.path.replace(/^api\//, ''));
    const since = header(call, 'if-unmodified-since');
    if (!isWrite(call) || document === undefined || since === undefined) return next();
    if (Date.parse(since) >= Date.parse(modified(document))) return next();
    return problem(412, 'Precondition Failed', 'The note was modified after that date.');
  },
};
