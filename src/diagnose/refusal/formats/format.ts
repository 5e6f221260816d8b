import { isList, isRecord, type Json, type JsonRecord } from '../json.ts';
import type { Notes } from '../said.ts';

/** One family of JSON errors: knows its structure, and takes code, sentence and field from their own places. */
export type Format = {
  readonly name: string;
  readonly recognises: (body: JsonRecord) => boolean;
  readonly read: (body: JsonRecord, notes: Notes) => void;
  /** Nothing else in the body speaks of the refusal; it is not walked any further. */
  readonly complete?: true;
};

/** The records in a list, or the record itself; at most 50. */
export function recordsOf(value: Json | undefined): readonly JsonRecord[] {
  if (isRecord(value)) return [value];
  return isList(value) ? value.slice(0, 50).filter(isRecord) : [];
}

/** Adds the text of these members, each told apart by its shape. */
export function take(record: JsonRecord, notes: Notes, ...names: readonly string[]): void {
  for (const name of names) {
    const value = Object.hasOwn(record, name) ? record[name] : undefined;
    if (typeof value === 'string') notes.text(value);
  }
}
