import type { Column } from './versions-columns.ts';
import type { Picture } from './versions-picture.ts';

/** Columns that are drawn at first. Layout costs as much as is drawn: 150 columns took 250 ms of each click (Chromium 156). */
const mostColumns = 18;
/** Of these so many after the refusal; what led to it is worth more than what followed. */
const afterwards = 4;

/** How many columns more than at first the person wants to see, before and after. */
export type Wider = { readonly earlier: number; readonly later: number };
export const notWider: Wider = { earlier: 0, later: 0 };
/** Columns that one press of a button or key adds. */
export const widenBy = 24;

/** The part of a picture that is drawn. Its columns count from 0; what reaches over its edge is cut there. */
export type Windowed = Picture & {
  /** Columns that are left out on either side. */
  readonly earlier: number;
  readonly later: number;
};

/** The columns about the refusal, or the newest where it is not among them. Everything in them is as it is in the whole picture. */
export function windowOf(whole: Picture, refusal: string, wider: Wider): Windowed {
  const all = whole.columns.length;
  const [start, end] = edges(whole.columns, refusal, wider);
  if (start === 0 && end === all) return { ...whole, earlier: 0, later: 0 };
  const last = end - start - 1;
  const clipped = <T extends { readonly from: number; readonly to: number }>(spans: readonly T[]): T[] =>
    spans.flatMap((span) =>
      span.to < start || span.from >= end
        ? []
        : [{ ...span, from: Math.max(0, span.from - start), to: Math.min(last, span.to - start) }],
    );
  const within = (column: number): boolean => column >= start && column < end;
  return {
    ...whole,
    columns: whole.columns.slice(start, end),
    bands: clipped(whole.bands),
    threads: clipped(whole.threads).filter(({ from, to }) => to > from),
    // It is told where it came to light.
    unseen: clipped(whole.unseen.filter(({ to }) => within(to))),
    wentStale: whole.wentStale.flatMap((one) => (within(one.column) ? [{ ...one, column: one.column - start }] : [])),
    earlier: start,
    later: all - end,
  };
}

function edges(columns: readonly Column[], refusal: string, wider: Wider): readonly [number, number] {
  const all = columns.length;
  const itself = columns.findIndex(({ marks }) => marks.some(({ exchange }) => exchange.id === refusal));
  const about = itself === -1 ? all - 1 : itself;
  const end = Math.min(all, Math.max(about + 1 + afterwards, mostColumns));
  const start = Math.max(0, Math.min(about, end - mostColumns));
  return [Math.max(0, start - wider.earlier), Math.min(all, end + wider.later)];
}
