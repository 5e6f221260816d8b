import { reply } from '../core/reply.ts';
import type { Scenario } from '../core/scenario.ts';

export const noBody: Scenario = {
  id: 'no-body',
  title: 'A refusal without a body',
  story: 'Load, let somebody else edit, save. 412, and not a word more.',
  group: 'Rough weather',
  steps: ['load', 'type', 'else', 'save'],
  ends: 412,
  shows: ['changed-by-someone-else'],
  nearMissOf: ['unexplained'],
  rules: { refuse: () => reply(412) },
};
