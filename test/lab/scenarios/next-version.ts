import { isWrite, jsonBody } from '../core/call.ts';
import { current } from '../core/documents.ts';
import { asObject } from '../core/json.ts';
import { json } from '../core/reply.ts';
import type { Scenario } from '../core/scenario.ts';

/** The way of Confluence: a save names the version that it will become. */
export const nextVersion: Scenario = {
  id: 'next-version',
  title: 'The save must name the next version',
  story:
    'Load, let somebody else edit, save. The body holds version.number, and it must be the current number plus one.',
  group: 'Other carriers',
  steps: ['load', 'type', 'else', 'save'],
  ends: 409,
  shows: ['changed-by-someone-else'],
  nearMissOf: ['precondition-never-sent', 'token-never-issued'],
  page: { token: 'next-version' },
  rules: {
    etag: () => undefined,
    show: (document) => ({ ...current(document).value, version: { number: current(document).version } }),
    saved: (document) => json(200, { ...current(document).value, version: { number: current(document).version } }),
  },
  handle: (call, next) => {
    const document = call.documents.get(call.path.replace(/^api\//, ''));
    if (!isWrite(call) || document === undefined) return next();
    const { version } = current(document);
    if (asObject(jsonBody(call).version).number === version + 1) return next();
    return json(409, {
      statusCode: 409,
      message: `Version must be incremented when updating a page. Current version is: ${version}`,
    });
  },
};
