/** Counts over time: `counts[n]` from `from + n * width` on, milliseconds. */
export type TimeBars = { readonly from: number; readonly width: number; readonly counts: readonly number[] };

/** Steps that people think in, milliseconds; beyond the last, doubled. */
const widths = [1, 5, 15, 60, 300, 900, 3_600, 14_400, 86_400, 604_800].map((seconds) => seconds * 1_000);

/** Counts moments in bars, whose width grows with the time that is covered, so that there are never more than `most`. */
export function createTimeBars(most: number) {
  let width = widths[0] ?? 1_000;
  /** Number of the bar since 1970, and its count. */
  let bars = new Map<number, number>();
  let [first, last] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  const span = () => Math.floor(last / width) - Math.floor(first / width) + 1;
  function widen(): void {
    const next = widths.find((each) => each > width) ?? 2 * width;
    const wider = new Map<number, number>();
    for (const [bar, count] of bars) {
      const number = Math.floor((bar * width) / next);
      wider.set(number, (wider.get(number) ?? 0) + count);
    }
    bars = wider;
    width = next;
  }
  return {
    add(at: number): void {
      first = Math.min(first, at);
      last = Math.max(last, at);
      while (span() > most) widen();
      const bar = Math.floor(at / width);
      bars.set(bar, (bars.get(bar) ?? 0) + 1);
    },
    /** null where no moment was told. */
    bars(): TimeBars | null {
      if (bars.size === 0) return null;
      const start = Math.floor(first / width);
      return { from: start * width, width, counts: Array.from({ length: span() }, (_, n) => bars.get(start + n) ?? 0) };
    },
  };
}
