import { diffSequences, type Hunk } from './sequence-diff.ts';

/** Positions from..to (exclusive) of one side. */
export type Range = readonly [from: number, to: number];

/** A stretch of three sequences and who changed it. `same`: nobody; `both`: both to the same. */
export type Region = {
  readonly takes: 'same' | 'mine' | 'theirs' | 'both' | 'conflict';
  readonly base: Range;
  readonly mine: Range;
  readonly theirs: Range;
};

/** Numbers for items, equal items equal numbers; over several sequences at once. */
export function intern(sequences: readonly (readonly string[])[]): number[][] {
  const numbers = new Map<string, number>();
  return sequences.map((sequence) =>
    sequence.map((item) => {
      const known = numbers.get(item);
      if (known !== undefined) return known;
      numbers.set(item, numbers.size);
      return numbers.size - 1;
    }),
  );
}

/** Cuts three sequences of interned items into regions, in order. Changes that touch each other belong to one region. */
export function diff3(base: readonly number[], mine: readonly number[], theirs: readonly number[]): Region[] {
  const left = diffSequences(base, mine);
  const right = diffSequences(base, theirs);
  const regions: Region[] = [];
  const at = { base: 0, mine: 0, theirs: 0 };
  let l = 0;
  let r = 0;
  const stable = (to: number): void => {
    const length = to - at.base;
    if (length > 0)
      regions.push({
        takes: 'same',
        base: [at.base, to],
        mine: [at.mine, at.mine + length],
        theirs: [at.theirs, at.theirs + length],
      });
    at.base = to;
    at.mine += length;
    at.theirs += length;
  };
  while (l < left.length || r < right.length) {
    const start = Math.min(left[l]?.from ?? base.length, right[r]?.from ?? base.length);
    stable(start);
    let end = start;
    const first = { l, r };
    for (;;) {
      const a = left[l];
      const b = right[r];
      if (a !== undefined && a.from <= end) {
        end = Math.max(end, a.to);
        l++;
      } else if (b !== undefined && b.from <= end) {
        end = Math.max(end, b.to);
        r++;
      } else break;
    }
    const mineTo = at.mine + (end - start) + growth(left, first.l, l);
    const theirsTo = at.theirs + (end - start) + growth(right, first.r, r);
    const ranges = { base: [start, end], mine: [at.mine, mineTo], theirs: [at.theirs, theirsTo] } as const;
    regions.push({ takes: verdict(mine, theirs, ranges.mine, ranges.theirs, l > first.l, r > first.r), ...ranges });
    at.base = end;
    at.mine = mineTo;
    at.theirs = theirsTo;
  }
  stable(base.length);
  return regions;
}

function growth(hunks: readonly Hunk[], from: number, to: number): number {
  let sum = 0;
  for (const hunk of hunks.slice(from, to)) sum += hunk.newTo - hunk.newFrom - (hunk.to - hunk.from);
  return sum;
}

function verdict(
  mine: readonly number[],
  theirs: readonly number[],
  [mineFrom, mineTo]: Range,
  [theirsFrom, theirsTo]: Range,
  mineChanged: boolean,
  theirsChanged: boolean,
): Region['takes'] {
  if (!theirsChanged) return 'mine';
  if (!mineChanged) return 'theirs';
  if (mineTo - mineFrom !== theirsTo - theirsFrom) return 'conflict';
  for (let at = 0; at < mineTo - mineFrom; at++) if (mine[mineFrom + at] !== theirs[theirsFrom + at]) return 'conflict';
  return 'both';
}
