import type { Json } from './json.ts';
import { ask, type Merging, type Place, type Side } from './sides.ts';

export function mergeArray(
  merging: Merging,
  place: Place | null,
  base: readonly Json[],
  mine: readonly Json[],
  theirs: readonly Json[],
): Side {
  return ask(merging, place, base, mine, theirs, 'Both changed the list.');
}
