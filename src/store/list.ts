import { isNumber } from '../http/unknown.ts';
import type { Exchange } from '../record/exchange.ts';
import { exchangeOf, parseRow } from './parse-row.ts';
import type { Database, Row } from './schema.ts';
import { sessionStart } from './unsettled.ts';

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

/** Where conflicts are found: of all, or of a tab and of the workers that it shares. Keys end with the start. */
type Source = { readonly index: 'tab' | 'shared' | 'rank'; readonly begin: readonly number[] };

function sourcesOf(tabId: number | null): readonly Source[] {
  if (tabId === null) return [{ index: 'rank', begin: [1] }];
  return [
    { index: 'tab', begin: [tabId, 1] },
    { index: 'shared', begin: [tabId, 1] },
  ];
}

/** A page of the list. Few requests instead of one a row: all at once where that is no more than a page, else the key of the page’s last row first. */
export async function page(db: Database, { tabId, before, limit }: ListQuery): Promise<ListPage> {
  const transaction = db.transaction(['settings', 'exchanges']);
  const store = transaction.objectStore('exchanges');
  const rangeOf = ({ begin }: Source, from: number) =>
    IDBKeyRange.bound([...begin, from], [...begin, before], false, before !== highest);
  const sources = sourcesOf(tabId);
  const isFirst = tabId !== null && before === highest;
  const [since, few] = await Promise.all([
    tabId === null ? lowest : sessionStart(transaction.objectStore('settings')),
    // From the beginning on: rows of an earlier session are told apart afterwards, which spares the turn of a request.
    isFirst ? Promise.all(sources.map((each) => store.index(each.index).getAll(rangeOf(each, lowest), limit + 1))) : [],
  ]);
  // Nothing of this session is so old, and a range must not end before it begins.
  if (since >= before) return { rows: [], next: null };
  if (isFirst && few.every((values) => values.length <= limit)) return { rows: headsOf(few.flat(), since), next: null };
  const lasts = await Promise.all(
    sources.map(async (source) => {
      let cursor = await store.index(source.index).openKeyCursor(rangeOf(source, since), 'prev');
      if (cursor && limit > 1) cursor = await cursor.advance(limit - 1);
      const last: unknown = Array.isArray(cursor?.key) ? cursor.key.at(-1) : null;
      return isNumber(last) ? last : null;
    }),
  );
  const next = lasts.reduce(
    (latest, last) => (latest === null || (last !== null && last > latest) ? last : latest),
    null,
  );
  const values: unknown[] = (
    await Promise.all(sources.map((source) => store.index(source.index).getAll(rangeOf(source, next ?? since))))
  ).flat();
  return { rows: headsOf(values, since), next };
}

/** Newest first. */
function headsOf(values: readonly unknown[], since: number): readonly Exchange[] {
  const rows = values.flatMap((value) => parseRow(value) ?? []).filter(({ startedAt }) => startedAt >= since);
  return rows.sort((a, b) => b.startedAt - a.startedAt).map(exchangeOf);
}

/** How many rows all pages hold. */
export async function count(db: Database, tabId: number | null): Promise<number> {
  const transaction = db.transaction(['settings', 'exchanges']);
  const since = tabId === null ? lowest : await sessionStart(transaction.objectStore('settings'));
  const store = transaction.objectStore('exchanges');
  const counts = await Promise.all(
    sourcesOf(tabId).map(({ index, begin }) =>
      store.index(index).count(IDBKeyRange.bound([...begin, since], [...begin, highest])),
    ),
  );
  return counts.reduce((sum, each) => sum + each, 0);
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
