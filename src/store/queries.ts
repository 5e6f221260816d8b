import type { CaseFile } from '../diagnose/contract.ts';
import { headerValue } from '../http/header-list.ts';
import { isWrite } from '../http/method.ts';
import { originOf } from '../http/resource.ts';
import { isSuccess } from '../http/status.ts';
import { isNumber } from '../http/unknown.ts';
import type { Exchange, ExchangeId } from '../record/exchange.ts';
import { exchangeOf, parseBody, parseRow } from './parse-row.ts';
import type { Database, Row } from './schema.ts';
import { sinceOf } from './spans.ts';

const lowest = Number.NEGATIVE_INFINITY;
const highest = Number.POSITIVE_INFINITY;

/** Which conflicts: of a tab of this browser session, of an origin, or all. */
export type ConflictQuery = {
  readonly tabId?: number;
  readonly origin?: string;
  readonly limit: number;
  /** Only those that started before this, epoch ms: the next page of the list. */
  readonly before?: number;
};

/** When the browser was started, epoch ms; a tab's number means another tab before it. */
async function sessionStart(db: Database): Promise<number> {
  const setting = await db.get('settings', 'session');
  return isNumber(setting?.value) ? setting.value : lowest;
}

/** Refused requests, newest first, without what Resave itself sent. Heads only: their bodies are `not-loaded`. */
export async function conflicts(db: Database, query: ConflictQuery): Promise<Exchange[]> {
  const start = query.tabId === undefined ? lowest : await sessionStart(db);
  const end = query.before ?? highest;
  if (query.limit <= 0 || start > end) return [];
  const exchanges = db.transaction('exchanges').store;
  const open = () => {
    if (query.tabId !== undefined) {
      const range = IDBKeyRange.bound([query.tabId, 1, start], [query.tabId, 1, end], false, true);
      return exchanges.index('tab').openCursor(range, 'prev');
    }
    if (query.origin !== undefined) {
      const range = IDBKeyRange.bound([query.origin, 1, start], [query.origin, 1, end], false, true);
      return exchanges.index('origin').openCursor(range, 'prev');
    }
    return exchanges.index('rank').openCursor(IDBKeyRange.bound([1, start], [1, end], false, true), 'prev');
  };
  const found: Exchange[] = [];
  let cursor = await open();
  while (cursor && found.length < query.limit) {
    const row = parseRow(cursor.value);
    if (row && row.parent === null) found.push(exchangeOf(row));
    cursor = await cursor.continue();
  }
  return found;
}

async function withBodies(db: Database, row: Row): Promise<Exchange> {
  const exchange = exchangeOf(row);
  const load = async (side: 'request' | 'response') => {
    const mark = side === 'request' ? exchange.requestBody : exchange.responseBody;
    if (mark.state !== 'not-kept' || mark.why !== 'not-loaded') return mark;
    const stored = await db.get('bodies', `${row.id}/${side}`);
    // Evicted between the two reads.
    return stored === undefined ? ({ ...mark, why: 'evicted' } as const) : parseBody(stored.body);
  };
  const [requestBody, responseBody] = await Promise.all([load('request'), load('response')]);
  return { ...exchange, requestBody, responseBody };
}

/** One exchange with its bodies, or null where it is not (or no longer) there. */
export async function exchange(db: Database, id: ExchangeId): Promise<Exchange | null> {
  const row = parseRow(await db.get('exchanges', id));
  return row === null ? null : withBodies(db, row);
}

/** How much of the past a diagnosis sees. */
export const caseLimits = {
  before: 150,
  after: 50,
  bodies: 40,
  neighbours: 100,
  /** Milliseconds to either side. */
  near: 10 * 60 * 1000,
} as const;

async function walk(
  db: Database,
  index: 'resource' | 'origin',
  range: IDBKeyRange,
  direction: 'prev' | 'next',
  limit: number,
): Promise<Row[]> {
  const rows: Row[] = [];
  let cursor = await db.transaction('exchanges').store.index(index).openCursor(range, direction);
  while (cursor && rows.length < limit) {
    const row = parseRow(cursor.value);
    if (row) rows.push(row);
    cursor = await cursor.continue();
  }
  return rows;
}

const byTime = (a: Exchange, b: Exchange) => a.startedAt - b.startedAt;

/** All that a diagnosis of this refusal may look at, or null where the exchange is not there. */
export async function caseFile(db: Database, id: ExchangeId): Promise<CaseFile | null> {
  const refused = parseRow(await db.get('exchanges', id));
  if (refused === null) return null;
  const { resource, origin, startedAt } = refused;
  const [before, after] = await Promise.all([
    walk(db, 'resource', IDBKeyRange.bound([resource, lowest], [resource, startedAt]), 'prev', caseLimits.before),
    walk(db, 'resource', IDBKeyRange.bound([resource, startedAt], [resource, highest], true), 'next', caseLimits.after),
  ]);
  const rows = [...before, ...after].sort(byTime);
  if (!rows.some((row) => row.id === id)) rows.push(refused);
  // The refusal's own bodies first, then the latest: what a version comparison reads.
  const loaded = new Set([id, ...rows.slice(-caseLimits.bodies).map((row) => row.id)]);
  const history = await Promise.all(rows.map((row) => (loaded.has(row.id) ? withBodies(db, row) : exchangeOf(row))));
  const near = await Promise.all(
    [0, 1].flatMap((rank) => [
      walk(
        db,
        'origin',
        IDBKeyRange.bound([origin, rank, startedAt - caseLimits.near], [origin, rank, startedAt]),
        'prev',
        caseLimits.neighbours,
      ),
      walk(
        db,
        'origin',
        IDBKeyRange.bound([origin, rank, startedAt], [origin, rank, startedAt + caseLimits.near], true),
        'next',
        caseLimits.neighbours,
      ),
    ]),
  );
  const apart = (row: Row) => Math.abs(row.startedAt - startedAt);
  const neighbours = near
    .flat()
    .filter((row) => row.resource !== resource)
    .sort((a, b) => apart(a) - apart(b))
    .slice(0, caseLimits.neighbours)
    .sort(byTime)
    .map(exchangeOf);
  const refusal = history.find((one) => one.id === id) ?? (await withBodies(db, refused));
  return { refusal, history, neighbours, recordingSince: await recordingSince(db, refused) };
}

/**
 * Since when every request to the origin was seen. Browsers show an extension only requests whose page AND target it may see,
 * so a watched site is enough for its own origin as long as no other page can write to it (no CORS); else every site must be watched.
 */
async function recordingSince(db: Database, refused: Exchange): Promise<number | null> {
  const spans = await db.getAll('spans');
  const isOwn = refused.initiator !== null && originOf(refused.initiator) === refused.origin;
  const isShared =
    headerValue(refused.headers.received ?? refused.headers.seen, 'access-control-allow-origin') !== null;
  return sinceOf(spans, refused.origin, isOwn && !isShared);
}

/** How many refusals of a tab are looked at for its badge. */
const mostUnsettled = 99;
/** How many exchanges of a resource are looked through for the save that settled it. */
const mostSince = 1_000;

/** How many conflicts of a tab are not settled: no later save of the same resource succeeded. At most 99. */
export async function unsettled(db: Database, tabId: number): Promise<number> {
  const open = await conflicts(db, { tabId, limit: mostUnsettled });
  const settledSince = new Map<string, number>();
  let count = 0;
  // Oldest first, so that the first look at a resource covers the later refusals too.
  for (const refusal of open.reverse()) {
    let since = settledSince.get(refusal.resource);
    if (since === undefined) {
      since = await lastSuccess(db, refusal.resource, refusal.startedAt);
      settledSince.set(refusal.resource, since);
    }
    if (since <= refusal.startedAt) count++;
  }
  return count;
}

/** Start of the newest successful save of a resource after `after`, epoch ms, or -Infinity. */
async function lastSuccess(db: Database, resource: string, after: number): Promise<number> {
  const range = IDBKeyRange.bound([resource, after], [resource, highest], true);
  for (const row of await walk(db, 'resource', range, 'prev', mostSince)) if (isSave(row)) return row.startedAt;
  return lowest;
}

function isSave(exchange: Exchange): boolean {
  return isWrite(exchange.method) && isSuccess(exchange.status);
}

/** Whether a later exchange settles a refusal: the same resource was saved after it. */
export function isSettledBy(refusal: Exchange, later: Exchange): boolean {
  return later.resource === refusal.resource && later.startedAt > refusal.startedAt && isSave(later);
}

/** How much is stored. */
export async function counts(db: Database): Promise<{ exchanges: number; refusals: number; bytes: number }> {
  const [exchanges, refusals, bytes] = await Promise.all([
    db.count('exchanges'),
    db.countFromIndex('exchanges', 'rank', IDBKeyRange.bound([1, lowest], [1, highest])),
    db.get('tallies', 'bytes'),
  ]);
  return { exchanges, refusals, bytes: bytes?.count ?? 0 };
}
