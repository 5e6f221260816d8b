import { json } from '../core/reply.ts';
import type { Scenario } from '../core/scenario.ts';

export const twoTabs: Scenario = {
  id: 'two-tabs',
  title: 'I changed it myself, in another tab',
  story:
    'Open this page in two tabs and load the note in both. Save in the first one, then in the second one. The second save is refused because of your own save in the first.',
  group: 'First stories',
  steps: [],
  ends: 409,
  browserOnly: true,
  shows: ['changed-in-another-tab'],
  nearMissOf: ['changed-by-someone-else', 'own-earlier-save', 'overlapping-saves'],
  rules: {
    refuse: (_document, tag) => json(409, { code: 'EDIT_CONFLICT', message: 'Newer version exists.', etag: tag }),
  },
};
