import { isObject, type Json, type JsonObject } from './json.ts';
import { same } from './json-equal.ts';
import { isManagedName } from './managed.ts';
import { type Path, spellPath } from './path.ts';
import type { Side } from './sides.ts';

/**
 * A save that only gives orders (`{"version": 3, "actions": […]}`, `{"sha": "…"}`): none of its fields stands in the read, so what
 * it would overwrite cannot be seen. Asked as a whole wherever somebody else has changed anything.
 */
export function isBlindCommand(
  mine: Json,
  base: Side,
  theirs: Json,
  prefix: Path,
  tokens: ReadonlySet<string>,
): boolean {
  if (!isObject(mine) || !isObject(theirs)) return false;
  const read = isObject(base) ? base : theirs;
  const isToken = (key: string): boolean => {
    const path = spellPath([...prefix, key]);
    return [...tokens].some((token) => token === path || token.startsWith(`${path}.`) || token.startsWith(`${path}[`));
  };
  const comparable = [...mine].some(([key, value]) => {
    if (isToken(key) || !(read.has(key) || theirs.has(key))) return false;
    return !isManagedName(key) || !same(value, read.get(key));
  });
  return !comparable && (!isObject(base) || changed(base, theirs, isToken));
}

function changed(base: JsonObject, theirs: JsonObject, isToken: (key: string) => boolean): boolean {
  const keys = new Set([...base.keys(), ...theirs.keys()]);
  return [...keys].some((key) => !isManagedName(key) && !isToken(key) && !same(base.get(key), theirs.get(key)));
}
