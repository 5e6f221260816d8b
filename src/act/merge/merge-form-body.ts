import { say } from '../../texts/say.ts';
import { encoded, type FormField, formFields } from './form-fields.ts';
import { fieldInRead } from './form-read.ts';
import { isArray, type Json, parseJson } from './json.ts';
import { Ledger } from './ledger.ts';
import { mergeValue } from './merge-value.ts';
import { multipartFields } from './multipart-parts.ts';
import { spellPath } from './path.ts';
import { type Choices, cannot, type MergeBodies, type MergeResult } from './result.ts';
import type { Merging, Side } from './sides.ts';
import { finish, tokensIn } from './wrap-up.ts';

type Group = { readonly name: string; readonly fields: readonly FormField[] };
type Reads = { readonly base: Json | undefined; readonly theirs: Json };

/** Merges a form that is sent (urlencoded or multipart) with what a JSON read, or a form like it, says of the same fields. */
export function mergeFormBody(input: MergeBodies, kind: 'urlencoded' | 'multipart'): MergeResult {
  const read = kind === 'multipart' ? multipartFields : formFields;
  const fields = read(input.mine, input.contentType);
  if (fields.length === 0)
    return cannot('unreadable', say`The form that was sent cannot be read, so it cannot be merged.`);
  const theirs = readSide(input.theirs, input.theirsContentType);
  if (theirs === undefined)
    return cannot(
      'other-shape',
      say`The save is a form and the fresh read is neither JSON nor a form, so the fields cannot be compared. Open the page again and repeat your edit.`,
    );
  const base = input.base === null ? undefined : readSide(input.base, input.baseContentType);
  const groups = grouped(fields);
  const { paths } = tokensIn(input.tokenPaths);
  const compared = ({ name }: Group): boolean =>
    !paths.has(spellPath([name])) && fieldInRead(theirs, name) !== undefined;
  if (!groups.some(compared))
    return cannot(
      'other-shape',
      say`The form and the read have no field in common, so they cannot be merged. Open the page again and repeat your edit.`,
    );
  const run = (choices: Choices): { ledger: Ledger; body: string } =>
    mergeGroups(input, kind, groups, { base, theirs }, choices);
  return finish(run({}).ledger, base !== undefined, run);
}

/** A read as JSON: what it is, or a form's fields as an object. */
function readSide(text: string, contentType: string | null): Json | undefined {
  const parsed = parseJson(text);
  if (parsed.ok) return parsed.value;
  const fields = formFields(text, contentType);
  return fields.length === 0 ? undefined : new Map(fields.map(({ name, value }) => [name, value]));
}

function grouped(fields: readonly FormField[]): Group[] {
  const groups = new Map<string, FormField[]>();
  for (const field of fields) groups.set(field.name, [...(groups.get(field.name) ?? []), field]);
  return [...groups].map(([name, list]) => ({ name, fields: list }));
}

function mergeGroups(
  input: MergeBodies,
  kind: 'urlencoded' | 'multipart',
  groups: readonly Group[],
  reads: Reads,
  choices: Choices,
): { ledger: Ledger; body: string } {
  const ledger = new Ledger(choices);
  const merging: Merging = {
    ledger,
    words: 'plain',
    baseKnown: reads.base !== undefined,
    tokens: tokensIn(input.tokenPaths),
    top: null,
    withheld: 0,
  };
  const edits: Edit[] = [];
  for (const { name, fields } of groups) {
    const mine = sentValue(fields);
    const [base, theirs] = [
      asWritten(fieldInRead(reads.base, name), mine),
      asWritten(fieldInRead(reads.theirs, name), mine),
    ];
    // Fields that no read knows are the form's own (a method override, a check code).
    if (base === undefined && theirs === undefined) continue;
    const merged = mergeValue(merging, { above: null, step: name }, base, mine, theirs);
    edits.push(...editsFor(kind, input.mine, fields, merged));
  }
  return { ledger, body: edited(input.mine, edits) };
}

function sentValue(fields: readonly FormField[]): Json {
  const [first] = fields;
  return fields.length === 1 && first !== undefined && !first.name.endsWith('[]')
    ? first.value
    : fields.map(({ value }) => value);
}

/** A read's value as this form writes such values: texts, and 1, on or true for a yes. */
function asWritten(read: Side, mine: Json): Side {
  if (read === undefined) return undefined;
  if (isArray(mine)) return isArray(read) ? read.map((item) => textOf(item, '')) : undefined;
  return isArray(read) || read instanceof Map ? undefined : textOf(read, typeof mine === 'string' ? mine : '');
}

function textOf(value: Json, mine: string): string {
  // A form sends line ends as CRLF (WHATWG HTML §4.10.21.8); a read mostly does not.
  if (typeof value === 'string')
    return mine.includes('\r\n') && !value.includes('\r\n') ? value.replaceAll('\n', '\r\n') : value;
  if (value === null) return '';
  if (typeof value !== 'boolean') return 'text' in value && typeof value.text === 'string' ? value.text : '';
  if (/^(0|1)$/.test(mine)) return value ? '1' : '0';
  if (/^(on|off)$/.test(mine)) return value ? 'on' : 'off';
  return String(value);
}

type Edit = { readonly from: number; readonly to: number; readonly text: string };

/** Changes of the written text: values replaced in place, fields dropped, further values behind the last of their name. */
function editsFor(kind: 'urlencoded' | 'multipart', text: string, fields: readonly FormField[], merged: Side): Edit[] {
  const values = merged === undefined ? [] : (isArray(merged) ? merged : [merged]).map((value) => textOf(value, ''));
  const write = (value: string): string => (kind === 'multipart' ? value : encoded(value));
  const edits: Edit[] = [];
  for (const [at, field] of fields.entries()) {
    const value = values[at];
    if (value === undefined) edits.push({ from: field.start, to: field.end, text: '' });
    else if (value !== field.value) edits.push({ from: field.from, to: field.to, text: write(value) });
  }
  const last = fields.at(-1);
  if (last === undefined) return edits;
  for (const value of values.slice(fields.length)) {
    const copy = text.slice(last.start, last.from) + write(value) + text.slice(last.to, last.end);
    edits.push({
      from: last.end,
      to: last.end,
      text: kind === 'multipart' || copy.startsWith('&') ? copy : `&${copy}`,
    });
  }
  return edits;
}

function edited(text: string, edits: readonly Edit[]): string {
  let out = '';
  let done = 0;
  for (const edit of [...edits].sort((a, b) => a.from - b.from)) {
    out += text.slice(done, edit.from) + edit.text;
    done = edit.to;
  }
  return (out + text.slice(done)).replace(/^&/, '');
}
