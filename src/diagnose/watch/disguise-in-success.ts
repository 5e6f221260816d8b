import { type Exchange, responseHeaders } from '../../record/exchange.ts';
import type { Flag } from '../../record/flag.ts';
import { isRefusal } from '../../record/refusal.ts';
import { jmapErrors } from '../refusal/formats/jmap.ts';
import { isList, isRecord, type Json, parseJson } from '../refusal/json.ts';
import { type Suspect, suspectOf } from './suspect.ts';

/** A conflict that the status does not tell. */
export type Disguise = {
  /** The status under which the refusal hides. */
  readonly status: number;
  /** The status that would have said it, where the answer names one or its code means one. */
  readonly means: number;
  /** What in the answer says so, as it stands there. */
  readonly quote: string;
};

/** A code that names a conflict by all its words; `CONFLICT`, `EDIT_CONFLICT`, `stale_object`, `PreconditionFailed`. */
export const conflictCode =
  /^(.*[-_./:#])?((edit|version|update|write|revision|etag|concurrency|document|save|sync|optimistic_?lock(ing)?)[-_ ]?(conflict|mismatch)|conflict(ing)?([-_ ]?(error|exception))?|editconflict|stale([-_ ]?(object|version|data|element|state|revision|record|write|update))([-_ ]?(error|exception|state))?|precondition[-_ ]?failed|concurrent[-_ ]?(modification|update|write|edit)([-_ ]?(error|exception))?|optimistic[-_ ]?lock(ing)?([-_ ]?(failure|failed|error|exception|conflict))?)$/i;

/** A conflict in an answer whose status says success. Looks only where answers report errors; needs no vocabulary, so that it costs little. */
export function disguiseInSuccess(x: Exchange, { status, text }: Suspect): Disguise | null {
  const parts = partStatus(text, headersOf(x));
  if (parts !== null) return { status, means: parts.status, quote: parts.quote };
  const json = parseJson(text);
  if (json === undefined) return null;
  for (const code of codesOfErrors(json)) if (conflictCode.test(code)) return { status, means: 409, quote: code };
  // JMAP's own word for it (RFC 8620 §5.3); elsewhere a state that does not match is a sign-in's.
  const jmap = isRecord(json) && jmapErrors(json.methodResponses).some(({ type }) => type === 'stateMismatch');
  if (jmap) return { status, means: 409, quote: 'stateMismatch' };
  const part = statusOfParts(json);
  return part === null ? null : { status, means: part, quote: `"status": ${part}` };
}

/** The flag of a write whose success may hide a refusal. */
export function flagOfSuccess(x: Exchange): Flag | null {
  const suspect = suspectOf(x);
  return suspect === null || disguiseInSuccess(x, suspect) === null ? null : 'disguised-refusal';
}

function headersOf(x: Exchange): string {
  return (responseHeaders(x) ?? []).map(([name, value]) => `${name}: ${value}`).join('\n');
}

/** A part's status line: WebDAV multi-status (RFC 4918 §13) and MIME batches. */
function partStatus(text: string, headers: string): { readonly status: number; readonly quote: string } | null {
  if (!/multi-?status|multipart\/mixed/i.test(headers) && !/<([a-z]+:)?multistatus/i.test(text.slice(0, 400)))
    return null;
  const line = /HTTP\/[\d.]{1,4} (409|412|423|428)\b[^\r\n<]{0,60}/.exec(text);
  return line === null ? null : { status: Number(line[1]), quote: line[0].trim() };
}

/** Codes where answers report errors, and nowhere else. */
function codesOfErrors(json: Json): string[] {
  if (!isRecord(json)) return [];
  const errors: Json[] = [];
  // GraphQL reports with `errors` beside `data`; MediaWiki and others with a lone `error`.
  if (isList(json.errors)) errors.push(...json.errors.slice(0, 20));
  if (isRecord(json.error)) errors.push(json.error);
  const codes: string[] = [];
  for (const error of errors) {
    if (!isRecord(error)) continue;
    const { extensions } = error;
    const more = isRecord(extensions) ? [extensions.code, extensions.errorType, extensions.classification] : [];
    for (const code of [error.code, error.errorType, error.type, ...more])
      if (typeof code === 'string' && code.length <= 160) codes.push(code);
  }
  return codes;
}

/** JSON batches: `{"responses": [{"id": "1", "status": 412}]}` (OData JSON batch §19). */
function statusOfParts(json: Json): number | null {
  const list = isRecord(json) && isList(json.responses) ? json.responses : null;
  for (const part of list?.slice(0, 200) ?? [])
    if (isRecord(part) && typeof part.status === 'number' && isRefusal(part.status)) return part.status;
  return isBulkAnswer(json) && json.slice(0, 200).some(isConflictOfBulk) ? 409 : null;
}

/** CouchDB's `_bulk_docs`: a list of `{ok, id, rev}` and `{id, error, reason}` under 201 (its documentation of POST /{db}/_bulk_docs). */
function isBulkAnswer(json: Json): json is readonly Json[] {
  return (
    isList(json) &&
    json.length > 0 &&
    json.slice(0, 200).every((one) => isRecord(one) && 'id' in one && ('ok' in one || 'error' in one))
  );
}

/** PouchDB's server says `error: true` with a name and a status, CouchDB `error: "conflict"`. */
function isConflictOfBulk(one: Json): boolean {
  return isRecord(one) && (one.error === 'conflict' || (one.error === true && one.name === 'conflict'));
}
