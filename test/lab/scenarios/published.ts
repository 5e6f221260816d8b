import { isWrite } from '../core/call.ts';
import { json } from '../core/reply.ts';
import type { Scenario } from '../core/scenario.ts';

export const published: Scenario = {
  id: 'published',
  title: 'A published version cannot be changed',
  story: 'Save. The page publishes version 1.0.0 of a package, which is out already. Only a new version number helps.',
  group: 'Not a version problem',
  steps: ['type', 'save'],
  ends: 409,
  shows: ['immutable-version'],
  nearMissOf: ['already-exists', 'changed-by-someone-else'],
  page: { saveTo: 'api/packages/notebook/1.0.0', token: 'none' },
  handle: (call, next) =>
    call.path === 'api/packages/notebook/1.0.0' && isWrite(call)
      ? json(409, {
          error: 'Cannot publish over the existing version 1.0.0',
          reason: 'Version 1.0.0 of notebook is published and cannot be changed. Publish a new version.',
        })
      : next(),
};
