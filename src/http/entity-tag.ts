/** An entity tag taken apart (RFC 9110 §8.8.3). */
export type EntityTag = {
  readonly weak: boolean;
  /** The characters between the quotes. */
  readonly opaque: string;
};

/** Longest validator that is looked at; longer ones are treated as malformed. */
const longest = 4096;

/**
 * Parses one entity tag exactly as the grammar says: `"x"` or `W/"x"`.
 * @returns null for anything else (unquoted, unbalanced, a list, too long).
 */
export function parseEntityTag(text: string): EntityTag | null {
  if (text.length > longest) return null;
  const match = /^(W\/)?"([\x21\x23-\x7e\x80-\uffff]*)"$/.exec(text.trim());
  return match === null ? null : { weak: match[1] !== undefined, opaque: match[2] ?? '' };
}

/** If-Match and If-None-Match hold `*` or a list of tags (RFC 9110 §13.1.1). A malformed member is kept as `null`. */
export function parseTagList(text: string): '*' | readonly (EntityTag | null)[] {
  if (text.trim() === '*') return '*';
  return splitList(text).map(parseEntityTag);
}

/** Commas inside quotes do not separate. */
function splitList(text: string): string[] {
  const members: string[] = [];
  let quoted = false;
  let start = 0;
  const end = Math.min(text.length, longest * 16);
  for (let i = 0; i < end; i++) {
    if (text[i] === '"') quoted = !quoted;
    else if (text[i] === ',' && !quoted) {
      members.push(text.slice(start, i).trim());
      start = i + 1;
    }
  }
  members.push(text.slice(start, end).trim());
  return members.filter((member) => member !== '');
}

/** Suffixes that content codings leave in tags: Apache (`-gzip`, `--gzip`, `-df`), Jetty (`--gzip`), others (`;gzip`, `-br`, `-zstd`). */
const codingSuffix = /(--|[-;:+])(gzip|br|df|deflate|zstd)$/;

/** The tag without a content coding's suffix, or null where it has none. */
export function withoutCodingSuffix(opaque: string): { readonly bare: string; readonly suffix: string } | null {
  const match = codingSuffix.exec(opaque);
  return match === null ? null : { bare: opaque.slice(0, match.index), suffix: match[0] };
}

/** How two validators as written differ though they name the same tag; null where they are equal or unrelated. */
export type TagDifference = 'quotes' | 'weakness' | 'coding-suffix';

/** The bare characters of anything that was meant as a tag: `W/`, quotes (also escaped or doubled) and blanks taken off. */
export function bareTag(text: string): string {
  return text
    .trim()
    .slice(0, longest)
    .replace(/^W\//i, '')
    .replace(/^(?:\\?"|%22|&quot;)+|(?:\\?"|%22|&quot;)+$/g, '');
}

/** What tells two spellings of a validator apart, looked at without `W/`, quotes and coding suffix. */
export function tagDifference(sent: string, known: string): TagDifference | null {
  if (sent === known) return null;
  const [a, b] = [bareTag(sent), bareTag(known)];
  if (a === '' || b === '') return null;
  const unweakened = (text: string): string => text.trim().replace(/^W\//i, '');
  if (a === b) return unweakened(sent) === unweakened(known) ? 'weakness' : 'quotes';
  const [x, y] = [withoutCodingSuffix(a)?.bare ?? a, withoutCodingSuffix(b)?.bare ?? b];
  return x === y ? 'coding-suffix' : null;
}
