import type { Entry } from './sieve.ts';

/** Height of a row before one was measured, CSS pixels; all rows are equally high. */
const usual = 42;
/** Rows beyond each edge of the view, so that scrolling finds them there. */
const beyond = 8;
/** Rows that are drawn where the view has no size yet. */
const least = 30;

/** Which of `count` rows are to be drawn: from `first` up to, not including, `last`. Lengths in CSS pixels. */
export function windowOf(top: number, view: number, height: number, count: number): { first: number; last: number } {
  const first = Math.min(Math.max(0, Math.floor(top / height) - beyond), Math.max(0, count - 1));
  const shown = Math.max(least, Math.ceil(view / height) + 2 * beyond);
  return { first, last: Math.min(count, first + shown) };
}

/** What of a scrolling element is needed. */
type Scroller = { scrollTop: number; readonly clientHeight: number };

export type Place = ReturnType<typeof createPlace>;

/** Remembers which row stands at the top of the view, and brings it back there when rows come or go above it. */
export function createPlace() {
  let height = usual;
  /** The row at the top of the view, and by how much it is scrolled out. */
  let anchor: { readonly id: string; readonly offset: number } | null = null;
  let filter = '';
  /** What started later than this came while something else was being read, epoch ms. */
  let seenUpTo = Number.NEGATIVE_INFINITY;

  const newestOf = (entries: readonly Entry[]): number => entries[0]?.line.startedAt ?? Number.NEGATIVE_INFINITY;

  function freshIn(entries: readonly Entry[]): number {
    let fresh = 0;
    for (const { line, group } of entries) {
      if (line.startedAt <= seenUpTo) break;
      fresh += group === null ? 1 : group.lines.filter(({ startedAt }) => startedAt > seenUpTo).length;
    }
    return fresh;
  }

  const place = {
    get height(): number {
      return height;
    },
    /** All rows are as high as the first. */
    measure(grid: HTMLElement): void {
      const measured = grid.querySelector<HTMLElement>('[data-row]')?.offsetHeight ?? 0;
      if (measured > 0) height = measured;
    },
    /** The view was scrolled. */
    at(entries: readonly Entry[], scroller: Scroller): void {
      const index = Math.floor(scroller.scrollTop / height);
      const id = entries[index]?.line.id;
      anchor = id === undefined ? null : { id, offset: scroller.scrollTop - index * height };
    },
    /** All was seen up to the newest. Gives the number that is fresh now: none. */
    seen(entries: readonly Entry[]): 0 {
      seenUpTo = newestOf(entries);
      return 0;
    },
    /** Other rows came. Leaves the view where it was, and tells how many came above it. `isRead`: somebody is at the list. */
    keep(entries: readonly Entry[], now: string, scroller: Scroller, isRead: boolean): { readonly fresh: number } {
      const isOther = now !== filter;
      filter = now;
      const atTop = scroller.scrollTop < height && !isRead;
      if (isOther || atTop || seenUpTo === Number.NEGATIVE_INFINITY || anchor === null) {
        if (isOther || atTop) scroller.scrollTop = 0;
        place.at(entries, scroller);
        return { fresh: place.seen(entries) };
      }
      const { id, offset } = anchor;
      const index = entries.findIndex(({ line }) => line.id === id);
      if (index >= 0) {
        const top = index * height + offset;
        if (scroller.scrollTop !== top) scroller.scrollTop = top;
      }
      place.at(entries, scroller);
      return { fresh: freshIn(entries) };
    },
    /** Scrolls as little as is needed to show a row. */
    reveal(index: number, scroller: Scroller): void {
      const top = index * height;
      if (top < scroller.scrollTop) scroller.scrollTop = top;
      else if (top + height > scroller.scrollTop + scroller.clientHeight)
        scroller.scrollTop = Math.min(top, top + height - scroller.clientHeight);
    },
  };
  return place;
}
