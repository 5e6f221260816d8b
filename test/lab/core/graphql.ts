import { type Call, jsonBody } from './call.ts';
import { current } from './documents.ts';
import { asObject } from './json.ts';
import { json, type Reply } from './reply.ts';

/** One GraphQL error under 200, as servers answer it. */
export function graphqlError(code: string, message: string): Reply {
  return json(200, { data: { saveNote: null }, errors: [{ message, path: ['saveNote'], extensions: { code } }] });
}

/** The mutation `saveNote(id, version, note)`; an old version is a CONFLICT. */
export function saveNote(call: Call): Reply {
  const { version, note } = asObject(jsonBody(call).variables);
  const document = call.documents.get('notes/1');
  if (document === undefined || version !== current(document).version)
    return graphqlError('CONFLICT', 'The note was changed by another user.');
  const written = call.documents.write('notes/1', asObject(note), 'page', false);
  const now = written === undefined ? version : current(written).version;
  return json(200, { data: { saveNote: { id: '1', version: now } } });
}
