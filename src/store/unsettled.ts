import type { IDBPObjectStore, StoreNames } from 'idb';
import { isWrite } from '../http/method.ts';
import { isSuccess } from '../http/status.ts';
import { isNumber } from '../http/unknown.ts';
import type { Exchange } from '../record/exchange.ts';
import { wasRefused } from '../record/refusal.ts';
import { latest } from './latest.ts';
import { parseRow } from './parse-row.ts';
import type { Database, Schema } from './schema.ts';

const lowest = Number.NEGATIVE_INFINITY;
const highest = Number.POSITIVE_INFINITY;

/**
 * When the browser was started, epoch ms; a tab's number means another tab before it.
 * @param settings of the transaction that reads what is bounded by it: a transaction of its own takes as long again
 */
export async function sessionStart(
  settings: Pick<IDBPObjectStore<Schema, StoreNames<Schema>[], 'settings'>, 'get'>,
): Promise<number> {
  const setting = await settings.get('session');
  return isNumber(setting?.value) ? setting.value : lowest;
}

/** How many refusals of a tab are looked at for its badge. */
const mostUnsettled = 99;
/** Some of them are Resave's own requests, which do not count. */
const mostLookedAt = 150;
/** How many exchanges of a resource are looked through for the save that settled it. */
const mostSince = 1_000;

/** How many conflicts of a tab or of workers that it shares are not settled: no later save of the same resource succeeded. At most 99. */
export async function unsettled(db: Database, tabId: number): Promise<number> {
  const transaction = db.transaction(['settings', 'exchanges']);
  const store = transaction.objectStore('exchanges');
  // Rows of a tab that had this number in an earlier session lie before the others; asking where would take a request more.
  const range = IDBKeyRange.bound([tabId, 1, lowest], [tabId, 1, highest]);
  const [start, ...found] = await Promise.all([
    sessionStart(transaction.objectStore('settings')),
    latest(store.index('tab'), range, mostLookedAt),
    latest(store.index('shared'), range, mostLookedAt),
  ]);
  const open = found
    .flat()
    .flatMap((value) => parseRow(value) ?? [])
    .filter((row) => row.parent === null && row.startedAt >= start)
    .sort((a, b) => a.startedAt - b.startedAt)
    .slice(-mostUnsettled);
  /** From the oldest refusal of each resource on. */
  const since = new Map<string, number>();
  for (const { resource, startedAt } of open) since.set(resource, Math.min(since.get(resource) ?? highest, startedAt));
  const saved = new Map(
    await Promise.all(
      [...since].map(async ([resource, after]) => {
        const later = await store
          .index('resource')
          .getAll(IDBKeyRange.bound([resource, after], [resource, highest], true), mostSince);
        const saves = later.flatMap((value) => parseRow(value) ?? []).filter(isSave);
        return [resource, saves.at(-1)?.startedAt ?? lowest] as const;
      }),
    ),
  );
  return open.filter(({ resource, startedAt }) => (saved.get(resource) ?? lowest) <= startedAt).length;
}

function isSave(exchange: Exchange): boolean {
  return isWrite(exchange.method) && isSuccess(exchange.status) && !wasRefused(exchange);
}

/** Whether a later exchange settles a refusal: the same resource was saved after it. */
export function isSettledBy(refusal: Exchange, later: Exchange): boolean {
  return later.resource === refusal.resource && later.startedAt > refusal.startedAt && isSave(later);
}
