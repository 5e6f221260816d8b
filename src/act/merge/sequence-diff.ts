import { diffIndices } from 'node-diff3';

/** `from`..`to` of the old sequence became `newFrom`..`newTo` of the new one; ends are exclusive. */
export type Hunk = { readonly from: number; readonly to: number; readonly newFrom: number; readonly newTo: number };

/** node-diff3 is exact and up to quadratic: it gets pieces of at most this much work (pairs of equal items times length). */
const maxWork = 2_000_000;
const maxSplits = 12;

/**
 * Differences of two sequences of interned items, near-linear: equal ends are cut off, items that stand once on both sides
 * anchor the rest, node-diff3 settles the small pieces between anchors. A piece too tangled for that counts as replaced
 * whole: coarser, never wrong.
 */
export function diffSequences(old: readonly number[], now: readonly number[]): Hunk[] {
  const hunks: Hunk[] = [];
  piece(old, now, { from: 0, to: old.length, newFrom: 0, newTo: now.length }, hunks, 0);
  return hunks;
}

function piece(old: readonly number[], now: readonly number[], whole: Hunk, hunks: Hunk[], splits: number): void {
  let { from, to, newFrom, newTo } = whole;
  while (from < to && newFrom < newTo && old[from] === now[newFrom]) {
    from++;
    newFrom++;
  }
  while (from < to && newFrom < newTo && old[to - 1] === now[newTo - 1]) {
    to--;
    newTo--;
  }
  if (from === to && newFrom === newTo) return;
  const rest = { from, to, newFrom, newTo };
  if (from === to || newFrom === newTo) {
    hunks.push(rest);
    return;
  }
  const anchors = splits < maxSplits ? anchorsOf(old, now, rest) : [];
  if (anchors.length === 0) {
    settle(old, now, rest, hunks);
    return;
  }
  for (const [at, newAt] of anchors) {
    piece(old, now, { from, to: at, newFrom, newTo: newAt }, hunks, splits + 1);
    from = at + 1;
    newFrom = newAt + 1;
  }
  piece(old, now, { from, to, newFrom, newTo }, hunks, splits + 1);
}

/** A piece without anchors. */
function settle(old: readonly number[], now: readonly number[], rest: Hunk, hunks: Hunk[]): void {
  const a = old.slice(rest.from, rest.to);
  const b = now.slice(rest.newFrom, rest.newTo);
  const counts = new Map<number, number>();
  for (const item of b) counts.set(item, (counts.get(item) ?? 0) + 1);
  let pairs = 0;
  for (const item of a) pairs += counts.get(item) ?? 0;
  if (pairs === 0 || pairs * Math.min(a.length, b.length) > maxWork) {
    hunks.push(rest);
    return;
  }
  for (const { buffer1, buffer2 } of diffIndices(a, b)) {
    const [start = 0, length = 0] = buffer1;
    const [newStart = 0, newLength = 0] = buffer2;
    hunks.push({
      from: rest.from + start,
      to: rest.from + start + length,
      newFrom: rest.newFrom + newStart,
      newTo: rest.newFrom + newStart + newLength,
    });
  }
}

/** Pairs of positions of items that stand exactly once on both sides, the longest run of them in the same order. */
function anchorsOf(
  old: readonly number[],
  now: readonly number[],
  { from, to, newFrom, newTo }: Hunk,
): [number, number][] {
  const positions = new Map<number, number>();
  for (let at = newFrom; at < newTo; at++) {
    const item = now[at] ?? -1;
    positions.set(item, positions.has(item) ? -1 : at);
  }
  const seen = new Map<number, number>();
  for (let at = from; at < to; at++) {
    const item = old[at] ?? -1;
    seen.set(item, (seen.get(item) ?? 0) + 1);
  }
  const pairs: [number, number][] = [];
  for (let at = from; at < to; at++) {
    const item = old[at] ?? -1;
    const newAt = positions.get(item) ?? -1;
    if (newAt >= 0 && seen.get(item) === 1) pairs.push([at, newAt]);
  }
  return increasing(pairs);
}

/** The longest chain of pairs that rises in its second member too (patience sorting, n log n). */
export function increasing(pairs: readonly [number, number][]): [number, number][] {
  const tails: number[] = [];
  const previous: number[] = [];
  for (const [index, [, value]] of pairs.entries()) {
    let low = 0;
    let high = tails.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((pairs[tails[middle] ?? 0]?.[1] ?? 0) < value) low = middle + 1;
      else high = middle;
    }
    previous.push(low > 0 ? (tails[low - 1] ?? -1) : -1);
    tails[low] = index;
  }
  const chain: [number, number][] = [];
  for (let index = tails.at(-1) ?? -1; index >= 0; index = previous[index] ?? -1) {
    const pair = pairs[index];
    if (pair !== undefined) chain.push(pair);
  }
  return chain.reverse();
}
