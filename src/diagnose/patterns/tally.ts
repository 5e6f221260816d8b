/** Counts by key in bounded memory: what comes when all places are taken is counted together. */
export type Tally<T> = {
  /** The entry of a key, made where there is room; null where there is none. */
  readonly of: (key: string, make: () => T) => T | null;
  readonly all: () => readonly T[];
  /** How often there was no room. */
  readonly beyond: () => number;
};

/** @param most how many keys are told apart */
export function createTally<T>(most: number): Tally<T> {
  const entries = new Map<string, T>();
  let beyond = 0;
  return {
    of(key, make) {
      const known = entries.get(key);
      if (known !== undefined) return known;
      if (entries.size >= most) {
        beyond++;
        return null;
      }
      const entry = make();
      entries.set(key, entry);
      return entry;
    },
    all: () => [...entries.values()],
    beyond: () => beyond,
  };
}

/** The `most` highest by `weight`, the highest first; `all` may be long and is not changed. */
export function highest<T>(all: Iterable<T>, weight: (one: T) => number, most: number): T[] {
  const kept: T[] = [];
  for (const one of all) {
    kept.push(one);
    // Cut now and then, so that the list stays short.
    if (kept.length >= most * 4) cut();
  }
  cut();
  return kept;
  function cut(): void {
    kept.sort((a, b) => weight(b) - weight(a));
    kept.length = Math.min(kept.length, most);
  }
}
