import type { IDBPObjectStore } from 'idb';
import type { CaseFile } from '../diagnose/contract.ts';
import { headerValue } from '../http/header-list.ts';
import { originOf } from '../http/resource.ts';
import type { Exchange, ExchangeId } from '../record/exchange.ts';
import { latest } from './latest.ts';
import { exchangeOf, parseBody, parseRow } from './parse-row.ts';
import { parseWork } from './parse-work.ts';
import type { Database, Row, Schema, WorkRow } from './schema.ts';
import { sinceOf } from './since.ts';
import { droppedKey } from './tallies.ts';
import { sessionStart } from './unsettled.ts';

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

/** Conflicts, newest first, without what Resave itself sent. Heads only: their bodies are `not-loaded`. */
export async function conflicts(db: Database, query: ConflictQuery): Promise<Exchange[]> {
  const transaction = db.transaction(['settings', 'exchanges']);
  const start = query.tabId === undefined ? lowest : await sessionStart(transaction.objectStore('settings'));
  const end = query.before ?? highest;
  if (query.limit <= 0 || start > end) return [];
  const exchanges = transaction.objectStore('exchanges');
  const newest = async (index: 'tab' | 'shared' | 'origin' | 'rank', begin: readonly (number | string)[]) => {
    const range = IDBKeyRange.bound([...begin, start], [...begin, end], false, true);
    const found: Exchange[] = [];
    let cursor = await exchanges.index(index).openCursor(range, 'prev');
    while (cursor && found.length < query.limit) {
      const row = parseRow(cursor.value);
      if (row && row.parent === null) found.push(exchangeOf(row));
      cursor = await cursor.continue();
    }
    return found;
  };
  if (query.tabId === undefined)
    return query.origin === undefined ? newest('rank', [1]) : newest('origin', [query.origin, 1]);
  const own = await newest('tab', [query.tabId, 1]);
  const shared = await newest('shared', [query.tabId, 1]);
  return [...own, ...shared].sort((a, b) => b.startedAt - a.startedAt).slice(0, query.limit);
}

/** `bodies`: of one transaction for many rows, so that they are read together. */
async function withBodies(
  db: Database,
  row: Row,
  bodies: Pick<IDBPObjectStore<Schema, ['bodies'], 'bodies'>, 'get'> = db.transaction('bodies').store,
): Promise<Exchange> {
  const exchange = exchangeOf(row);
  const load = async (side: 'request' | 'response') => {
    const mark = side === 'request' ? exchange.requestBody : exchange.responseBody;
    if (mark.state !== 'not-kept' || mark.why !== 'not-loaded') return mark;
    const stored = await bodies.get(`${row.id}/${side}`);
    // Evicted between the two reads.
    return stored === undefined ? ({ ...mark, why: 'evicted' } as const) : parseBody(stored.body);
  };
  const [requestBody, responseBody] = await Promise.all([load('request'), load('response')]);
  return { ...exchange, requestBody, responseBody };
}

/** One exchange with its bodies, from the unsaved work where it is no longer among the exchanges; null where it is in neither. */
export async function exchange(db: Database, id: ExchangeId): Promise<Exchange | null> {
  const row = parseRow(await db.get('exchanges', id));
  if (row === null) return parseWork(await db.get('work', id))?.refusal ?? null;
  const found = await withBodies(db, row);
  if (!hasLost(found)) return found;
  const work = parseWork(await db.get('work', id));
  return work === null ? found : withKept(found, work.refusal);
}

const hasLost = ({ requestBody, responseBody }: Exchange) =>
  [requestBody, responseBody].some((body) => body.state === 'not-kept' && body.why === 'evicted');

/** Bodies that retention took from the one and that the other still has. */
function withKept(x: Exchange, kept: Exchange): Exchange {
  const pick = (body: Exchange['requestBody'], other: Exchange['requestBody']) =>
    body.state === 'not-kept' && body.why !== 'too-large' && other.state === 'kept' ? other : body;
  return {
    ...x,
    requestBody: pick(x.requestBody, kept.requestBody),
    responseBody: pick(x.responseBody, kept.responseBody),
  };
}

/** The history with what the unsaved work keeps of it. */
function withWork(history: readonly Exchange[], { refusal, reads }: WorkRow): Exchange[] {
  const kept = new Map([...reads, refusal].map((x) => [x.id, x]));
  const there = history.map((x) => {
    const other = kept.get(x.id);
    kept.delete(x.id);
    return other === undefined ? x : withKept(x, other);
  });
  return [...there, ...kept.values()].sort(byTime);
}

/** How much of the past a diagnosis sees. */
export const caseLimits = {
  before: 150,
  after: 50,
  bodies: 40,
  neighbours: 100,
  /** Pages among the neighbours whose bodies are loaded: forms and the versions of their assets stand in them. */
  pages: 8,
  /** Milliseconds to either side. */
  near: 10 * 60 * 1000,
} as const;

/** At most `limit` rows from one end of a range, the nearest to it first. */
async function walk(
  db: Database,
  index: 'resource' | 'origin',
  range: IDBKeyRange,
  direction: 'prev' | 'next',
  limit: number,
): Promise<Row[]> {
  const source = db.transaction('exchanges').store.index(index);
  const rowsOf = (values: readonly unknown[]): Row[] => values.flatMap((value) => parseRow(value) ?? []);
  if (direction === 'next') return rowsOf(await source.getAll(range, limit));
  return rowsOf(await latest(source, range, limit)).reverse();
}

const byTime = (a: Exchange, b: Exchange) => a.startedAt - b.startedAt;

/** By its kind, or by what came where a source names no kind (Firefox's DevTools). */
function isPage({ resourceType, headers }: Row): boolean {
  if (resourceType !== null) return /^(document|main_frame|sub_frame)$/.test(resourceType);
  return /^text\/html/i.test(headerValue(headers.received ?? headers.seen, 'content-type') ?? '');
}

/** All that a diagnosis of this refusal may look at, or null where it is neither an exchange nor unsaved work. */
export async function caseFile(db: Database, id: ExchangeId): Promise<CaseFile | null> {
  const [row, work] = await Promise.all([db.get('exchanges', id).then(parseRow), db.get('work', id).then(parseWork)]);
  const refused = row ?? (work === null ? null : { ...work.refusal, ...notStored });
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
  const bodies = db.transaction('bodies').store;
  const history = await Promise.all(
    rows.map((row) => (loaded.has(row.id) ? withBodies(db, row, bodies) : exchangeOf(row))),
  );
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
  const nearest = near
    .flat()
    .filter((row) => row.resource !== resource)
    .sort((a, b) => apart(a) - apart(b))
    .slice(0, caseLimits.neighbours)
    .sort(byTime);
  const pages = new Set(nearest.filter(isPage).slice(-caseLimits.pages));
  const neighbours = await Promise.all(nearest.map((row) => (pages.has(row) ? withBodies(db, row) : exchangeOf(row))));
  const whole = work === null ? history : withWork(history, work);
  const refusal = whole.find((one) => one.id === id) ?? (await withBodies(db, refused));
  // Where retention has taken the refusal, what lay around it has gone too.
  return {
    refusal,
    history: whole,
    neighbours,
    recordingSince: row && (await recordingSince(db, row)),
    // Two workers, or one for two tabs, look alike.
    ...(refusal.tabId < 0 ? { tellsTabs: false } : {}),
  };
}

/** What a row has beyond its exchange. */
const notStored: Pick<Row, 'rank' | 'keys' | 'open' | 'room'> = { rank: 1, keys: [], open: [], room: [0, 0] };

/**
 * Since when every request to the origin was seen. Browsers show an extension only requests whose page AND target it may see,
 * so a watched site is enough for its own origin as long as no other page can write to it (no CORS); else every site must be watched.
 */
async function recordingSince(db: Database, refused: Exchange): Promise<number | null> {
  const spans = await db.getAll('spans');
  const isOwn = refused.initiator !== null && originOf(refused.initiator) === refused.origin;
  const isShared =
    headerValue(refused.headers.received ?? refused.headers.seen, 'access-control-allow-origin') !== null;
  const since = sinceOf(spans, refused.origin, isOwn && !isShared);
  const dropped = (await db.get('tallies', droppedKey(refused.origin)))?.count;
  return since === null || dropped === undefined ? since : Math.max(since, dropped);
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
