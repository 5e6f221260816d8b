import { defineFact } from '../define.ts';

/** Since when the recording holds every request of this browser to the origin. */
export type Coverage = {
  /** Epoch ms, or null where it is not known to be complete. */
  readonly since: number | null;
  /** Whether it reaches back to this moment (epoch ms). */
  readonly covers: (moment: number) => boolean;
};

export const coverage = defineFact<Coverage>('coverage', ({ recordingSince: since }) => ({
  since,
  covers: (moment) => since !== null && since <= moment,
}));
