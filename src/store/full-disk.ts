import { isConflict } from '../record/refusal.ts';
import type { Store } from './store.ts';
import type { Write } from './writes.ts';

type Step = () => Promise<readonly Write[]>;

const isFull = (error: unknown): boolean => error instanceof Error && error.name === 'QuotaExceededError';
const refusedSaves = (writes: readonly Write[]) => writes.filter(({ exchange }) => isConflict(exchange));

/** Takes one step after the other until the disk takes what the step gave. @returns what was not given to it */
async function writeBy(store: Store, writes: readonly Write[], now: number, steps: readonly Step[]) {
  let full: unknown;
  for (const step of steps) {
    try {
      const these = await step();
      await store.write(these, now);
      return writes.filter((write) => !these.includes(write));
    } catch (error) {
      if (!isFull(error)) throw error;
      full = error;
    }
  }
  throw full;
}

/**
 * Where the quota is used up the oldest reads make room, then all bodies of reads; a refused save is never dropped for it.
 * @param failed how the disk refused them already, where it did
 * @returns reads for which there is no room even so. Rejects where even the refused saves find none.
 */
export function writeMakingRoom(
  store: Store,
  writes: readonly Write[],
  now: number,
  failed?: unknown,
): Promise<readonly Write[]> {
  return writeBy(store, writes, now, [
    () => (failed === undefined ? Promise.resolve(writes) : Promise.reject(failed)),
    () => store.makeRoom(0.3).then(() => writes),
    () => store.clearReadBodies().then(() => writes),
    () => store.makeRoom(1).then(() => refusedSaves(writes)),
  ]);
}

/** The same, but nothing is given up for it: for what was refused before, as soon as there is room by itself. */
export function writeWhereRoomIs(store: Store, writes: readonly Write[], now: number): Promise<readonly Write[]> {
  const refused = refusedSaves(writes);
  const all: Step = () => Promise.resolve(writes);
  const isMixed = refused.length > 0 && refused.length < writes.length;
  return writeBy(store, writes, now, isMixed ? [all, () => Promise.resolve(refused)] : [all]);
}
