import { isObject, isScalar, type Json, JsonNumber } from './json.ts';
import { decimal } from './json-equal.ts';

/** The name of an element within its list: by one of its keys, or (in a set) by its own value. null: it has none yet (mine, not yet saved). */
export type KeyOf = (element: Json) => string | null;

/** Keys that are made to tell elements apart; the first that does, does. */
const identities = ['id', '_id', 'uuid', 'guid', 'uid', 'key', '_key', '@id', '$id', 'ID', 'Id'];
/** Keys that usually do, and may be edited. */
const names = ['name', 'slug', 'code', 'sku', 'email', 'path', 'url', 'href', 'label'];
/** Keys of one element that are tried. */
const maxTried = 20;

/** A scalar as an index key; numbers by value, and 1 is not "1". */
export function scalarKey(value: Json | undefined): string | null {
  if (typeof value === 'string') return value === '' ? null : `"${value}`;
  return value instanceof JsonNumber ? decimal(value.text) : null;
}

/**
 * Learns the key by which elements are known: there on every element, scalar, unique on each side. New elements of mine may lack
 * it, because the server gives it. A key that no list names must also find nearly all elements again on both sides.
 */
export function learnIdentity(base: readonly Json[], mine: readonly Json[], theirs: readonly Json[]): string | null {
  const all = [...base, ...theirs, ...mine];
  const sample = base[0] ?? theirs[0] ?? mine[0];
  if (!isObject(sample) || !all.every(isObject)) return null;
  const tellsApart = (key: string): boolean =>
    unique(base, key, false) && unique(theirs, key, false) && unique(mine, key, true);
  const plain = identities.find((key) => sample.has(key) && tellsApart(key));
  if (plain !== undefined) return plain;
  let best: { key: string; found: number } | null = null;
  const others = [...sample]
    .filter(([, value]) => isScalar(value))
    .map(([key]) => key)
    .slice(0, maxTried);
  for (const key of [...names.filter((name) => sample.has(name)), ...others]) {
    const found = foundAgain(base, mine, key) + foundAgain(base, theirs, key);
    const enough = names.includes(key) ? 0 : 1.6;
    if (found >= enough && found > (best?.found ?? -1) && tellsApart(key)) best = { key, found };
  }
  return best?.key ?? null;
}

function keyIn(element: Json, key: string): string | null {
  return isObject(element) ? scalarKey(element.get(key)) : null;
}

export function keyOfField(key: string): KeyOf {
  return (element) => keyIn(element, key);
}

function unique(elements: readonly Json[], key: string, mayLack: boolean): boolean {
  const seen = new Set<string>();
  for (const element of elements) {
    const value = keyIn(element, key);
    if (value === null) {
      if (mayLack) continue;
      return false;
    }
    if (seen.has(value)) return false;
    seen.add(value);
  }
  return true;
}

/** The part of the shorter side whose key stands on the other side too. */
function foundAgain(base: readonly Json[], side: readonly Json[], key: string): number {
  const known = new Set(base.map((element) => keyIn(element, key)));
  const found = side.filter((element) => known.has(keyIn(element, key))).length;
  const shorter = Math.min(base.length, side.length);
  return shorter === 0 ? 0 : found / shorter;
}

/** Texts or whole numbers, each once: tags, ids. Their order is kept, their position means nothing. */
export function isSet(elements: readonly Json[]): boolean {
  const keys = elements.map((element) =>
    element instanceof JsonNumber && !/^-?\d+$/.test(element.text) ? null : scalarKey(element),
  );
  return !keys.includes(null) && new Set(keys).size === keys.length;
}
