import { say } from '../../texts/say.ts';
import { isObject, type Json, type JsonObject } from './json.ts';
import { same } from './json-equal.ts';
import { mergeValue } from './merge-value.ts';
import { ask, type Merging, type Place, type Side, take } from './sides.ts';

/**
 * A JSON Merge Patch (RFC 7396): a field is a change, null a removal, a nested object more of the same. Each change is compared
 * with what the others did to that field; fields that the patch does not name are nobody's business.
 */
export function mergeMergePatch(
  merging: Merging,
  place: Place | null,
  base: Side,
  mine: JsonObject,
  theirs: Side,
): JsonObject {
  const [before, now] = [isObject(base) ? base : null, isObject(theirs) ? theirs : null];
  const patch = new Map<string, Json>();
  for (const [key, value] of mine) {
    const here: Place = { above: place, step: key };
    const change = oneChange(merging, here, before?.get(key), value, now?.get(key));
    if (change !== undefined) patch.set(key, change);
  }
  return patch;
}

function oneChange(merging: Merging, place: Place, base: Side, mine: Json, theirs: Side): Side {
  if (isObject(mine) && (isObject(theirs) || theirs === undefined) && (isObject(base) || base === undefined))
    return mergeMergePatch(merging, place, base, mine, theirs);
  if (mine !== null) return mergeValue(merging, place, base, mine, theirs);
  if (theirs === undefined || theirs === null) {
    if (base !== undefined && base !== null)
      take(merging, 'both', place, [base, undefined, undefined], say`Both removed it.`);
    return null;
  }
  if (merging.baseKnown && same(base, theirs)) {
    take(merging, 'mine', place, [base, undefined, theirs], say`You removed it; nobody else touched it.`);
    return null;
  }
  // Theirs is kept by not naming the field at all.
  const why = merging.baseKnown
    ? say`You removed it, somebody else changed it.`
    : say`You removed it, and what it was before is not known.`;
  const chosen = ask(merging, place, base, undefined, theirs, why);
  if (chosen === undefined) return null;
  return chosen === theirs ? undefined : chosen;
}
