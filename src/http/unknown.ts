/**
 * Reading values of unknown shape: messages, HAR entries, stored rows. A guard answers whether; nothing here throws.
 */
export type Fields = { readonly [name: string]: unknown };

export function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function isString(value: unknown): value is string {
  return typeof value === 'string';
}

/** A finite number. */
export function isNumber(value: unknown): value is number {
  return typeof value === 'number' && Number.isFinite(value);
}

export function isStrings(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.every(isString);
}

/** One of a list of words. */
export function isOneOf<T extends string>(words: readonly T[], value: unknown): value is T {
  return words.some((word) => word === value);
}

/** `[name, value]` pairs of strings, as HeaderList is. */
export function isPairs(value: unknown): value is readonly (readonly [string, string])[] {
  return (
    Array.isArray(value) &&
    value.every((pair) => Array.isArray(pair) && pair.length === 2 && isString(pair[0]) && isString(pair[1]))
  );
}

export function stringOr<T>(value: unknown, otherwise: T): string | T {
  return isString(value) ? value : otherwise;
}

export function numberOr<T>(value: unknown, otherwise: T): number | T {
  return isNumber(value) ? value : otherwise;
}
