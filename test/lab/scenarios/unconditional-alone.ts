import type { Scenario } from '../core/scenario.ts';

export const unconditionalAlone: Scenario = {
  id: 'unconditional-alone',
  title: 'No precondition, and nobody is harmed',
  story: 'Load, save, save. The page sends no If-Match either, but nobody else has written. Nothing is lost.',
  group: 'In disguise',
  steps: ['load', 'type', 'save', 'type', 'save'],
  ends: 200,
  shows: [],
  nearMissOf: ['lost-update'],
  page: { token: 'none' },
};
