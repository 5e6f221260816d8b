import type { Scenario } from '../core/scenario.ts';

export const resent: Scenario = {
  id: 'resent',
  title: 'The page sends the refused save again, unchanged',
  story:
    'Load, let somebody else edit, save. When it is refused the page tries once more with the very tag that was just refused. That can never work.',
  group: 'The page loses the token',
  steps: ['load', 'type', 'else', 'save'],
  ends: 409,
  shows: ['refused-token-resent', 'changed-by-someone-else'],
  nearMissOf: ['expected-by-app'],
  page: { afterRefusal: 'send-the-same' },
};
