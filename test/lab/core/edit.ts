import { current, type Documents } from './documents.ts';
import type { JsonObject } from './json.ts';

/** `1` means `notes/1`; `users/123` and other paths are taken as they are. */
export function documentPath(id: string): string {
  const path = id.replace(/^\/?(api\/)?/, '');
  return path.includes('/') ? path : `notes/${path}`;
}

/** The document that a scenario's page works on: what it reads, or the note behind it. */
export function subject(documents: Documents, readFrom = 'api/notes/1'): string {
  const path = documentPath(readFrom.split('?')[0] ?? '');
  return documents.get(path) === undefined ? 'notes/1' : path;
}

/**
 * Somebody else's edit, past the API and its rules. Without a change it adds a line to the body of a note, or makes
 * the user an owner. Returns the new version, undefined where there is no such document.
 */
export function editElsewhere(documents: Documents, id: string, change?: JsonObject): JsonObject | undefined {
  const path = documentPath(id);
  const document = documents.get(path);
  if (document === undefined) return undefined;
  const { value } = current(document);
  const usual: JsonObject =
    typeof value.body === 'string' ? { body: `${value.body}\nSomebody else added this line.` } : { role: 'owner' };
  const written = documents.write(path, change ?? usual, 'somebody else', true);
  return written && { ...current(written).value, version: current(written).version };
}
