import { reply } from '../core/reply.ts';
import type { Scenario } from '../core/scenario.ts';

export const brokenJson: Scenario = {
  id: 'broken-json',
  title: 'A refusal that is no JSON',
  story: 'Load, let somebody else edit, save. The refusal says that it is JSON and stops in the middle of a string.',
  group: 'Rough weather',
  steps: ['load', 'type', 'else', 'save'],
  ends: 409,
  shows: ['changed-by-someone-else'],
  rules: {
    refuse: () =>
      reply(409, '{"error":{"code":"conflict","message":"The note was', { 'content-type': 'application/json' }),
  },
};
