import { listed } from '../../texts/listed.ts';
import { say } from '../../texts/say.ts';
import { mergeLines } from './merge-lines.ts';
import { ask, type Merging, type Place, type Side, show, spell, text } from './sides.ts';

/** Text that both sides changed: line by line where it has lines, else one of the two. */
export function mergeString(merging: Merging, place: Place | null, base: string, mine: string, theirs: string): Side {
  if (![base, mine, theirs].some((side) => side.includes('\n')))
    return ask(merging, place, base, mine, theirs, say`Both changed it, each in another way.`);
  const lines = mergeLines(base, mine, theirs);
  if (lines.clashes.length === 0) {
    const { ledger } = merging;
    ledger.settled(
      spell(place),
      'both',
      show(merging, base, mine, theirs),
      text(merging, lines.mine),
      say`Each changed other lines.`,
    );
    return lines.mine;
  }
  const chosen = ask(
    merging,
    place,
    base,
    mine,
    theirs,
    say`Both changed ${listed(lines.clashes)}; the other lines are merged.`,
  );
  if (chosen === mine) return lines.mine;
  return chosen === theirs ? lines.theirs : chosen;
}
