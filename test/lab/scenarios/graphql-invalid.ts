import { current } from '../core/documents.ts';
import { graphqlError } from '../core/graphql.ts';
import type { Scenario } from '../core/scenario.ts';

export const graphqlInvalid: Scenario = {
  id: 'graphql-invalid',
  title: 'An ordinary error under 200',
  story: 'Load and save. GraphQL again, but the error says that the title is too long. That is no conflict.',
  group: 'In disguise',
  steps: ['load', 'type', 'save'],
  ends: 200,
  shows: [],
  nearMissOf: ['conflict-in-disguise'],
  page: { saveTo: 'api/graphql', saveMethod: 'POST', token: 'none', wrap: 'graphql' },
  rules: { show: (document) => ({ ...current(document).value, version: current(document).version }) },
  handle: (call, next) =>
    call.path === 'api/graphql' ? graphqlError('BAD_USER_INPUT', 'The title is too long.') : next(),
};
