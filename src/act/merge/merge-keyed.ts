import { say } from '../../texts/say.ts';
import type { KeyOf } from './array-identity.ts';
import { movesOf, type Order, woven } from './array-order.ts';
import { isArray, type Json } from './json.ts';
import { writeJson } from './json-write.ts';
import { mergeValue } from './merge-value.ts';
import { ask, type Merging, type Place, type Side, show, spell } from './sides.ts';

type List = {
  readonly order: Order;
  readonly elements: ReadonlyMap<string, Json>;
  readonly positions: ReadonlyMap<string, number>;
};

/** Lists whose elements have names: each element is merged with its namesakes, additions and removals of both sides are kept. */
export function mergeKeyed(
  merging: Merging,
  place: Place | null,
  base: readonly Json[],
  mine: readonly Json[],
  theirs: readonly Json[],
  keyOf: KeyOf,
  field: string,
): Json[] {
  const [b, m, t] = [listOf(base, keyOf), listOf(mine, keyOf), listOf(theirs, keyOf)];
  const merged = new Map<string, Json>();
  for (const key of new Set([...b.order, ...t.order, ...m.order])) {
    const position = b.positions.get(key);
    const here: Place =
      position === undefined
        ? { above: place, step: t.positions.get(key) ?? m.positions.get(key) ?? 0, spelled: namedStep(key, field, m) }
        : { above: place, step: position };
    const value = mergeValue(merging, here, b.elements.get(key), m.elements.get(key), t.elements.get(key));
    if (value !== undefined) merged.set(key, value);
  }
  const order = inOrder(merging, place, merging.baseKnown ? b.order : null, m.order, t.order, new Set(merged.keys()));
  return order.flatMap((key) => merged.get(key) ?? []);
}

/** `[id=7]`; an element that the server has not named yet by its place in mine. */
function namedStep(key: string, field: string, mine: List): string {
  if (key.startsWith('new ')) return `[new ${(mine.positions.get(key) ?? 0) + 1}]`;
  return `[${field}=${key.startsWith('"') ? JSON.stringify(key.slice(1)) : key}]`;
}

function listOf(elements: readonly Json[], keyOf: KeyOf): List {
  const byKey = new Map<string, Json>();
  const positions = new Map<string, number>();
  for (const [at, element] of elements.entries()) {
    const key = keyOf(element) ?? `new ${at}`;
    byKey.set(key, element);
    positions.set(key, at);
  }
  return { order: [...byKey.keys()], elements: byKey, positions };
}

/** The order of the merged list: whoever moved elements leads; where both did, each in another way, the person is asked. */
export function inOrder(
  merging: Merging,
  place: Place | null,
  base: Order | null,
  mine: Order,
  theirs: Order,
  kept: ReadonlySet<string>,
): string[] {
  const moves = movesOf(base, mine, theirs);
  if (moves.differ && (base === null || (moves.mine && moves.theirs)))
    return askOrder(merging, place, base, mine, theirs, kept);
  if (moves.mine || moves.theirs) {
    const takes = moves.mine && moves.theirs ? 'both' : moves.mine ? 'mine' : 'theirs';
    const sides = show(merging, names(base), names(mine), names(theirs));
    const why =
      takes === 'both'
        ? say`Both put it in the same order.`
        : takes === 'mine'
          ? say`Only you changed the order.`
          : say`Only somebody else changed the order.`;
    merging.ledger.settled(spell(place), takes, sides, takes === 'theirs' ? sides.theirs : sides.mine, why);
  }
  return moves.theirs ? woven(theirs, mine, kept) : woven(mine, theirs, kept);
}

function askOrder(
  merging: Merging,
  place: Place | null,
  base: Order | null,
  mine: Order,
  theirs: Order,
  kept: ReadonlySet<string>,
): string[] {
  const sides = [names(base), names(mine), names(theirs)] as const;
  const chosen = ask(
    merging,
    place,
    ...sides,
    say`Both changed the order of the list; what each added, removed or edited is kept.`,
  );
  if (chosen === sides[1]) return woven(mine, theirs, kept);
  if (chosen === sides[2]) return woven(theirs, mine, kept);
  const wanted = isArray(chosen) ? chosen.map((name) => (typeof name === 'string' ? `"${name}` : writeJson(name))) : [];
  if (wanted.length !== kept.size || !wanted.every((key) => kept.has(key)) || new Set(wanted).size !== kept.size)
    merging.ledger.bad.push(
      say`The order written for ${spell(place)} must name each of its ${kept.size} elements once.`,
    );
  return wanted.filter((key) => kept.has(key));
}

/** Keys as the person knows them. */
function names(order: Order | null): Side {
  return order?.map((key) => (key.startsWith('"') ? key.slice(1) : key));
}
