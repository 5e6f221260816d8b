import { say } from '../../texts/say.ts';
import { isSet, keyOfField, learnIdentity } from './array-identity.ts';
import type { Json } from './json.ts';
import { mergeKeyed } from './merge-keyed.ts';
import { mergeList } from './merge-list.ts';
import { mergeSet } from './merge-set.ts';
import { ask, type Merging, type Place, type Side } from './sides.ts';

/** Lists that differ on both sides. `base` undefined: not there before, or not known. */
export function mergeArray(
  merging: Merging,
  place: Place | null,
  base: readonly Json[] | undefined,
  mine: readonly Json[],
  theirs: readonly Json[],
): Side {
  const field = learnIdentity(base ?? [], mine, theirs);
  if (field !== null) return mergeKeyed(merging, place, base ?? [], mine, theirs, keyOfField(field), field);
  if (base === undefined) return ask(merging, place, base, mine, theirs, whyWithoutBase(merging.baseKnown));
  if (isSet(base) && isSet(mine) && isSet(theirs)) {
    const merged = mergeSet(merging, place, base, mine, theirs);
    if (merged !== null) return merged;
  }
  return mergeList(merging, place, base, mine, theirs);
}

function whyWithoutBase(known: boolean): string {
  return known ? say`Both added it, each in another way.` : say`They differ, and what it was before is not known.`;
}
