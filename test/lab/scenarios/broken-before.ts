import { isWrite } from '../core/call.ts';
import { reply } from '../core/reply.ts';
import type { Scenario } from '../core/scenario.ts';

export const brokenBefore: Scenario = {
  id: 'broken-before',
  title: 'The connection broke, and nothing was saved',
  story:
    'Load, save, let somebody else edit, save. The first save never took effect. The second one is refused because the note really was changed.',
  group: 'Rough weather',
  steps: ['load', 'type', 'save', 'else', 'save'],
  ends: 409,
  shows: ['changed-by-someone-else'],
  nearMissOf: ['lost-response', 'own-earlier-save'],
  handle: (call, next) =>
    isWrite(call) && call.memory.count('writes') === 0 ? { ...reply(500), broken: 'before' } : next(),
};
