import { isNumber } from '../http/unknown.ts';
import type { Exchange } from '../record/exchange.ts';
import { exchangeOf, parseRow } from './parse-row.ts';
import type { Database, Row } from './schema.ts';

const lowest = Number.NEGATIVE_INFINITY;
const highest = Number.POSITIVE_INFINITY;

/** Which conflicts: of one tab of this browser session, or of all that is kept (null). */
export type ListQuery = {
  readonly tabId: number | null;
  /** Only those that started before this, epoch ms; `Infinity` begins with the newest. */
  readonly before: number;
  /** About so many: those that started at the same moment as the last stay together. */
  readonly limit: number;
};

/** Conflicts, newest first, Resave’s own refused requests among them, heads only. `next`: what to ask for as `before`; null: there are no older ones. */
export type ListPage = { readonly rows: readonly Exchange[]; readonly next: number | null };

/** Where the walk through everything stands. */
export type Place = { readonly key: readonly [resource: string, startedAt: number]; readonly seen: readonly string[] };

/** Exchanges by resource, each resource’s oldest first, heads only. `next`: where to go on; null: that was all. */
export type WalkPage = { readonly rows: readonly Exchange[]; readonly next: Place | null };

type Range = { readonly index: 'tab' | 'rank'; readonly from: readonly number[]; readonly to: readonly number[] };

/** A tab’s number means another tab before this session of the browser. */
async function rangeOf(db: Database, tabId: number | null, before: number): Promise<Range> {
  if (tabId === null) return { index: 'rank', from: [1, lowest], to: [1, before] };
  const setting = await db.get('settings', 'session');
  const start = isNumber(setting?.value) ? setting.value : lowest;
  return { index: 'tab', from: [tabId, 1, start], to: [tabId, 1, before] };
}

/** A page of the list. Two requests instead of one a row: the key of the page’s last row, then the page at once. */
export async function page(db: Database, { tabId, before, limit }: ListQuery): Promise<ListPage> {
  const { index, from, to } = await rangeOf(db, tabId, before);
  // Nothing of this session is so old, and a range must not end before it begins.
  if ((from.at(-1) ?? lowest) >= before) return { rows: [], next: null };
  const open = before !== highest;
  const bounds = IDBKeyRange.bound([...from], [...to], false, open);
  const source = db.transaction('exchanges').store.index(index);
  let cursor = await source.openKeyCursor(bounds, 'prev');
  if (cursor && limit > 1) cursor = await cursor.advance(limit - 1);
  const last = cursor?.key ?? null;
  const range = last === null ? bounds : IDBKeyRange.bound(last, [...to], false, open);
  const values: unknown[] = await source.getAll(range);
  const rows = values.flatMap((value) => parseRow(value) ?? []);
  const oldest = rows[0]?.startedAt ?? null;
  return { rows: rows.reverse().map(exchangeOf), next: last === null ? null : oldest };
}

/** How many rows all pages hold. */
export async function count(db: Database, tabId: number | null): Promise<number> {
  const { index, from, to } = await rangeOf(db, tabId, highest);
  return db.countFromIndex('exchanges', index, IDBKeyRange.bound([...from], [...to]));
}

/** The next portion of all that is kept. */
export async function walk(db: Database, place: Place | null, limit: number): Promise<WalkPage> {
  const range = place === null ? null : IDBKeyRange.lowerBound([...place.key]);
  const seen = new Set(place?.seen);
  // Where so many share one moment that a page holds nothing new, the page has to be larger.
  const values: unknown[] = await db.getAllFromIndex('exchanges', 'resource', range, limit + seen.size);
  const rows = values.flatMap((value): Row[] => {
    const row = parseRow(value);
    return row === null || seen.has(row.id) ? [] : [row];
  });
  const last = rows.at(-1);
  if (last === undefined || values.length < limit + seen.size) return { rows: rows.map(exchangeOf), next: null };
  const { resource, startedAt } = last;
  const same = rows.filter((row) => row.resource === resource && row.startedAt === startedAt).map((row) => row.id);
  const stays = place !== null && place.key[0] === resource && place.key[1] === startedAt;
  const next = { key: [resource, startedAt], seen: stays ? [...seen, ...same] : same } as const;
  return { rows: rows.map(exchangeOf), next };
}
