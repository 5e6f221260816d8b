import type { EntryIndex } from './imported-index.ts';

/**
 * Entries in portions whose histories have together at most so many entries (or one entry's history). Entries of one resource stand
 * together, so that they share what has to be read.
 */
export function portionsOf(
  index: Pick<EntryIndex, 'byResource' | 'history'>,
  entries: readonly number[],
  most: number,
): number[][] {
  if (entries.length === 0) return [];
  const wanted = new Set(entries);
  const portions: number[][] = [];
  let together: number[] = [];
  let read = new Set<number>();
  for (const at of index.byResource()) {
    if (!wanted.has(at)) continue;
    const { history } = index.history(at);
    if (together.length > 0 && new Set([...read, ...history]).size > most) {
      portions.push(together);
      together = [];
      read = new Set();
    }
    together.push(at);
    for (const each of history) read.add(each);
  }
  return [...portions, together];
}
