import 'fake-indexeddb/auto';
import { afterEach, describe, expect, it } from 'vitest';
import type { Exchange } from '../../src/record/exchange.ts';
import type { ListPage, Place } from '../../src/store/list.ts';
import { openReader, type Reader } from '../../src/store/reader.ts';
import { openStore, type Store } from '../../src/store/store.ts';
import { exchange, read, roomy, writes } from './make.ts';

let opened: Store | null = null;
let name = 0;
async function stored(exchanges: readonly Exchange[], session?: number): Promise<Reader> {
  const database = `list-${++name}`;
  opened = await openStore(database, roomy);
  if (session !== undefined) await opened.beginSession(session);
  await opened.write(writes(...exchanges), 2_000);
  return openReader(database);
}
afterEach(() => opened?.close());

const ids = (rows: readonly { readonly id: string }[]) => rows.map(({ id }) => id);

async function allPages(reader: Reader, tabId: number | null, limit: number): Promise<readonly ListPage[]> {
  const pages: ListPage[] = [];
  for (let before: number | null = Number.POSITIVE_INFINITY; before !== null; ) {
    const page: ListPage = await reader.page({ tabId, before, limit });
    pages.push(page);
    before = page.next;
  }
  return pages;
}

describe('the pages of the list', () => {
  it('hold every conflict once, newest first, heads only, and nothing else', async () => {
    const conflicts = Array.from({ length: 25 }, (_, i) => exchange({ startedAt: 1_000 + i }));
    const reader = await stored([
      ...conflicts,
      read({ startedAt: 1_010 }),
      exchange({ status: 200, startedAt: 1_011 }),
    ]);
    const pages = await allPages(reader, null, 10);
    expect(pages.flatMap(({ rows }) => ids(rows))).toEqual(ids(conflicts).reverse());
    for (const { rows } of pages) expect(rows.length).toBeLessThanOrEqual(10);
    expect(pages[0]?.rows[0]?.responseBody).toMatchObject({ state: 'not-kept', why: 'not-loaded' });
    expect(await reader.count(null)).toBe(25);
    expect(await reader.total()).toBe(27);
  });

  it('lose none of those that started at the same moment', async () => {
    const conflicts = Array.from({ length: 30 }, (_, i) => exchange({ startedAt: 1_000 + Math.floor(i / 12) }));
    const reader = await stored(conflicts);
    const found = (await allPages(reader, null, 5)).flatMap(({ rows }) => ids(rows));
    expect([...found].sort()).toEqual(ids(conflicts).sort());
  });

  it('of a tab hold what the workers asked for that it shares, each once and in order, and others’ lists hold it too', async () => {
    const all = Array.from({ length: 40 }, (_, i) =>
      exchange({ startedAt: 1_000 + i, ...(i % 3 === 0 ? { tabId: -1, sharers: [7, 8] } : { tabId: 7 }) }),
    );
    const reader = await stored([...all, exchange({ tabId: -1, startedAt: 1_005 }), read({ tabId: -1, sharers: [7] })]);
    for (const limit of [1, 5, 1_000])
      expect((await allPages(reader, 7, limit)).flatMap(({ rows }) => ids(rows))).toEqual(ids(all).reverse());
    expect(await reader.count(7)).toBe(40);
    expect(await reader.count(8)).toBe(14);
    const shared = ids(all.filter(({ tabId }) => tabId === -1)).reverse();
    expect((await allPages(reader, 8, 5)).flatMap(({ rows }) => ids(rows))).toEqual(shared);
    expect(ids((await opened?.conflicts({ tabId: 8, limit: 3 })) ?? [])).toEqual(shared.slice(0, 3));
  });

  it('of a tab hold only its own, of this session of the browser', async () => {
    const mine = exchange({ tabId: 7, startedAt: 5_000 });
    const others = [exchange({ tabId: 8, startedAt: 5_000 }), exchange({ tabId: 7, startedAt: 1_000 })];
    const reader = await stored([mine, ...others], 4_000);
    expect((await allPages(reader, 7, 10)).flatMap(({ rows }) => ids(rows))).toEqual([mine.id]);
    expect(await reader.count(7)).toBe(1);
    expect(await reader.count(null)).toBe(3);
    // A portion may be asked for from before the session began.
    expect((await reader.page({ tabId: 7, before: 2_000, limit: 10 })).rows).toEqual([]);
  });

  it('of nothing are empty', async () => {
    const reader = await stored([]);
    expect(await reader.page({ tabId: 1, before: Number.POSITIVE_INFINITY, limit: 10 })).toEqual({
      rows: [],
      next: null,
    });
  });
});

describe('the walk through everything', () => {
  it('goes by resource, each oldest first, in any portion, and meets each once', async () => {
    const url = (i: number) => `https://api.test/${i % 4}`;
    const all = Array.from({ length: 41 }, (_, i) =>
      // Many at one moment, more than a portion holds.
      exchange({ url: url(i), resource: url(i), startedAt: 1_000 + (i < 30 ? 0 : i), status: i % 3 ? 200 : 409 }),
    );
    const reader = await stored(all);
    const whole = ids((await reader.walk(null, 1_000)).rows);
    expect(new Set(whole).size).toBe(41);
    for (const portion of [1, 3, 7, 41]) {
      const met: Exchange[] = [];
      let place: Place | null = null;
      do {
        const page = await reader.walk(place, portion);
        met.push(...page.rows);
        place = page.next;
      } while (place !== null);
      expect(ids(met)).toEqual(whole);
      const order = met.map(({ resource, startedAt }) => `${resource} ${String(startedAt).padStart(6, '0')}`);
      expect(order).toEqual([...order].sort());
    }
  });
});
