import 'fake-indexeddb/auto';
import { openDB } from 'idb';
import { afterEach, describe, expect, it } from 'vitest';
import type { Limits } from '../../src/store/retention.ts';
import { openStore, type Store } from '../../src/store/store.ts';
import { exchange, kept, read, roomy, writes } from './make.ts';

let opened: Store | null = null;
let name = 0;
async function fresh(limits: Partial<Limits> = {}, database = `vault-${++name}`): Promise<Store> {
  opened = await openStore(database, { ...roomy, ...limits });
  return opened;
}
afterEach(() => opened?.close());

let bodies = 0;
const refused = (over: Parameters<typeof exchange>[0] = {}) =>
  exchange({ initiator: 'https://page.example/', requestBody: kept(`{"title":"mine ${++bodies}"}`), ...over });
const listed = async (store: Store, site: string | null = null) =>
  (await store.unsaved(site)).entries.map(({ id }) => id);

describe('unsaved work', () => {
  it('is listed for pages of the site that tried and of the resource, newest first', async () => {
    const store = await fresh();
    const [a, b] = [refused({ startedAt: 1 }), refused({ startedAt: 2 })];
    await store.write(writes(a, b), 9);
    expect(await listed(store, 'https://page.example')).toEqual([b.id, a.id]);
    expect(await listed(store, a.origin)).toEqual([b.id, a.id]);
    expect(await listed(store, 'https://other.example')).toEqual([]);
    const [entry] = (await store.unsaved(null)).entries;
    expect(entry).toMatchObject({ id: b.id, method: 'PUT', url: b.url, status: 409, at: 2, exportedAt: null });
  });

  it('leaves out what has nothing to lose or is Resave’s own', async () => {
    const store = await fresh();
    const own = refused({ parent: { id: 'x', role: 'replay-send', note: '' } });
    await store.write(
      writes(own, refused({ requestBody: { state: 'none' } }), refused({ method: 'GET' }), refused({ status: 500 })),
      9,
    );
    expect(await listed(store)).toEqual([]);
  });

  it('forgets what turns out to be Resave’s own', async () => {
    const store = await fresh();
    const seen = refused();
    await store.write(writes(seen), 9);
    expect(await listed(store)).toEqual([seen.id]);
    await store.write(writes({ ...seen, parent: { id: 'x', role: 'replay-send', note: '' } }), 9);
    expect(await listed(store)).toEqual([]);
  });

  it('outlives every cap on the exchanges, with what a replay needs, and across a restart', async () => {
    const store = await fresh({ age: 1_000 }, 'restart');
    const base = read({ startedAt: 1, endedAt: 2, responseBody: kept('{"title":"theirs"}') });
    const mine = refused({ startedAt: 10 });
    await store.write(writes(base, mine), 20);
    await store.write(writes(read({ startedAt: 100_000, resource: 'https://app.example/else' })), 100_000);
    expect((await store.counts()).exchanges).toBe(1);
    store.close();
    const again = await fresh({ age: 1_000 }, 'restart');
    expect(await again.exchange(mine.id)).toEqual(mine);
    const file = await again.caseFile(mine.id);
    expect(file?.refusal).toEqual(mine);
    expect(file?.history).toEqual([base, mine]);
    expect(file?.recordingSince).toBeNull();
  });

  it('gives back bodies that retention took while the rows are there', async () => {
    const store = await fresh({ bytes: 60 });
    const base = read({ startedAt: 1, endedAt: 2, responseBody: kept('{"title":"theirs"}') });
    const mine = refused({ startedAt: 10 });
    await store.write(writes(base, mine), 20);
    const large = read({ startedAt: 30, responseBody: kept('x'.repeat(59)), resource: 'https://app.example/else' });
    await store.write(writes(large), 40);
    expect((await store.exchange(base.id))?.responseBody).toMatchObject({ state: 'not-kept', why: 'evicted' });
    const file = await store.caseFile(mine.id);
    expect(file?.history.find(({ id }) => id === base.id)?.responseBody).toEqual(base.responseBody);
    expect((await store.exchange(mine.id))?.requestBody).toEqual(mine.requestBody);
  });

  it('takes the body that an earlier write brought and a later one did not load', async () => {
    const store = await fresh();
    const mine = refused({ status: null });
    await store.write(writes(mine), 9);
    expect(await listed(store)).toEqual([]);
    const mark = { state: 'not-kept', why: 'not-loaded', length: 5 } as const;
    await store.write(writes({ ...mine, status: 409, requestBody: mark }), 9);
    expect(await listed(store)).toEqual([mine.id]);
  });

  it('keeps a part of the reads only where the save named them', async () => {
    const store = await fresh();
    const cut = { ...kept('{'), truncated: true } as const;
    const first = read({ startedAt: 1, endedAt: 1, responseBody: kept('{"v":1}') });
    const second = read({ startedAt: 2, endedAt: 2, responseBody: cut });
    const mine = refused({ startedAt: 10, headers: { set: null, sent: [], received: null, seen: null } });
    const tag = [['ETag', '"7"']] as const;
    const named = read({ startedAt: 3, endedAt: 3, headers: { set: null, sent: [], received: tag, seen: null } });
    const withName = refused({
      startedAt: 20,
      headers: { set: null, sent: [['If-Match', '"7"']], received: null, seen: null },
    });
    await store.write(writes(first, second, named, mine, withName), 30);
    await store.write(
      writes(...Array.from({ length: 3 }, (_, n) => read({ startedAt: 100_000 + n, resource: 'z' }))),
      0,
    );
    const db = await openDB(`vault-${name}`);
    expect((await db.get('work', mine.id)).reads).toEqual([]);
    expect((await db.get('work', withName.id)).reads).toEqual([named]);
    db.close();
  });
});

describe('unsaved work is let go', () => {
  it('when the page saves the same body on the same resource later, and not for less', async () => {
    const store = await fresh();
    const mine = refused({ startedAt: 10 });
    const later = { startedAt: 20, status: 200, requestBody: mine.requestBody };
    await store.write(writes(mine), 30);
    await store.write(
      writes(
        exchange({ ...later, startedAt: 5 }),
        exchange({ ...later, status: 500 }),
        exchange({ ...later, method: 'POST' }),
        exchange({ ...later, resource: 'https://app.example/other' }),
        exchange({ ...later, requestBody: kept('{"title":"something else"}') }),
      ),
      30,
    );
    expect(await listed(store)).toEqual([mine.id]);
    await store.write(writes(exchange(later)), 30);
    expect(await listed(store)).toEqual([]);
    // A late source of the refusal does not bring it back.
    await store.write(writes(mine), 30);
    expect(await listed(store)).toEqual([]);
  });

  it('not by another save of the resource, but that one is noted', async () => {
    const store = await fresh();
    const mine = refused({ startedAt: 10 });
    await store.write(writes(exchange({ startedAt: 5, status: 200 }), mine), 30);
    expect((await store.unsaved(null)).entries[0]?.othersSavedAt).toBeNull();
    await store.write(writes(exchange({ startedAt: 20, status: 200, requestBody: kept('{"title":"other"}') })), 30);
    await store.write(writes(mine, exchange({ startedAt: 15, status: 204 })), 30);
    expect((await store.unsaved(null)).entries).toMatchObject([{ id: mine.id, othersSavedAt: 20 }]);
  });

  it('never by a body from which a secret was taken: two secrets may look alike', async () => {
    const store = await fresh();
    const requestBody = { ...kept('{"pin":"‹redacted #12ab›"}'), redacted: true } as const;
    const mine = refused({ startedAt: 10, requestBody });
    await store.write(writes(mine, refused({ startedAt: 20, status: 200, requestBody })), 30);
    expect(await listed(store)).toEqual([mine.id]);
  });

  it('when it was saved, whichever of two equal tries was sent; when it was discarded', async () => {
    const store = await fresh();
    const first = refused({ startedAt: 10 });
    const second = refused({ startedAt: 20, requestBody: first.requestBody });
    const other = refused({ startedAt: 30 });
    await store.write(writes(first, second, other), 40);
    expect(await listed(store)).toEqual([other.id, first.id]);
    await store.letGo(second.id, 'saved');
    expect(await listed(store)).toEqual([other.id]);
    await store.letGo(other.id, 'discarded');
    expect(await listed(store)).toEqual([]);
    await store.write(writes(first, second, other), 50);
    expect(await listed(store)).toEqual([]);
  });
});

describe('the limit', () => {
  it('drops nothing in silence: newer work waits, is counted, and comes in when there is room', async () => {
    const store = await fresh({ vault: { count: 2, bytes: 1e6 } });
    const [a, b, c, d] = [1, 2, 3, 4].map((startedAt) => refused({ startedAt }));
    if (!a || !b || !c || !d) throw new Error('four');
    await store.write(writes(a, b, c), 9);
    await store.write(writes(d), 9);
    await store.write(writes(d), 9);
    expect(await listed(store)).toEqual([b.id, a.id]);
    expect((await store.unsaved(null)).waiting).toBe(2);
    expect((await store.unsaved('https://page.example')).elsewhere).toEqual([a.origin]);
    // The page saves one that waits.
    await store.write(writes(exchange({ startedAt: 5, status: 200, requestBody: c.requestBody })), 9);
    await store.letGo(a.id, 'discarded');
    expect(await listed(store)).toEqual([d.id, b.id]);
    expect((await store.unsaved(null)).waiting).toBe(0);
  });

  it('holds for bytes, and lets exported work go first', async () => {
    const store = await fresh({ vault: { count: 100, bytes: 250 } });
    const big = (startedAt: number) =>
      refused({ startedAt, requestBody: kept(String(startedAt).repeat(100)), responseBody: { state: 'none' } });
    const [a, b, c, d] = [big(1), big(2), big(3), big(4)];
    await store.write(writes(a, b, c), 9);
    expect(await listed(store)).toEqual([b.id, a.id]);
    await store.markExported(b.id, 77);
    expect((await store.unsaved(null)).entries[0]).toMatchObject({ id: b.id, exportedAt: 77 });
    await store.write(writes(d), 9);
    expect(await listed(store)).toEqual([d.id, a.id]);
  });
});

it('comes to a database of the first version without loss', async () => {
  const old = await openDB('first-version', 1, {
    upgrade(db) {
      const exchanges = db.createObjectStore('exchanges', { keyPath: 'id' });
      exchanges.createIndex('resource', ['resource', 'startedAt']);
      exchanges.createIndex('origin', ['origin', 'rank', 'startedAt']);
      exchanges.createIndex('tab', ['tabId', 'rank', 'startedAt']);
      exchanges.createIndex('rank', ['rank', 'startedAt']);
      exchanges.createIndex('open', 'open', { multiEntry: true });
      db.createObjectStore('bodies', { keyPath: 'key' }).createIndex('rank', ['rank', 'at']);
      db.createObjectStore('tallies', { keyPath: 'key' });
      db.createObjectStore('spans', { keyPath: 'pattern' });
      db.createObjectStore('settings', { keyPath: 'key' });
    },
  });
  const mine = refused({ startedAt: 10 });
  const mark = {
    state: 'not-kept',
    why: 'not-loaded',
    length: mine.requestBody.state === 'kept' ? mine.requestBody.length : 0,
  };
  const row = {
    ...mine,
    requestBody: mark,
    responseBody: { state: 'none' },
    rank: 1,
    keys: [],
    open: [],
    room: [20, 0],
  };
  await old.put('exchanges', row);
  const body = {
    key: `${mine.id}/request`,
    exchange: mine.id,
    side: 'request',
    rank: 1,
    at: 10,
    body: mine.requestBody,
  };
  await old.put('bodies', body);
  await old.put('settings', { key: 'session', value: 5 });
  await old.put('spans', { pattern: 'https://*/*', since: 3 });
  old.close();

  const store = await fresh({}, 'first-version');
  expect(await store.exchange(mine.id)).toEqual({ ...mine, responseBody: { state: 'none' } });
  expect((await store.conflicts({ limit: 5, tabId: mine.tabId })).map(({ id }) => id)).toEqual([mine.id]);
  expect((await store.unsaved(null)).entries).toEqual([]);
  const next = refused({ startedAt: 20 });
  await store.write(writes(next), 30);
  expect(await listed(store)).toEqual([next.id]);
});

it('rows of a hostile shape are not read', async () => {
  const store = await fresh();
  const mine = refused();
  await store.write(writes(mine), 9);
  const db = await openDB(`vault-${name}`);
  await db.put('vault', { id: 'odd', sites: 5, resource: mine.resource });
  await db.put('work', { id: 'odd', refusal: 'none', reads: 7 });
  await db.put('settings', { key: 'vault', value: { waiting: [1], done: 'x' } });
  db.close();
  expect(await listed(store)).toEqual([mine.id]);
  expect(await store.exchange('odd')).toBeNull();
  expect(await store.caseFile('odd')).toBeNull();
  await store.letGo(mine.id, 'saved');
  expect(await listed(store)).toEqual([]);
});

it.each([
  [
    'the Origin of the save',
    'https://cdn.example/app.js',
    [['Origin', 'https://app.example:8443']],
    'https://app.example:8443',
  ],
  [
    'its Referer',
    'https://cdn.example/app.js',
    [['Referer', 'https://app.example:8443/notes']],
    'https://app.example:8443',
  ],
  ['who asked', 'https://page.example/', [['Origin', 'null']], 'https://page.example'],
  ['nothing but the resource', null, [], 'https://app.example'],
] as const)('shows work to pages of its site, known by %s', async (_by, initiator, sent, site) => {
  const store = await fresh();
  const mine = refused({ initiator, headers: { set: null, sent, received: null, seen: null } });
  await store.write(writes(mine), 9);
  const [entry] = (await store.unsaved(site)).entries;
  expect(entry?.sites).toEqual([...new Set([site, mine.origin])]);
});
