import type { Picture } from './state/versions-picture.ts';

/** Sizes of the drawing, CSS pixels. */
export const columnWidth = 78;
export const headHeight = 20;
export const bandHeight = 24;
export const laneHeight = 62;
/** From a lane's top to its line. */
export const lineAt = 20;

export type Geometry = {
  readonly width: number;
  readonly height: number;
  /** Middle of a column. */
  readonly x: (column: number) => number;
  /** The line of a lane. */
  readonly y: (lane: string) => number;
  readonly bandTop: number;
};

export function geometry({ columns, lanes }: Picture): Geometry {
  const rows = new Map(lanes.map(({ key }, row) => [key, row]));
  const top = headHeight + bandHeight + 6;
  return {
    width: columns.length * columnWidth,
    height: top + lanes.length * laneHeight,
    x: (column) => (column + 0.5) * columnWidth,
    y: (lane) => top + (rows.get(lane) ?? 0) * laneHeight + lineAt,
    bandTop: headHeight,
  };
}
