import type { IDBPTransaction } from 'idb';
import { bodyMark, bodySize } from '../record/body.ts';
import type { Body, Exchange } from '../record/exchange.ts';
import { isConflict } from '../record/refusal.ts';
import { parseRow } from './parse-row.ts';
import type { BodySide, Database, Rank, Row, Schema } from './schema.ts';

/** The three caps, enforced in every write transaction. */
export type Limits = {
  /** Milliseconds. */
  readonly age: number;
  /** Exchanges of one tab, and of one origin. */
  readonly count: number;
  /** All bodies together, in UTF-16 units. */
  readonly bytes: number;
};

export const defaultLimits: Limits = { age: 14 * 24 * 60 * 60 * 1000, count: 5_000, bytes: 64 * 1024 * 1024 };

/** An exchange to be written, with the sources' names for it. */
export type Write = { readonly exchange: Exchange; readonly keys: readonly string[] };

type WriteTransaction = IDBPTransaction<Schema, ('exchanges' | 'bodies' | 'tallies')[], 'readwrite'>;

/** Old rows that one write removes at most for their age, so that no write has to wait for a long absence. */
const mostAged = 200;

/** Counts as they stand in this transaction. */
type Counts = { get(key: string): Promise<number>; add(key: string, by: number): Promise<void>; save(): Promise<void> };

function countsOf(transaction: WriteTransaction): Counts {
  const store = transaction.objectStore('tallies');
  const counts = new Map<string, number>();
  const changed = new Set<string>();
  const get = async (key: string) => {
    const known = counts.get(key);
    if (known !== undefined) return known;
    const count = (await store.get(key))?.count ?? 0;
    counts.set(key, count);
    return count;
  };
  return {
    get,
    async add(key, by) {
      counts.set(key, Math.max(0, (await get(key)) + by));
      changed.add(key);
    },
    async save() {
      for (const key of changed) {
        const count = counts.get(key) ?? 0;
        if (count === 0) await store.delete(key);
        else await store.put({ key, count });
      }
    },
  };
}

const bodyKey = (id: string, side: BodySide) => `${id}/${side}`;
const tabKey = (row: Exchange) => `tab:${row.tabId}`;
const originKey = (row: Exchange) => `origin:${row.origin}`;

/** Writes a batch and enforces the caps, all in one transaction. The cost depends on the batch, not on what is stored. */
export async function writeBatch(db: Database, writes: readonly Write[], limits: Limits, now: number): Promise<void> {
  const transaction: WriteTransaction = db.transaction(['exchanges', 'bodies', 'tallies'], 'readwrite');
  const counts = countsOf(transaction);
  try {
    for (const write of writes) await putExchange(transaction, counts, write);
    await removeAged(transaction, counts, now - limits.age);
    for (const tabId of new Set(writes.map(({ exchange }) => exchange.tabId)))
      await removeExcess(transaction, counts, 'tab', tabId, `tab:${tabId}`, limits.count);
    for (const origin of new Set(writes.map(({ exchange }) => exchange.origin)))
      await removeExcess(transaction, counts, 'origin', origin, `origin:${origin}`, limits.count);
    await removeBodies(transaction, counts, limits.bytes);
    await counts.save();
  } catch (error) {
    // An abort rejects `done` too; one of the two errors is enough.
    transaction.done.catch(() => undefined);
    transaction.abort();
    throw error;
  }
  await transaction.done;
}

/** Removes the oldest `share` (0 to 1) of what is no refusal. Deleting works where the quota is used up; writing does not. */
export async function makeRoom(db: Database, share: number): Promise<void> {
  const transaction: WriteTransaction = db.transaction(['exchanges', 'bodies', 'tallies'], 'readwrite');
  const counts = countsOf(transaction);
  const index = transaction.objectStore('exchanges').index('rank');
  const range = IDBKeyRange.bound([0, Number.NEGATIVE_INFINITY], [0, Number.POSITIVE_INFINITY]);
  const wanted = Math.ceil((await index.count(range)) * share);
  let cursor = await index.openCursor(range);
  for (let removed = 0; cursor && removed < wanted; removed++) {
    const row = parseRow(cursor.value);
    if (row) await removeRow(transaction, counts, row);
    cursor = await cursor.continue();
  }
  await counts.save();
  await transaction.done;
}

async function putExchange(transaction: WriteTransaction, counts: Counts, { exchange, keys }: Write): Promise<void> {
  const exchanges = transaction.objectStore('exchanges');
  const old = parseRow(await exchanges.get(exchange.id));
  const rank: Rank = isConflict(exchange) ? 1 : 0;
  const request = await putBody(transaction, counts, exchange, 'request', rank, old);
  const response = await putBody(transaction, counts, exchange, 'response', rank, old);
  const row: Row = {
    ...exchange,
    requestBody: request.mark,
    responseBody: response.mark,
    rank,
    keys,
    open: exchange.missed.includes('end') ? keys : [],
    room: [request.room, response.room],
  };
  await exchanges.put(row);
  if (old !== null && tabKey(old) === tabKey(row) && originKey(old) === originKey(row)) return;
  if (old !== null) {
    await counts.add(tabKey(old), -1);
    await counts.add(originKey(old), -1);
  }
  await counts.add(tabKey(row), 1);
  await counts.add(originKey(row), 1);
}

async function putBody(
  transaction: WriteTransaction,
  counts: Counts,
  exchange: Exchange,
  side: BodySide,
  rank: Rank,
  old: Row | null,
): Promise<{ mark: Body; room: number }> {
  const body = side === 'request' ? exchange.requestBody : exchange.responseBody;
  const oldRoom = old?.room[side === 'request' ? 0 : 1] ?? 0;
  const bodies = transaction.objectStore('bodies');
  const key = bodyKey(exchange.id, side);
  // The writer did not load it: what is there stays, under the rank that the exchange has now.
  if (body.state === 'not-kept' && body.why === 'not-loaded') {
    const kept = old?.rank === rank ? undefined : await bodies.get(key);
    if (kept) await bodies.put({ ...kept, rank });
    return { mark: body, room: oldRoom };
  }
  if (body.state === 'kept') await bodies.put({ key, exchange: exchange.id, side, rank, at: exchange.startedAt, body });
  else if (oldRoom > 0) await bodies.delete(key);
  const room = bodySize(body);
  if (room !== oldRoom) await counts.add('bytes', room - oldRoom);
  return { mark: bodyMark(body), room };
}

async function removeRow(transaction: WriteTransaction, counts: Counts, row: Row): Promise<void> {
  await transaction.objectStore('exchanges').delete(row.id);
  for (const side of ['request', 'response'] as const)
    await transaction.objectStore('bodies').delete(bodyKey(row.id, side));
  await counts.add(tabKey(row), -1);
  await counts.add(originKey(row), -1);
  await counts.add('bytes', -(row.room[0] + row.room[1]));
}

async function removeAged(transaction: WriteTransaction, counts: Counts, before: number): Promise<void> {
  const index = transaction.objectStore('exchanges').index('rank');
  for (const rank of [0, 1]) {
    const range = IDBKeyRange.bound([rank, Number.NEGATIVE_INFINITY], [rank, before], false, true);
    for (const value of await index.getAll(range, mostAged)) {
      const row = parseRow(value);
      if (row) await removeRow(transaction, counts, row);
    }
  }
}

/** Removes the oldest of a tab or an origin until the cap holds; refusals only when nothing else is left. */
async function removeExcess(
  transaction: WriteTransaction,
  counts: Counts,
  by: 'tab' | 'origin',
  of: number | string,
  tally: string,
  cap: number,
): Promise<void> {
  const index = transaction.objectStore('exchanges').index(by);
  for (const rank of [0, 1]) {
    const excess = (await counts.get(tally)) - cap;
    if (excess <= 0) return;
    const range = IDBKeyRange.bound([of, rank, Number.NEGATIVE_INFINITY], [of, rank, Number.POSITIVE_INFINITY]);
    for (const value of await index.getAll(range, excess)) {
      const row = parseRow(value);
      if (row) await removeRow(transaction, counts, row);
    }
  }
}

/** Removes the oldest bodies until they fit, and leaves a mark in their exchanges: "not kept" is not "empty". */
async function removeBodies(transaction: WriteTransaction, counts: Counts, cap: number): Promise<void> {
  if ((await counts.get('bytes')) <= cap) return;
  const exchanges = transaction.objectStore('exchanges');
  let cursor = await transaction.objectStore('bodies').index('rank').openCursor();
  while (cursor && (await counts.get('bytes')) > cap) {
    const { exchange, side, body } = cursor.value;
    const row = parseRow(await exchanges.get(exchange));
    if (row) {
      const mark: Body = { state: 'not-kept', why: 'evicted', length: body.state === 'kept' ? body.length : null };
      const isRequest = side === 'request';
      await counts.add('bytes', -row.room[isRequest ? 0 : 1]);
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
