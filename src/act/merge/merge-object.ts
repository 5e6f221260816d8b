import { say } from '../../texts/say.ts';
import { woven } from './array-order.ts';
import type { Json, JsonObject } from './json.ts';
import { identical, same } from './json-equal.ts';
import { isManagedName, isStampName } from './managed.ts';
import { mergeValue } from './merge-value.ts';
import { ask, type Merging, type Place, type Reach, type Side, take } from './sides.ts';

/**
 * Field by field. The result is mine in mine's order, with what somebody else added put after its neighbour; where one side
 * changed nothing at all it is the other side itself, so that order and spelling stay as they were.
 */
export function mergeObject(
  merging: Merging,
  place: Place | null,
  base: JsonObject,
  mine: JsonObject,
  theirs: JsonObject,
  reach: Reach,
): JsonObject {
  const { count } = merging.ledger;
  const start = { mine: count.mine + count.both, theirs: count.theirs + count.both, withheld: merging.withheld };
  // Most fields of most objects are alike on all sides: nothing is built for them, and nothing is walked twice.
  let changed: Map<string, Side> | null = null;
  let inBase = 0;
  let inTheirs = 0;
  for (const [key, value] of mine) {
    const before = base.get(key);
    const now = theirs.get(key);
    if (before !== undefined) inBase++;
    if (now !== undefined) inTheirs++;
    if (identical(value, now) && (identical(value, before) || !merging.baseKnown)) continue;
    const merged = mergeValue(merging, { above: place, step: key }, before, value, now);
    if (merged !== value) {
      changed ??= new Map();
      changed.set(key, merged);
    }
  }
  let added: Map<string, Json> | null = null;
  if (inTheirs < theirs.size)
    for (const [key, value] of theirs) {
      if (mine.has(key)) continue;
      const merged = notInMine(merging, { above: place, step: key }, base.get(key), value, key, reach);
      if (merged !== undefined) {
        added ??= new Map();
        added.set(key, merged);
      }
    }
  if (inBase < base.size && reach === 'whole')
    for (const [key, value] of base)
      if (!mine.has(key) && !theirs.has(key) && !isManagedName(key))
        take(merging, 'both', { above: place, step: key }, [value, undefined, undefined], say`Both removed it.`);

  const mineMoved = count.mine + count.both !== start.mine;
  const theirsMoved = count.theirs + count.both !== start.theirs;
  if (!theirsMoved) return mine;
  if (!mineMoved && merging.withheld === start.withheld) return theirs;
  const fields = new Map<string, Json>();
  for (const [key, value] of mine) {
    const merged = changed?.has(key) ? changed.get(key) : value;
    if (merged !== undefined) fields.set(key, merged);
  }
  if (added === null) return fields;
  const more = added;
  const order = woven([...fields.keys()], [...theirs.keys()], new Set([...fields.keys(), ...more.keys()]));
  return new Map(order.map((key) => [key, fields.get(key) ?? more.get(key) ?? null]));
}

/** A field that the fresh read has and mine has not. */
function notInMine(merging: Merging, place: Place, base: Side, theirs: Json, key: string, reach: Reach): Side {
  const kept = isStampName(key) || (place.above === merging.top && isManagedName(key));
  const left = reach === 'partial' || (kept && (base !== undefined || !merging.baseKnown));
  if (!merging.baseKnown && !left)
    return ask(
      merging,
      place,
      base,
      undefined,
      theirs,
      say`Only the server has it, and what it was before is not known.`,
    );
  if (left) {
    merging.withheld++;
    return undefined;
  }
  if (base === undefined) {
    if (reach === 'unsure')
      return ask(
        merging,
        place,
        base,
        undefined,
        theirs,
        say`Somebody else added it, and your save never had such a field.`,
      );
    return take(merging, 'theirs', place, [base, undefined, theirs], say`Somebody else added it.`);
  }
  if (!same(base, theirs))
    return ask(merging, place, base, undefined, theirs, say`Your save does not have it, somebody else changed it.`);
  if (reach !== 'whole') {
    merging.withheld++;
    return undefined;
  }
  // Further in, what is missing was more likely removed by the person.
  if (place.above === merging.top) merging.ledger.lacking++;
  return take(
    merging,
    'mine',
    place,
    [base, undefined, theirs],
    say`Your save does not have it; nobody else touched it.`,
  );
}
