import { isWrite } from '../http/method.ts';
import { bodyMark, bodySize } from '../record/body.ts';
import type { Body, Exchange } from '../record/exchange.ts';
import { withFlag } from '../record/flag.ts';
import { isConflict } from '../record/refusal.ts';
import { parseRow, sharedOf } from './parse-row.ts';
import { bodyKey, type Limits, removeAged, removeBodies, removeExcess } from './retention.ts';
import type { BodySide, Database, Rank, Row } from './schema.ts';
import {
  type Counts,
  countsOf,
  inDone,
  keysOfRow,
  originKey,
  sizeKey,
  tabKey,
  type WriteTransaction,
  written,
} from './tallies.ts';
import { defaultVaultLimits } from './vault-limits.ts';
import { sizeOf } from './weight.ts';

/** An exchange to be written, with the sources' names for it. */
export type Write = { readonly exchange: Exchange; readonly keys: readonly string[] };

/** Age is looked at in the first write and then so often, milliseconds. */
const ageEvery = 60_000;
/** When age was last looked at, by database. */
const agedAt = new WeakMap<Database, number>();

/**
 * Writes a batch and enforces the caps, all in one transaction. The cost depends on the batch, not on what is stored:
 * one round of reads and one of writes, as long as no cap is passed.
 */
export async function writeBatch(db: Database, writes: readonly Write[], limits: Limits, now: number): Promise<void> {
  // Loaded with the first save, before the transaction, which would not wait for it.
  const vault = writes.some(({ exchange }) => isWrite(exchange.method)) ? await import('./vault.ts') : null;
  const transaction: WriteTransaction = db.transaction([...written], 'readwrite', {
    // The browser may die, the machine rarely does; waiting for the disk would keep rows in a worker's memory for longer.
    durability: 'relaxed',
  });
  const counts = countsOf(transaction);
  try {
    const exchanges = transaction.objectStore('exchanges');
    const keys = writes.flatMap(({ exchange }) => keysOfRow(exchange));
    const [values] = await Promise.all([
      Promise.all(writes.map(({ exchange }) => exchanges.get(exchange.id))),
      counts.load(['bytes', ...new Set(keys)]),
    ]);
    const olds = values.map(parseRow);
    await counts.load(olds.flatMap((old) => (old === null ? [] : keysOfRow(old))));
    const flagged = writes.map(({ exchange, keys }, at) => ({ exchange: withFlag(exchange, olds[at]?.flag), keys }));
    flagged.forEach((write, at) => {
      putExchange(transaction, counts, write, olds[at] ?? null);
    });
    // Before retention, which may take the reads that a refused save started from.
    await vault?.keepUnsaved(
      transaction,
      flagged.map(({ exchange }) => exchange),
      limits.vault ?? defaultVaultLimits,
    );
    if (now - (agedAt.get(db) ?? Number.NEGATIVE_INFINITY) >= ageEvery) {
      await removeAged(transaction, counts, now - limits.age);
      agedAt.set(db, now);
    }
    for (const tabId of new Set(writes.map(({ exchange }) => exchange.tabId)))
      await removeExcess(transaction, counts, 'tab', tabId, `tab:${tabId}`, limits.count);
    for (const origin of new Set(writes.map(({ exchange }) => exchange.origin)))
      await removeExcess(transaction, counts, 'origin', origin, `origin:${origin}`, limits.count);
    await removeBodies(transaction, counts, limits.bytes);
    counts.save();
  } catch (error) {
    // An abort rejects `done` too; one of the two errors is enough.
    transaction.done.catch(inDone);
    try {
      transaction.abort();
    } catch {
      // The failure has ended it already.
    }
    throw error;
  }
  await transaction.done;
}

export const rankOf = (exchange: Exchange): Rank => (isConflict(exchange) ? 1 : 0);

/** Puts a row and its bodies; the requests are awaited with the transaction. */
function putExchange(transaction: WriteTransaction, counts: Counts, { exchange, keys }: Write, old: Row | null): void {
  const rank = rankOf(exchange);
  const request = putBody(transaction, counts, exchange, 'request', rank, old);
  const response = putBody(transaction, counts, exchange, 'response', rank, old);
  const row: Row = {
    ...exchange,
    requestBody: request.mark,
    responseBody: response.mark,
    rank,
    keys,
    open: exchange.missed.includes('end') ? keys : [],
    room: [request.room, response.room],
    ...sharedOf(exchange, rank),
  };
  transaction.objectStore('exchanges').put(row).catch(inDone);
  if (old !== null) {
    counts.add(tabKey(old), -1);
    counts.add(originKey(old), -1);
    counts.add(sizeKey(old), -sizeOf(old));
  }
  counts.add(tabKey(row), 1);
  counts.add(originKey(row), 1);
  counts.add(sizeKey(row), sizeOf(row));
}

function putBody(
  transaction: WriteTransaction,
  counts: Counts,
  exchange: Exchange,
  side: BodySide,
  rank: Rank,
  old: Row | null,
): { mark: Body; room: number } {
  const body = side === 'request' ? exchange.requestBody : exchange.responseBody;
  const oldRoom = old?.room[side === 'request' ? 0 : 1] ?? 0;
  const bodies = transaction.objectStore('bodies');
  const key = bodyKey(exchange.id, side);
  // The writer did not load it: what is there stays, under the rank that the exchange has now.
  if (body.state === 'not-kept' && body.why === 'not-loaded') {
    const moved = async () => {
      const kept = await bodies.get(key);
      if (kept) await bodies.put({ ...kept, rank });
    };
    if (old !== null && old.rank !== rank) moved().catch(inDone);
    return { mark: body, room: oldRoom };
  }
  if (body.state === 'kept')
    bodies.put({ key, exchange: exchange.id, side, rank, at: exchange.startedAt, body }).catch(inDone);
  else if (oldRoom > 0) bodies.delete(key).catch(inDone);
  const room = bodySize(body);
  counts.add('bytes', room - oldRoom);
  return { mark: bodyMark(body), room };
}
