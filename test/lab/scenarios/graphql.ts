import { current } from '../core/documents.ts';
import { saveNote } from '../core/graphql.ts';
import type { Scenario } from '../core/scenario.ts';

export const graphql: Scenario = {
  id: 'graphql',
  title: 'A conflict under 200: GraphQL',
  story:
    'Load, let somebody else edit, save. The status is 200, but the answer holds an error with the code CONFLICT. The page calls it saved.',
  group: 'In disguise',
  steps: ['load', 'type', 'else', 'save'],
  ends: 200,
  shows: ['conflict-in-disguise', 'changed-by-someone-else', 'outdated-token'],
  page: { saveTo: 'api/graphql', saveMethod: 'POST', token: 'none', wrap: 'graphql' },
  rules: { show: (document) => ({ ...current(document).value, version: current(document).version }) },
  handle: (call, next) => (call.path === 'api/graphql' ? saveNote(call) : next()),
};
