import { type Choices, defaultChoices } from '../record/choices.ts';
import type { Body } from '../record/exchange.ts';
import { parseRow } from './parse-row.ts';
import type { BodySide } from './schema.ts';
import {
  type Counts,
  droppedKey,
  inDone,
  keysOfRow,
  originKey,
  sizeKey,
  tabKey,
  type WriteTransaction,
} from './tallies.ts';
import type { VaultLimits } from './vault-limits.ts';
import { sizeOf } from './weight.ts';

/** The three caps, enforced in every write transaction. */
export type Limits = {
  /** Milliseconds. */
  readonly age: number;
  /** Exchanges of one tab, and of one origin. */
  readonly count: number;
  /** All bodies together, in UTF-16 units. */
  readonly bytes: number;
  /** Of unsaved work, which the three caps do not touch. */
  readonly vault?: VaultLimits;
};

/** The limits that a person's choices make. */
export function limitsOf({ days, count, megabytes }: Choices): Limits {
  return { age: days * 24 * 60 * 60 * 1000, count, bytes: megabytes * 1024 * 1024 };
}

export const defaultLimits: Limits = limitsOf(defaultChoices);

/** Old rows that one write removes at most for their age, so that no write has to wait for a long absence. */
const mostAged = 200;
/** When a cap is passed this share of it is removed at once, so that not every write at the cap has to remove. */
const slack = 0.02;

export const bodyKey = (id: string, side: BodySide) => `${id}/${side}`;

/** Removes rows and their bodies, and notes up to when an origin's records are no longer whole. */
export async function removeRows(
  transaction: WriteTransaction,
  counts: Counts,
  values: readonly unknown[],
): Promise<void> {
  const rows = values.flatMap((value) => parseRow(value) ?? []);
  const keys = rows.flatMap((row) => [...keysOfRow(row), droppedKey(row.origin)]);
  await counts.load([...new Set(keys), 'bytes']);
  for (const row of rows) {
    transaction.objectStore('exchanges').delete(row.id).catch(inDone);
    for (const [at, side] of (['request', 'response'] as const).entries())
      if (row.room[at] !== 0) transaction.objectStore('bodies').delete(bodyKey(row.id, side)).catch(inDone);
    counts.add(tabKey(row), -1);
    counts.add(originKey(row), -1);
    counts.add(sizeKey(row), -sizeOf(row));
    counts.raise(droppedKey(row.origin), row.startedAt);
    counts.add('bytes', -(row.room[0] + row.room[1]));
  }
}

export async function removeAged(transaction: WriteTransaction, counts: Counts, before: number): Promise<void> {
  const index = transaction.objectStore('exchanges').index('rank');
  for (const rank of [0, 1]) {
    const range = IDBKeyRange.bound([rank, Number.NEGATIVE_INFINITY], [rank, before], false, true);
    await removeRows(transaction, counts, await index.getAll(range, mostAged));
  }
}

/** Removes the oldest of a tab or an origin until the cap holds; refusals only when nothing else is left. */
export async function removeExcess(
  transaction: WriteTransaction,
  counts: Counts,
  by: 'tab' | 'origin',
  of: number | string,
  tally: string,
  cap: number,
): Promise<void> {
  const index = transaction.objectStore('exchanges').index(by);
  for (const rank of [0, 1]) {
    const excess = counts.get(tally) - cap;
    if (excess <= 0) return;
    const surplus = excess + Math.floor(cap * (rank === 0 ? slack : 0));
    const range = IDBKeyRange.bound([of, rank, Number.NEGATIVE_INFINITY], [of, rank, Number.POSITIVE_INFINITY]);
    await removeRows(transaction, counts, await index.getAll(range, surplus));
  }
}

/** Removes the oldest bodies until they fit, and leaves a mark in their exchanges: "not kept" is not "empty". */
export async function removeBodies(transaction: WriteTransaction, counts: Counts, cap: number): Promise<void> {
  if (counts.get('bytes') <= cap) return;
  const enough = cap - cap * slack;
  const exchanges = transaction.objectStore('exchanges');
  let cursor = await transaction.objectStore('bodies').index('rank').openCursor();
  while (cursor && counts.get('bytes') > enough) {
    const { exchange, side, body } = cursor.value;
    const row = parseRow(await exchanges.get(exchange));
    if (row) {
      const mark: Body = { state: 'not-kept', why: 'evicted', length: body.state === 'kept' ? body.length : null };
      const isRequest = side === 'request';
      const room = row.room[isRequest ? 0 : 1];
      counts.add('bytes', -room);
      await counts.load([sizeKey(row)]);
      counts.add(sizeKey(row), -room);
      await exchanges.put({
        ...row,
        ...(isRequest ? { requestBody: mark } : { responseBody: mark }),
        room: isRequest ? [0, row.room[1]] : [row.room[0], 0],
      });
    }
    await cursor.delete();
    cursor = await cursor.continue();
  }
}
