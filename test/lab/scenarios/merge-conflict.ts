import { isWrite } from '../core/call.ts';
import { json } from '../core/reply.ts';
import type { Scenario } from '../core/scenario.ts';

export const mergeConflict: Scenario = {
  id: 'merge-conflict',
  title: 'Two branches change the same line',
  story: 'Save. The page merges a branch of notes, and both sides changed the same line. A person has to decide.',
  group: 'Not a version problem',
  steps: ['type', 'save'],
  ends: 409,
  shows: ['merge-conflict'],
  nearMissOf: ['changed-by-someone-else', 'incompatible-change'],
  page: { saveTo: 'api/merges', saveMethod: 'POST', token: 'none' },
  handle: (call, next) =>
    call.path === 'api/merges' && isWrite(call)
      ? json(409, { message: 'Merge conflict', conflicts: [{ path: 'notes/1', lines: [2, 2] }] })
      : next(),
};
