import { isWrite } from '../core/call.ts';
import { problem } from '../core/reply.ts';
import type { Scenario } from '../core/scenario.ts';

/** FHIR's conditional update and the like: the condition should pick one. */
export const ambiguous: Scenario = {
  id: 'ambiguous',
  title: 'Several notes fit the condition',
  story:
    'Load and save. The page saves “the note titled Shopping” and not a note by its id, and two notes have that title. The server does not choose for it.',
  group: 'Not a version problem',
  steps: ['load', 'type', 'save'],
  ends: 412,
  shows: ['ambiguous-target'],
  nearMissOf: ['already-exists', 'changed-by-someone-else', 'server-race', 'outdated-token'],
  page: { saveTo: 'api/notes?title=Shopping', token: 'none' },
  handle: (call, next) =>
    !isWrite(call)
      ? next()
      : problem(412, 'Multiple matches', 'The condition matches multiple notes (2); it must select exactly one.'),
};
