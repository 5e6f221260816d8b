import { removeRows } from './retention.ts';
import type { Database } from './schema.ts';
import { countsOf, inDone, type WriteTransaction, written } from './tallies.ts';

/** Rows that are removed at once when the disk is full. */
const mostMadeRoom = 2_000;

/** Removes the oldest `share` (0 to 1) of what is no refusal. Deleting works where the quota is used up; writing does not. */
export async function makeRoom(db: Database, share: number): Promise<void> {
  const transaction: WriteTransaction = db.transaction([...written], 'readwrite');
  const counts = countsOf(transaction);
  const index = transaction.objectStore('exchanges').index('rank');
  const range = IDBKeyRange.bound([0, Number.NEGATIVE_INFINITY], [0, Number.POSITIVE_INFINITY]);
  // Bounded, because the rows come into memory; the next refusal of the disk makes more room.
  const wanted = Math.min(mostMadeRoom, Math.ceil((await index.count(range)) * share));
  if (wanted === 0) return;
  await removeRows(transaction, counts, await index.getAll(range, wanted));
  counts.save();
  await transaction.done;
}

/**
 * Removes all bodies but those of refused saves, by clearing their store: only that gives the room back at once. Rows that are deleted
 * one by one leave it to a later compaction (Chromium 156), which is too late where the quota is used up.
 * The rows still point at them and read as evicted; what they count for a site is too much until they go.
 */
export async function clearReadBodies(db: Database): Promise<void> {
  const transaction: WriteTransaction = db.transaction([...written], 'readwrite');
  const bodies = transaction.objectStore('bodies');
  const range = IDBKeyRange.bound([1, Number.NEGATIVE_INFINITY], [1, Number.POSITIVE_INFINITY]);
  const kept = await bodies.index('rank').getAll(range);
  await bodies.clear();
  for (const one of kept) bodies.put(one).catch(inDone);
  const room = kept.reduce((sum, { body }) => sum + (body.state === 'kept' ? body.data.length : 0), 0);
  await transaction.objectStore('tallies').put({ key: 'bytes', count: room });
  await transaction.done;
}
