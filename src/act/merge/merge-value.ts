import { say } from '../../texts/say.ts';
import { isArray, isObject, type Json } from './json.ts';
import { same } from './json-equal.ts';
import { isManagedName, isStamp } from './managed.ts';
import { mergeArray } from './merge-array.ts';
import { mergeObject } from './merge-object.ts';
import { mergeString } from './merge-string.ts';
import { ask, type Merging, type Place, type Reach, type Side, spell, take } from './sides.ts';

/** Merges one place of a JSON body. At least one side is there. */
export function mergeValue(
  merging: Merging,
  place: Place | null,
  base: Side,
  mine: Side,
  theirs: Side,
  reach: Reach = 'whole',
): Side {
  if (isObject(mine) && isObject(theirs)) {
    // Both made it: each side's fields are additions. Without a base nothing tells additions from removals.
    const origin = isObject(base) ? base : base === undefined ? new Map<string, Json>() : undefined;
    if (origin !== undefined) return mergeObject(merging, place, origin, mine, theirs, reach);
  }
  if (mine !== undefined && isToken(merging, place))
    return theirs === undefined ? mine : token(merging, place, base, mine, theirs);
  if (same(mine, theirs)) return agree(merging, place, base, mine, theirs);
  if (isArray(mine) && isArray(theirs) && base === undefined) return mergeArray(merging, place, base, mine, theirs);
  if (!merging.baseKnown)
    return ask(merging, place, base, mine, theirs, say`They differ, and what it was before is not known.`);
  if (same(theirs, base)) return take(merging, 'mine', place, [base, mine, theirs], onlyMine(base, mine));
  if (same(mine, base)) {
    const machine = place !== null && typeof place.step === 'string' && isManagedName(place.step);
    return take(
      merging,
      'theirs',
      place,
      [base, mine, theirs],
      machine ? say`The server keeps this field; you left it alone.` : onlyTheirs(base, theirs),
    );
  }
  if (isArray(base) && isArray(mine) && isArray(theirs)) return mergeArray(merging, place, base, mine, theirs);
  if (place !== null && typeof place.step === 'string' && isStamp(place.step, base, mine, theirs))
    return take(merging, 'theirs', place, [base, mine, theirs], say`A time stamp that is written at every save.`);
  if (typeof base === 'string' && typeof mine === 'string' && typeof theirs === 'string')
    return mergeString(merging, place, base, mine, theirs);
  return ask(merging, place, base, mine, theirs, why(mine, theirs));
}

function isToken({ tokens }: Merging, place: Place | null): boolean {
  return place !== null && tokens.keys.has(place.step) && tokens.paths.has(spell(place));
}

function token(merging: Merging, place: Place | null, base: Side, mine: Side, theirs: Side): Side {
  if (same(mine, theirs)) return mine;
  return take(merging, 'theirs', place, [base, mine, theirs], say`The version token: the fresh one is sent.`);
}

/** Mine and theirs are the same value; perhaps spelled in two ways, then mine stays. */
function agree(merging: Merging, place: Place | null, base: Side, mine: Side, theirs: Side): Side {
  if (!merging.baseKnown || same(mine, base)) return mine;
  return take(merging, 'both', place, [base, mine, theirs], say`Both changed it to the same.`);
}

function onlyMine(base: Side, mine: Side): string {
  if (mine === undefined) return say`You removed it; nobody else touched it.`;
  return base === undefined ? say`You added it.` : say`Only you changed it.`;
}

function onlyTheirs(base: Side, theirs: Side): string {
  if (theirs === undefined) return say`Somebody else removed it; you left it alone.`;
  return base === undefined ? say`Somebody else added it.` : say`Only somebody else changed it.`;
}

function why(mine: Side, theirs: Side): string {
  if (mine === undefined) return say`You removed it, somebody else changed it.`;
  if (theirs === undefined) return say`You changed it, somebody else removed it.`;
  return say`Both changed it, each in another way.`;
}
