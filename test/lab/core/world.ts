import { Memory } from './call.ts';
import { Documents } from './documents.ts';
import type { Scenario } from './scenario.ts';

/** One scenario with all it holds. */
export type World = { readonly scenario: Scenario; readonly documents: Documents; readonly memory: Memory };

const firstVersion = 3;

/** The note and the user that every scenario begins with, at version 3, as if there had been a life before. */
export function newWorld(scenario: Scenario): World {
  const documents = new Documents();
  const note = {
    id: '1',
    title: 'Shopping for Saturday',
    body: 'Bread and apples.\nAsk at the market for the good plums.',
    tags: ['home', 'market'],
  };
  documents.create('notes/1', { ...note, body: 'Bread and apples.' }, 'somebody else', firstVersion - 1);
  documents.write('notes/1', note, 'somebody else', false);
  documents.create(
    'users/123',
    { id: '123', name: 'User 123', email: 'user123@example.org', role: 'editor' },
    'somebody else',
    firstVersion,
  );
  for (const [path, value] of Object.entries(scenario.documents ?? {}))
    documents.create(path, value, 'somebody else', firstVersion);
  return { scenario, documents, memory: new Memory() };
}
