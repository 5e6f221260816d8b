/** A count with what was counted along. */
export type Counted<T> = T & { count: number };

/**
 * Counts by key with bounded memory: when there are too many keys, the rarer half is let go and its count goes to the others.
 * Counts are then lower bounds; keys that come often stay.
 */
export function createTally<T extends object>(most: number) {
  const counts = new Map<string, Counted<T>>();
  let others = 0;
  return {
    /** @param fresh makes what is kept beside the count, at the first time */
    add(key: string, fresh: () => T): Counted<T> {
      let entry = counts.get(key);
      if (entry === undefined) {
        if (counts.size >= most) {
          const sorted = [...counts].sort(([, a], [, b]) => a.count - b.count);
          for (const [rare, { count }] of sorted.slice(0, Math.ceil(most / 2))) {
            counts.delete(rare);
            others += count;
          }
        }
        entry = { ...fresh(), count: 0 };
        counts.set(key, entry);
      }
      entry.count++;
      return entry;
    },
    /** The commonest, most first; equal ones in the order of their coming. */
    top: (limit: number): readonly Counted<T>[] =>
      [...counts.values()].sort((a, b) => b.count - a.count).slice(0, limit),
    get size() {
      return counts.size;
    },
    /** What was counted under keys that were let go; 0 where all counts are exact. */
    get others() {
      return others;
    },
  };
}

/** Texts, the first few of them. */
export function noteText(texts: string[], text: string | null, most: number): void {
  if (text !== null && texts.length < most && !texts.includes(text)) texts.push(text);
}
