import type { Scenario } from '../core/scenario.ts';

export const unconditional: Scenario = {
  id: 'unconditional',
  title: 'A lost update: nothing was refused',
  story:
    'Load, let somebody else edit, save. The page sends no If-Match and the server demands none. The save succeeds, and the other person’s line is gone.',
  group: 'In disguise',
  steps: ['load', 'type', 'else', 'save'],
  ends: 200,
  shows: ['lost-update'],
  page: { token: 'none' },
};
