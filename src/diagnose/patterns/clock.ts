/** Conflicts over time, in steps of equal length. */
export type Hours = {
  /** Start of the first step, epoch ms. */
  readonly from: number;
  /** Length of a step, milliseconds. */
  readonly step: number;
  /** Conflicts in each step, from the first to the last that has one. */
  readonly counts: readonly number[];
};

const minute = 60_000;
/** Steps that people read time in. */
const steps = [1, 2, 5, 10, 15, 30, 60, 120, 180, 360, 720, 1440, 2880, 10_080, 43_200].map((n) => n * minute);

/** Counts moments that come in any order, in at most `most` steps: the steps grow with the span. */
export function createClock(most = 48) {
  let at = 0;
  let counts = new Map<number, number>();
  let [low, high] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  const step = (): number => steps[at] ?? (steps.at(-1) ?? minute) * 2 ** (at - steps.length + 1);
  const bin = (time: number): number => Math.floor(time / step());

  function widen(): void {
    // Steps are not all multiples of each other; a bin moves as a whole, to where it begins.
    const before = step();
    at++;
    const wider = new Map<number, number>();
    for (const [key, n] of counts) {
      const to = bin(key * before);
      wider.set(to, (wider.get(to) ?? 0) + n);
    }
    counts = wider;
  }

  return {
    /** @param time epoch ms */
    add(time: number): void {
      if (!Number.isFinite(time)) return;
      low = Math.min(low, time);
      high = Math.max(high, time);
      while (bin(high) - bin(low) >= most) widen();
      const key = bin(time);
      counts.set(key, (counts.get(key) ?? 0) + 1);
    },
    hours(): Hours {
      if (counts.size === 0) return { from: 0, step: step(), counts: [] };
      const first = bin(low);
      const length = bin(high) - first + 1;
      return {
        from: first * step(),
        step: step(),
        counts: Array.from({ length }, (_, i) => counts.get(first + i) ?? 0),
      };
    },
  };
}
