import type { Scenario } from '../core/scenario.ts';

export const recovers: Scenario = {
  id: 'recovers',
  title: 'The app deals with it by itself',
  story:
    'Load, let somebody else edit, save. The save is refused, and the app reads the note again and saves it with the new tag. Nothing is left to do for you.',
  group: 'Others at work',
  steps: ['load', 'type', 'else', 'save'],
  ends: 200,
  shows: ['expected-by-app', 'changed-by-someone-else'],
  nearMissOf: ['refused-token-resent'],
  page: { afterRefusal: 'recover' },
};
