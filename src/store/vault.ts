import { isWrite } from '../http/method.ts';
import { isSuccess } from '../http/status.ts';
import { isFields, isStrings } from '../http/unknown.ts';
import { bodySize } from '../record/body.ts';
import type { Body, Exchange, ExchangeId } from '../record/exchange.ts';
import { wasRefused } from '../record/refusal.ts';
import { exchangeOf, parseBody, parseRow } from './parse-row.ts';
import { parseVaultRow, parseWork } from './parse-work.ts';
import type { VaultRow } from './schema.ts';
import type { WriteTransaction } from './tallies.ts';
import type { VaultLimits } from './vault-limits.ts';
import { startedFrom } from './vault-reads.ts';
import { sitesOf } from './vault-sites.ts';

/** `waiting`: refused saves without room. `done`: saved or discarded of late, so that a late source does not bring them back. */
type Outside = { readonly waiting: readonly ExchangeId[]; readonly done: readonly ExchangeId[] };
const most = { waiting: 200, done: 200 } as const;
/** How many later saves of a resource are looked at before a waiting one is taken in. */
const mostLater = 200;

async function outside(transaction: WriteTransaction): Promise<Outside> {
  const value = (await transaction.objectStore('settings').get('vault'))?.value;
  const list = (name: string) => (isFields(value) && isStrings(value[name]) ? value[name] : []);
  return { waiting: list('waiting'), done: list('done') };
}

async function setOutside(transaction: WriteTransaction, { waiting, done }: Outside): Promise<void> {
  const value = { waiting: waiting.slice(-most.waiting), done: done.slice(-most.done) };
  await transaction.objectStore('settings').put({ key: 'vault', value });
}

/**
 * Takes refused saves into the vault and lets go what the page itself has saved since: a later write of the same resource with
 * the same method and the same body that the server accepted. Anything less alike stays, for only the person can tell.
 */
export async function keepUnsaved(
  transaction: WriteTransaction,
  exchanges: readonly Exchange[],
  limits: VaultLimits,
): Promise<void> {
  for (const exchange of exchanges) {
    if (!isWrite(exchange.method)) continue;
    // Resave's own try: another source may have shown it as the page's a moment before.
    if (exchange.parent !== null) await remove(transaction, [exchange.id], limits);
    else if (wasRefused(exchange)) await keep(transaction, exchange, limits);
    if (isSuccess(exchange.status) && !wasRefused(exchange)) {
      await noteSave(transaction, exchange);
      const body = await bodyOf(transaction, exchange, 'request');
      const saved = (await alike(transaction, exchange, body)).filter((row) => row.at < exchange.startedAt);
      const ids = saved.map((row) => row.id);
      // It passed for a refusal while another request's answer was taken for its own.
      if ((await transaction.objectStore('vault').getKey(exchange.id)) !== undefined) ids.push(exchange.id);
      if (ids.length > 0) await remove(transaction, ids, limits);
    }
  }
}

/** Something of this resource was saved: the person may want to look whether it was this. */
async function noteSave(transaction: WriteTransaction, save: Exchange): Promise<void> {
  const vault = transaction.objectStore('vault');
  for (const value of await vault.index('resource').getAll(save.resource)) {
    const row = parseVaultRow(value);
    if (row !== null && row.at < save.startedAt && (row.othersSavedAt ?? 0) < save.startedAt)
      await vault.put({ ...row, othersSavedAt: save.startedAt });
  }
}

/** Reads what it can at once: a refused save is not in the store, and nobody hears of it, before this has ended. */
async function keep(transaction: WriteTransaction, exchange: Exchange, limits: VaultLimits): Promise<void> {
  const requestBody = await bodyOf(transaction, exchange, 'request');
  if (requestBody.state !== 'kept') return;
  const vault = transaction.objectStore('vault');
  const [{ waiting, done }, before, same, responseBody, reads] = await Promise.all([
    outside(transaction),
    vault.get(exchange.id),
    alike(transaction, exchange, requestBody),
    bodyOf(transaction, exchange, 'response'),
    startedFrom(transaction, exchange),
  ]);
  if (done.includes(exchange.id)) return;
  const old = parseVaultRow(before);
  // The same work tried twice is one work; the first try knows best what it started from.
  if (old === null && same.length > 0) return setOutside(transaction, { waiting, done: [...done, exchange.id] });
  const refusal = { ...exchange, requestBody, responseBody };
  const room = [refusal, ...reads].reduce((sum, x) => sum + roomOf(x), 0);
  if (!(await makeRoomFor(transaction, exchange.id, room, limits))) {
    if (!waiting.includes(exchange.id)) await setOutside(transaction, { waiting: [...waiting, exchange.id], done });
    return;
  }
  await Promise.all([
    vault.put({ ...vaultRow(refusal, old), room }),
    transaction.objectStore('work').put({ id: exchange.id, refusal, reads }),
  ]);
  if (waiting.includes(exchange.id))
    await setOutside(transaction, { waiting: waiting.filter((id) => id !== exchange.id), done });
}

const roomOf = (x: Exchange) => bodySize(x.requestBody) + bodySize(x.responseBody);

/** A refused save as it is listed. */
export function vaultRow(x: Exchange, before: Pick<VaultRow, 'exportedAt' | 'othersSavedAt'> | null): VaultRow {
  const { id, method, url, resource, status, startedAt } = x;
  const { exportedAt, othersSavedAt } = before ?? { exportedAt: null, othersSavedAt: null };
  return {
    id,
    method,
    url,
    resource,
    status,
    at: startedAt,
    sites: sitesOf(x),
    room: roomOf(x),
    exportedAt,
    othersSavedAt,
  };
}

/** Whether there is room, after what was exported has left for it, oldest first: that work is safe in a file. */
async function makeRoomFor(
  transaction: WriteTransaction,
  id: ExchangeId,
  room: number,
  limits: VaultLimits,
): Promise<boolean> {
  const rows = (await allRows(transaction)).filter((row) => row.id !== id);
  let count = rows.length + 1;
  let bytes = rows.reduce((sum, row) => sum + row.room, room);
  const leave: ExchangeId[] = [];
  const exported = rows.filter((row) => row.exportedAt !== null).sort((a, b) => a.at - b.at);
  for (const row of exported) {
    if (count <= limits.count && bytes <= limits.bytes) break;
    leave.push(row.id);
    count -= 1;
    bytes -= row.room;
  }
  if (count > limits.count || bytes > limits.bytes) return false;
  await forget(transaction, leave);
  return true;
}

async function allRows(transaction: WriteTransaction): Promise<VaultRow[]> {
  return (await transaction.objectStore('vault').getAll()).flatMap((value) => parseVaultRow(value) ?? []);
}

/** Kept work on the same resource, by the same method, with the same body. Where a secret was taken out nobody can tell. */
export async function alike(transaction: WriteTransaction, exchange: Exchange, body: Body): Promise<VaultRow[]> {
  if (!isWhole(body)) return [];
  const rows = (await transaction.objectStore('vault').index('resource').getAll(exchange.resource))
    .flatMap((value) => parseVaultRow(value) ?? [])
    .filter((row) => row.id !== exchange.id && row.method.toUpperCase() === exchange.method.toUpperCase());
  const works = await Promise.all(rows.map((row) => transaction.objectStore('work').get(row.id)));
  return rows.filter((_row, at) => {
    const kept = parseWork(works[at])?.refusal.requestBody;
    return kept !== undefined && isWhole(kept) && kept.data === body.data;
  });
}

function isWhole(body: Body): body is Extract<Body, { state: 'kept' }> {
  return body.state === 'kept' && !body.truncated && !body.redacted;
}

export async function bodyOf(
  transaction: WriteTransaction,
  exchange: Exchange,
  side: 'request' | 'response',
): Promise<Body> {
  const body = side === 'request' ? exchange.requestBody : exchange.responseBody;
  if (body.state !== 'not-kept' || body.why !== 'not-loaded') return body;
  const stored = await transaction.objectStore('bodies').get(`${exchange.id}/${side}`);
  return stored === undefined ? body : parseBody(stored.body);
}

async function forget(transaction: WriteTransaction, ids: readonly ExchangeId[]): Promise<void> {
  for (const id of ids) {
    await transaction.objectStore('vault').delete(id);
    await transaction.objectStore('work').delete(id);
  }
}

/** Lets go, and takes in what was waiting for the room. */
export async function remove(
  transaction: WriteTransaction,
  ids: readonly ExchangeId[],
  limits: VaultLimits,
): Promise<void> {
  await forget(transaction, ids);
  const { waiting, done } = await outside(transaction);
  const still = waiting.filter((id) => !ids.includes(id));
  await setOutside(transaction, { waiting: [], done: [...done, ...ids] });
  const again: ExchangeId[] = [];
  for (const id of still) {
    const row = parseRow(await transaction.objectStore('exchanges').get(id));
    // Retention has taken it meanwhile, or the page has saved it.
    if (row === null || (await savedSince(transaction, exchangeOf(row)))) continue;
    await keep(transaction, exchangeOf(row), limits);
    if ((await outside(transaction)).waiting.includes(id)) again.push(id);
  }
  const now = await outside(transaction);
  if (now.waiting.length !== again.length) await setOutside(transaction, { waiting: again, done: now.done });
}

async function savedSince(transaction: WriteTransaction, refusal: Exchange): Promise<boolean> {
  const body = await bodyOf(transaction, refusal, 'request');
  if (!isWhole(body)) return false;
  const range = IDBKeyRange.bound(
    [refusal.resource, refusal.startedAt],
    [refusal.resource, Number.POSITIVE_INFINITY],
    true,
  );
  const later = await transaction.objectStore('exchanges').index('resource').getAll(range, mostLater);
  for (const row of later.flatMap((value) => parseRow(value) ?? [])) {
    if (!isSuccess(row.status) || wasRefused(row) || row.method.toUpperCase() !== refusal.method.toUpperCase())
      continue;
    const other = await bodyOf(transaction, exchangeOf(row), 'request');
    if (isWhole(other) && other.data === body.data) return true;
  }
  return false;
}
