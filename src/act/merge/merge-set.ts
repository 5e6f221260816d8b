import { say } from '../../texts/say.ts';
import { scalarKey } from './array-identity.ts';
import { movesOf, type Order, woven } from './array-order.ts';
import type { Json } from './json.ts';
import { ask, type Merging, type Place, type Side, show, spell, text } from './sides.ts';

/** Lists of tags or ids: what either side added is in, what either side removed is out. null: both replaced the same element. */
export function mergeSet(
  merging: Merging,
  place: Place | null,
  base: readonly Json[],
  mine: readonly Json[],
  theirs: readonly Json[],
): Side | null {
  const [b, m, t] = [base, mine, theirs].map((list) => list.map((element) => scalarKey(element) ?? ''));
  if (b === undefined || m === undefined || t === undefined) return null;
  const moves = movesOf(b, m, t);
  if (replacedTwice(b, m, t, moves.mine || moves.theirs)) return null;
  const [inBase, inMine, inTheirs] = [new Set(b), new Set(m), new Set(t)];
  const kept = new Set([...m, ...t].filter((key) => (inBase.has(key) ? inMine.has(key) && inTheirs.has(key) : true)));
  const values = new Map<string, Json>([...theirs, ...mine].map((element) => [scalarKey(element) ?? '', element]));
  const listed = (order: Order): Json[] => order.flatMap((key) => values.get(key) ?? []);
  if (moves.differ && moves.mine && moves.theirs) {
    const chosen = ask(
      merging,
      place,
      base,
      mine,
      theirs,
      say`Both changed the order of the list; what each added or removed is kept.`,
    );
    if (chosen === mine) return listed(woven(m, t, kept));
    return chosen === theirs ? listed(woven(t, m, kept)) : chosen;
  }
  const merged = listed(moves.theirs ? woven(t, m, kept) : woven(m, t, kept));
  merging.ledger.settled(
    spell(place),
    'both',
    show(merging, base, mine, theirs),
    text(merging, merged),
    say`What each added is in, what either removed is out.`,
  );
  return merged;
}

/** Between two elements that stayed, both sides took the same one away and put different ones there: that is one change made twice. */
function replacedTwice(base: Order, mine: Order, theirs: Order, moved: boolean): boolean {
  const [inBase, inMine, inTheirs] = [new Set(base), new Set(mine), new Set(theirs)];
  const stays = (key: string): boolean => !moved && inBase.has(key) && inMine.has(key) && inTheirs.has(key);
  const gone = new Set(
    gaps(base, stays).flatMap((gap, at) => (gap.some((key) => !inMine.has(key) && !inTheirs.has(key)) ? [at] : [])),
  );
  if (gone.size === 0) return false;
  const added = (order: Order): string[] =>
    gaps(order, stays).map((gap) => gap.filter((key) => !inBase.has(key)).join('\n'));
  const [byMine, byTheirs] = [added(mine), added(theirs)];
  return [...gone].some((at) => byMine[at] !== '' && byTheirs[at] !== '' && byMine[at] !== byTheirs[at]);
}

/** The stretches between elements that stay. */
function gaps(order: Order, stays: (key: string) => boolean): string[][] {
  const found: string[][] = [[]];
  for (const key of order) {
    if (stays(key)) found.push([]);
    else found.at(-1)?.push(key);
  }
  return found;
}
