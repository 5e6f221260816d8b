/** A place in the drawing that the focus can go to. */
export type Spot = {
  readonly id: string;
  /** The exchange that it opens. */
  readonly opens: string;
  readonly kind: string;
  readonly label: string;
  /** Middle of its column, counted in columns; between two for a change that nobody was seen to make. */
  readonly column: number;
  readonly lane: string;
  readonly row: number;
};

/** Which spot a key leads to from another; null where the key is none of ours. Spots are in the order of time. */
export function step(spots: readonly Spot[], from: string, key: string): string | null {
  const at = spots.findIndex(({ id }) => id === from);
  const here = spots[at];
  if (here === undefined) return null;
  switch (key) {
    case 'ArrowLeft':
      return (spots[at - 1] ?? here).id;
    case 'ArrowRight':
      return (spots[at + 1] ?? here).id;
    case 'Home':
      return (spots[0] ?? here).id;
    case 'End':
      return (spots[spots.length - 1] ?? here).id;
    case 'ArrowUp':
      return nearest(spots, here, -1).id;
    case 'ArrowDown':
      return nearest(spots, here, 1).id;
    default:
      return null;
  }
}

/** The next lane in this direction that has an event; in it the one nearest in time. */
function nearest(spots: readonly Spot[], here: Spot, direction: -1 | 1): Spot {
  let best = here;
  let least = Number.POSITIVE_INFINITY;
  for (const spot of spots) {
    const rows = (spot.row - here.row) * direction;
    if (rows <= 0) continue;
    // Another lane further off never wins over a nearer one.
    const far = rows * 1e6 + Math.abs(spot.column - here.column);
    if (far < least) {
      least = far;
      best = spot;
    }
  }
  return best;
}
