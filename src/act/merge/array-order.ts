/** Keys of the elements of one list, in order. */
export type Order = readonly string[];

/** Who changed the order of the elements that all sides have. */
export type Moves = { readonly mine: boolean; readonly theirs: boolean; readonly differ: boolean };

/** `base: null` where it is not known; then only the difference of the two can be told. */
export function movesOf(base: Order | null, mine: Order, theirs: Order): Moves {
  const alike = (a: Order, b: Order): boolean => a.length === b.length && a.every((key, at) => key === b[at]);
  if (base !== null && alike(base, mine) && alike(base, theirs)) return { mine: false, theirs: false, differ: false };
  const [inBase, inMine, inTheirs] = [base === null ? null : new Set(base), new Set(mine), new Set(theirs)];
  const shared = (order: Order): string[] =>
    order.filter((key) => inMine.has(key) && inTheirs.has(key) && (inBase === null || inBase.has(key)));
  const [m, t] = [shared(mine), shared(theirs)];
  const b = base === null ? null : shared(base);
  return { mine: b !== null && !alike(m, b), theirs: b !== null && !alike(t, b), differ: !alike(m, t) };
}

/** The leading order with the keys that only the other has, each behind the neighbour that it has there. Only keys in `kept` come out. */
export function woven(leading: Order, other: Order, kept: ReadonlySet<string>): string[] {
  const own = new Set(leading.filter((key) => kept.has(key)));
  const behind = new Map<string | null, string[]>();
  let neighbour: string | null = null;
  for (const key of other) {
    if (own.has(key)) neighbour = key;
    else if (kept.has(key)) {
      const list = behind.get(neighbour);
      if (list === undefined) behind.set(neighbour, [key]);
      else list.push(key);
    }
  }
  const result = [...(behind.get(null) ?? [])];
  for (const key of own) result.push(key, ...(behind.get(key) ?? []));
  return result;
}
