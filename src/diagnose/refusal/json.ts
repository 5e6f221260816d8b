/** JSON as it came; guards instead of casts. */
export type Json = string | number | boolean | null | readonly Json[] | JsonRecord;
export type JsonRecord = { readonly [key: string]: Json };

/** Longest body that is parsed as a whole; of a longer one the beginning is read loosely. */
const longestParsed = 262_144;

export function isRecord(value: unknown): value is JsonRecord {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function isList(value: unknown): value is readonly Json[] {
  return Array.isArray(value);
}

/** A record's own string member, or null. */
export function stringAt(record: JsonRecord, key: string): string | null {
  const value = Object.hasOwn(record, key) ? record[key] : null;
  return typeof value === 'string' ? value : null;
}

/** The parsed body; undefined where it is no JSON, too long, or cut off. */
export function parseJson(text: string): Json | undefined {
  const start = text.trimStart().charAt(0);
  if (text.length > longestParsed || (start !== '{' && start !== '[' && start !== '"')) return undefined;
  try {
    // JSON.parse yields exactly the Json type.
    return JSON.parse(text) as Json;
  } catch {
    return undefined;
  }
}

/**
 * Pairs of a member's name and its string or number in the first 64 KB of JSON that cannot be parsed (cut off, too long).
 * One pass, no nesting kept.
 */
export function* loosePairs(text: string): Generator<readonly [key: string, value: string]> {
  const end = Math.min(text.length, 65_536);
  let key: string | null = null;
  let last: string | null = null;
  for (let at = 0; at < end; at++) {
    const char = text.charAt(at);
    if (char === '"') {
      let to = at + 1;
      while (to < end && text.charAt(to) !== '"') to += text.charAt(to) === '\\' ? 2 : 1;
      const value = text.slice(at + 1, to);
      at = to;
      if (key !== null) {
        yield [key, value.replace(/\\"/g, '"').replace(/\\n/g, '\n')];
        key = null;
        last = null;
      } else last = value;
    } else if (char === ':') {
      key = last;
      last = null;
    } else if (char === '{' || char === '[') key = null;
  }
}
