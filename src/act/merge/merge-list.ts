import { say } from '../../texts/say.ts';
import { isArray, type Json } from './json.ts';
import { fingerprint } from './json-equal.ts';
import { mergeValue } from './merge-value.ts';
import { diff3, intern, type Region } from './sequence.ts';
import { ask, type Merging, type Place, show, spell, text } from './sides.ts';

/** Lists whose elements have no names: by the longest common subsequence, as texts are merged by lines. */
export function mergeList(
  merging: Merging,
  place: Place | null,
  base: readonly Json[],
  mine: readonly Json[],
  theirs: readonly Json[],
): Json[] {
  const [b = [], m = [], t = []] = intern([base, mine, theirs].map((list) => list.map(fingerprint)));
  const merged: Json[] = [];
  for (const region of diff3(b, m, t)) {
    const part = {
      base: base.slice(...region.base),
      mine: mine.slice(...region.mine),
      theirs: theirs.slice(...region.theirs),
    };
    const here: Place = { above: place, step: region.base[0], spelled: `[${region.base[0]}:${region.base[1]}]` };
    if (region.takes === 'same') merged.push(...part.mine);
    else if (inPairs(region)) merged.push(...pairwise(merging, place, region.base[0], part));
    else if (region.takes === 'conflict') merged.push(...asked(merging, here, part));
    else {
      const taken = region.takes === 'theirs' ? part.theirs : part.mine;
      const why =
        region.takes === 'both'
          ? say`Both changed this part of the list alike.`
          : region.takes === 'mine'
            ? say`Only you changed this part of the list.`
            : say`Only somebody else changed this part of the list.`;
      merging.ledger.settled(
        spell(here),
        region.takes,
        show(merging, part.base, part.mine, part.theirs),
        text(merging, taken),
        why,
      );
      merged.push(...taken);
    }
  }
  return merged;
}

type Part = { readonly base: readonly Json[]; readonly mine: readonly Json[]; readonly theirs: readonly Json[] };

/** As many elements on each side: they were edited where they stand. */
function inPairs({ base, mine, theirs }: Region): boolean {
  const length = base[1] - base[0];
  return length > 0 && mine[1] - mine[0] === length && theirs[1] - theirs[0] === length;
}

function pairwise(merging: Merging, place: Place | null, from: number, part: Part): Json[] {
  return part.base.flatMap((element, at) => {
    const value = mergeValue(merging, { above: place, step: from + at }, element, part.mine[at], part.theirs[at]);
    return value === undefined ? [] : [value];
  });
}

function asked(merging: Merging, place: Place, part: Part): readonly Json[] {
  const chosen = ask(
    merging,
    place,
    part.base,
    part.mine,
    part.theirs,
    say`Both changed this part of the list, each in another way.`,
  );
  if (isArray(chosen)) return chosen;
  merging.ledger.bad.push(say`The edit of ${spell(place)} must be a list: it stands for a part of one.`);
  return part.mine;
}
