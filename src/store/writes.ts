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
/** Age is looked at in the first write and then so often, milliseconds. */
const ageEvery = 60_000;
/** When a cap is passed this share of it is removed at once, so that not every write at the cap has to remove. */
const slack = 0.02;

/** Counts as they stand in this transaction. Loaded at once, written at once. */
type Counts = {
  readonly load: (keys: readonly string[]) => Promise<void>;
  readonly get: (key: string) => number;
  readonly add: (key: string, by: number) => void;
  readonly save: () => void;
};

function countsOf(transaction: WriteTransaction): Counts {
  const store = transaction.objectStore('tallies');
  const counts = new Map<string, number>();
  const changed = new Set<string>();
  return {
    async load(keys) {
      const unknown = keys.filter((key) => !counts.has(key));
      const tallies = await Promise.all(unknown.map((key) => store.get(key)));
      unknown.forEach((key, at) => {
        counts.set(key, tallies[at]?.count ?? 0);
      });
    },
    get: (key) => counts.get(key) ?? 0,
    add(key, by) {
      if (by === 0) return;
      counts.set(key, Math.max(0, (counts.get(key) ?? 0) + by));
      changed.add(key);
    },
    save() {
      for (const key of changed) {
        const count = counts.get(key) ?? 0;
        void (count === 0 ? store.delete(key) : store.put({ key, count })).catch(inDone);
      }
    },
  };
}

/** A failed request aborts its transaction, and `done` rejects with the reason. */
const inDone = () => undefined;

const bodyKey = (id: string, side: BodySide) => `${id}/${side}`;
const tabKey = (row: Exchange) => `tab:${row.tabId}`;
const originKey = (row: Exchange) => `origin:${row.origin}`;

/** When age was last looked at, by database. */
const agedAt = new WeakMap<Database, number>();

/**
 * Writes a batch and enforces the caps, all in one transaction. The cost depends on the batch, not on what is stored:
 * one round of reads and one of writes, as long as no cap is passed.
 */
export async function writeBatch(db: Database, writes: readonly Write[], limits: Limits, now: number): Promise<void> {
  const transaction: WriteTransaction = db.transaction(['exchanges', 'bodies', 'tallies'], 'readwrite', {
    // The browser may die, the machine rarely does; waiting for the disk would keep rows in a worker's memory for longer.
    durability: 'relaxed',
  });
  const counts = countsOf(transaction);
  try {
    const exchanges = transaction.objectStore('exchanges');
    const keys = writes.flatMap(({ exchange }) => [tabKey(exchange), originKey(exchange)]);
    const [values] = await Promise.all([
      Promise.all(writes.map(({ exchange }) => exchanges.get(exchange.id))),
      counts.load(['bytes', ...new Set(keys)]),
    ]);
    const olds = values.map(parseRow);
    await counts.load(olds.flatMap((old) => (old === null ? [] : [tabKey(old), originKey(old)])));
    writes.forEach((write, at) => {
      putExchange(transaction, counts, write, olds[at] ?? null);
    });
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

/** Rows that are removed at once when the disk is full. */
const mostMadeRoom = 2_000;

/** Removes the oldest `share` (0 to 1) of what is no refusal. Deleting works where the quota is used up; writing does not. */
export async function makeRoom(db: Database, share: number): Promise<void> {
  const transaction: WriteTransaction = db.transaction(['exchanges', 'bodies', 'tallies'], 'readwrite');
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

/** Puts a row and its bodies; the requests are awaited with the transaction. */
function putExchange(transaction: WriteTransaction, counts: Counts, { exchange, keys }: Write, old: Row | null): void {
  const rank: Rank = isConflict(exchange) ? 1 : 0;
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
  };
  transaction.objectStore('exchanges').put(row).catch(inDone);
  if (old !== null) {
    counts.add(tabKey(old), -1);
    counts.add(originKey(old), -1);
  }
  counts.add(tabKey(row), 1);
  counts.add(originKey(row), 1);
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

async function removeRows(transaction: WriteTransaction, counts: Counts, values: readonly unknown[]): Promise<void> {
  const rows = values.flatMap((value) => parseRow(value) ?? []);
  await counts.load([...new Set(rows.flatMap((row) => [tabKey(row), originKey(row)])), 'bytes']);
  for (const row of rows) {
    transaction.objectStore('exchanges').delete(row.id).catch(inDone);
    for (const [at, side] of (['request', 'response'] as const).entries())
      if (row.room[at] !== 0) transaction.objectStore('bodies').delete(bodyKey(row.id, side)).catch(inDone);
    counts.add(tabKey(row), -1);
    counts.add(originKey(row), -1);
    counts.add('bytes', -(row.room[0] + row.room[1]));
  }
}

async function removeAged(transaction: WriteTransaction, counts: Counts, before: number): Promise<void> {
  const index = transaction.objectStore('exchanges').index('rank');
  for (const rank of [0, 1]) {
    const range = IDBKeyRange.bound([rank, Number.NEGATIVE_INFINITY], [rank, before], false, true);
    await removeRows(transaction, counts, await index.getAll(range, mostAged));
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
    const excess = counts.get(tally) - cap;
    if (excess <= 0) return;
    const surplus = excess + Math.floor(cap * (rank === 0 ? slack : 0));
    const range = IDBKeyRange.bound([of, rank, Number.NEGATIVE_INFINITY], [of, rank, Number.POSITIVE_INFINITY]);
    await removeRows(transaction, counts, await index.getAll(range, surplus));
  }
}

/** Removes the oldest bodies until they fit, and leaves a mark in their exchanges: "not kept" is not "empty". */
async function removeBodies(transaction: WriteTransaction, counts: Counts, cap: number): Promise<void> {
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
      counts.add('bytes', -row.room[isRequest ? 0 : 1]);
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
