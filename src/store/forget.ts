import { originOf } from '../http/resource.ts';
import { isFields, isStrings } from '../http/unknown.ts';
import { parseRow } from './parse-row.ts';
import { parseVaultRow } from './parse-work.ts';
import { removeRows } from './retention.ts';
import type { Database } from './schema.ts';
import { countsOf, droppedKey, originKey, sizeKey, tabKey, type WriteTransaction, written } from './tallies.ts';
import { sizeOf } from './weight.ts';

/** Records of one site that go in one transaction, so that recording never waits long. */
const atOnce = 500;

/**
 * Removes the records of one site, or of all (null). Unsaved work stays unless `unsaved` says otherwise: that which has its own
 * place, and that which found no room there and lies among the records.
 * What was recorded before `now` proves nothing any more, so that "nobody else wrote" is unknown for that time.
 */
export async function forget(db: Database, origin: string | null, unsaved: boolean, now: number): Promise<void> {
  if (unsaved) await discard(db, origin);
  if (origin === null) return clear(db, now);
  while (await removeSome(db, origin, now));
}

async function waitingIn(transaction: WriteTransaction): Promise<readonly string[]> {
  const value = (await transaction.objectStore('settings').get('vault'))?.value;
  return isFields(value) && isStrings(value.waiting) ? value.waiting : [];
}

/** @returns whether there may be more. */
async function removeSome(db: Database, origin: string, now: number): Promise<boolean> {
  const transaction: WriteTransaction = db.transaction([...written], 'readwrite');
  const counts = countsOf(transaction);
  const waiting = await waitingIn(transaction);
  const range = IDBKeyRange.bound([origin, 0, Number.NEGATIVE_INFINITY], [origin, 1, Number.POSITIVE_INFINITY]);
  const values = await transaction
    .objectStore('exchanges')
    .index('origin')
    .getAll(range, atOnce + waiting.length);
  const rows = values.flatMap((value) => parseRow(value) ?? []).filter((row) => !waiting.includes(row.id));
  await removeRows(transaction, counts, rows);
  await counts.load([droppedKey(origin)]);
  counts.raise(droppedKey(origin), now);
  counts.save();
  await transaction.done;
  return values.length === atOnce + waiting.length && rows.length > 0;
}

/** All records at once, whatever their number; what waits for room among the unsaved work is put back. */
async function clear(db: Database, now: number): Promise<void> {
  const transaction: WriteTransaction = db.transaction([...written], 'readwrite');
  const [exchanges, bodies] = [transaction.objectStore('exchanges'), transaction.objectStore('bodies')];
  const ids = await waitingIn(transaction);
  const rows = (await Promise.all(ids.map((id) => exchanges.get(id)))).flatMap((value) => parseRow(value) ?? []);
  const sides = rows.flatMap(({ id }) => [`${id}/request`, `${id}/response`]);
  const texts = (await Promise.all(sides.map((key) => bodies.get(key)))).filter((text) => text !== undefined);
  await Promise.all([exchanges.clear(), bodies.clear(), transaction.objectStore('tallies').clear()]);
  const counts = countsOf(transaction);
  for (const row of rows) {
    await exchanges.put(row);
    counts.add(tabKey(row), 1);
    counts.add(originKey(row), 1);
    counts.add(sizeKey(row), sizeOf(row));
    counts.add('bytes', row.room[0] + row.room[1]);
  }
  for (const text of texts) await bodies.put(text);
  counts.save();
  const spans = transaction.objectStore('spans');
  for (const span of await spans.getAll()) await spans.put({ ...span, since: now });
  await transaction.done;
}

/** Unsaved work that belongs to a site, or all of it: discarded for good. */
async function discard(db: Database, origin: string | null): Promise<void> {
  const transaction: WriteTransaction = db.transaction([...written], 'readwrite');
  const [vault, work] = [transaction.objectStore('vault'), transaction.objectStore('work')];
  for (const value of await vault.getAll()) {
    const row = parseVaultRow(value);
    if (row === null || (origin !== null && originOf(row.resource) !== origin && !row.sites.includes(origin))) continue;
    await vault.delete(row.id);
    await work.delete(row.id);
  }
  const settings = transaction.objectStore('settings');
  const value = (await settings.get('vault'))?.value;
  if (isFields(value) && isStrings(value.waiting)) {
    const rows = await Promise.all(value.waiting.map((id) => transaction.objectStore('exchanges').get(id)));
    const waiting = value.waiting.filter((_id, at) => origin !== null && parseRow(rows[at])?.origin !== origin);
    await settings.put({ key: 'vault', value: { ...value, waiting } });
  }
  await transaction.done;
}
