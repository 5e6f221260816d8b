import 'fake-indexeddb/auto';
import { afterEach, describe, expect, it } from 'vitest';
import type { Exchange } from '../../src/record/exchange.ts';
import { caseLimits } from '../../src/store/queries.ts';
import type { Limits } from '../../src/store/retention.ts';
import { openStore, type Store } from '../../src/store/store.ts';
import { exchange, kept, read, roomy, writes } from './make.ts';

let opened: Store | null = null;
let name = 0;
async function fresh(limits: Partial<Limits> = {}): Promise<Store> {
  opened = await openStore(`test-${++name}`, { ...roomy, ...limits });
  return opened;
}
afterEach(() => opened?.close());

const ids = (list: readonly Exchange[]) => list.map(({ id }) => id);

describe('what is stored', () => {
  it('comes back as it was, bodies only when asked for', async () => {
    const store = await fresh();
    const one = exchange();
    await store.write(writes(one), 2_000);
    expect(await store.exchange(one.id)).toEqual(one);
    const [head] = await store.conflicts({ limit: 10 });
    expect(head?.requestBody).toEqual({ state: 'not-kept', why: 'not-loaded', length: 7 });
    expect(await store.exchange('nobody')).toBeNull();
    expect(await store.caseFile('nobody')).toBeNull();
  });

  it('survives the end of the connection', async () => {
    const first = await openStore('again', roomy);
    const one = exchange();
    await first.write(writes(one), 2_000);
    first.close();
    await expect(first.exchange(one.id)).rejects.toThrow();
    opened = await openStore('again', roomy);
    expect(await opened.exchange(one.id)).toEqual(one);
  });

  it('keeps a body that the writer did not load', async () => {
    const store = await fresh();
    const one = exchange({ status: 200 });
    await store.write(writes(one), 2_000);
    const [stored] = await store.recent(0, 10);
    await store.write(writes({ ...(stored?.exchange ?? one), status: 409 }), 2_000);
    expect(await store.exchange(one.id)).toEqual({ ...one, status: 409 });
    expect((await store.counts()).bytes).toBe(14);
  });
});

describe('the list of conflicts', () => {
  it('is newest first, of a tab, an origin or all, page by page, without what Resave sent', async () => {
    const store = await fresh();
    const a = exchange({ startedAt: 1_000 });
    const b = exchange({ startedAt: 2_000, tabId: 8, origin: 'https://other.example', status: 412 });
    const c = exchange({ startedAt: 3_000, status: 428 });
    const own = exchange({ startedAt: 4_000, parent: { id: a.id, role: 'replay-send', note: '' } });
    await store.write(writes(read({ startedAt: 2_500 }), c, a, own, b), 5_000);
    expect(ids(await store.conflicts({ limit: 10 }))).toEqual([c.id, b.id, a.id]);
    expect(ids(await store.conflicts({ tabId: 7, limit: 10 }))).toEqual([c.id, a.id]);
    expect(ids(await store.conflicts({ origin: 'https://other.example', limit: 10 }))).toEqual([b.id]);
    expect(ids(await store.conflicts({ limit: 1 }))).toEqual([c.id]);
    expect(ids(await store.conflicts({ limit: 10, before: 3_000 }))).toEqual([b.id, a.id]);
  });

  it('shows of a tab only what belongs to this run of the browser', async () => {
    const store = await fresh();
    const before = exchange({ startedAt: 1_000 });
    const after = exchange({ startedAt: 3_000 });
    await store.write(writes(before, after), 5_000);
    await store.beginSession(2_000);
    expect(ids(await store.conflicts({ tabId: 7, limit: 10 }))).toEqual([after.id]);
    expect(ids(await store.conflicts({ limit: 10 }))).toEqual([after.id, before.id]);
    expect(await store.unsettled(7)).toBe(1);
    // More than are looked at together.
    const many = Array.from({ length: 200 }, (_, n) => exchange({ startedAt: n < 150 ? n : 3_000 + n }));
    await store.write(writes(...many), 5_000);
    expect(await store.unsettled(7)).toBe(51);
  });

  it('counts what no later save has settled', async () => {
    const store = await fresh();
    const other = { resource: 'https://app.example/api/notes/2' };
    await store.write(
      writes(exchange({ startedAt: 1 }), exchange({ startedAt: 2 }), exchange({ startedAt: 3, ...other })),
      9,
    );
    expect(await store.unsettled(7)).toBe(3);
    await store.write(writes(read({ startedAt: 4 })), 9);
    expect(await store.unsettled(7)).toBe(3);
    await store.write(writes(exchange({ startedAt: 5, status: 200 })), 9);
    expect(await store.unsettled(7)).toBe(1);
    await store.write(writes(exchange({ startedAt: 6 })), 9);
    expect(await store.unsettled(7)).toBe(2);
  });
});

describe('a case file', () => {
  it('holds the history of the resource from every tab and what was near, oldest first', async () => {
    const store = await fresh();
    const at = 10_000_000;
    const before = read({ startedAt: at - 5_000, tabId: 8 });
    const refusal = exchange({ startedAt: at });
    const after = read({ startedAt: at + 5_000 });
    const elsewhere = { resource: 'https://app.example/api/notes' };
    const near = read({ startedAt: at - 1_000, ...elsewhere });
    const nearToo = exchange({ startedAt: at + 1_000, ...elsewhere });
    const far = read({ startedAt: at - caseLimits.near - 1, ...elsewhere });
    const foreign = read({ startedAt: at, resource: 'https://other.example/', origin: 'https://other.example' });
    await store.write(writes(after, near, far, refusal, foreign, before, nearToo), at);
    const file = await store.caseFile(refusal.id);
    expect(file?.refusal).toEqual(refusal);
    expect(file?.history).toEqual([before, refusal, after]);
    expect(ids(file?.neighbours ?? [])).toEqual([near.id, nearToo.id]);
    expect(file?.recordingSince).toBeNull();
  });

  it('is bounded however often a page polls', async () => {
    const store = await fresh();
    const refusal = exchange({ startedAt: 5_000 });
    const polls = Array.from({ length: 400 }, (_, n) => read({ startedAt: 4_800 + n }));
    await store.write(writes(refusal, ...polls), 9_000);
    const file = await store.caseFile(refusal.id);
    expect(file?.history).toHaveLength(caseLimits.before + caseLimits.after);
    expect(file?.history.filter(({ responseBody }) => responseBody.state === 'kept').length).toBeLessThanOrEqual(
      caseLimits.bodies + 1,
    );
    expect(file?.refusal.requestBody.state).toBe('kept');
  });

  it('says since when everything was seen only where nothing could be missed', async () => {
    const store = await fresh();
    const own = exchange({ initiator: 'https://app.example/page' });
    const shared = exchange({
      initiator: 'https://app.example',
      headers: { set: null, sent: null, received: [['Access-Control-Allow-Origin', '*']], seen: null },
    });
    const foreign = exchange({ initiator: 'https://other.example' });
    await store.write(writes(own, shared, foreign), 9_000);
    const since = async (of: Exchange) => (await store.caseFile(of.id))?.recordingSince;
    await store.keepSpans(['https://app.example/*'], 500, false);
    // The permission alone is not enough: webRequest has to listen to that host.
    expect([await since(own), await since(shared), await since(foreign)]).toEqual([null, null, null]);
    await store.keepHeard([{ pattern: 'https://other.example/*', own: 1, any: 1 }]);
    expect(await since(own)).toBeNull();
    await store.keepHeard([{ pattern: 'https://app.example/*', own: 1, any: 600 }]);
    expect([await since(own), await since(shared), await since(foreign)]).toEqual([500, null, null]);
    await store.keepSpans(['https://app.example/*', 'http://*/*', 'https://*/*'], 700, false);
    expect([await since(own), await since(shared), await since(foreign)]).toEqual([500, 700, 700]);
    await store.keepSpans(['https://app.example/*'], 800, true);
    expect([await since(own), await since(shared)]).toEqual([800, null]);
    // Heard only later: that is the beginning, and pages of other sites count from where this background began.
    await store.keepSpans(['http://*/*', 'https://*/*'], 850, true);
    await store.keepHeard([{ pattern: 'https://app.example/*', own: 870, any: 890 }]);
    expect([await since(own), await since(shared)]).toEqual([870, 890]);
    await store.keepHeard([]);
    expect([await since(own), await since(shared)]).toEqual([null, null]);
    await store.keepHeard([{ pattern: 'https://app.example/*', own: 870, any: 890 }]);
    await store.keepSpans([], 900, false);
    expect(await since(own)).toBeNull();
  });
});

describe('the three caps', () => {
  it('removes what is too old, refusals too', async () => {
    const store = await fresh({ age: 100_000 });
    // A refused save with a body is kept beyond this, as unsaved work.
    const old = exchange({ startedAt: 1_000, requestBody: { state: 'none' } });
    await store.write(writes(old, read({ startedAt: 1_000 }), exchange({ startedAt: 40_000 })), 50_000);
    expect((await store.counts()).exchanges).toBe(3);
    const now = exchange({ startedAt: 110_000 });
    await store.write(writes(now), 120_000);
    expect(await store.counts()).toMatchObject({ exchanges: 2, refusals: 2, bytes: 28 });
    expect(await store.exchange(old.id)).toBeNull();
  });

  it('keeps so many of a tab and of an origin, the newest, refusals before all others', async () => {
    const store = await fresh({ count: 3 });
    const refusal = exchange({ startedAt: 1, requestBody: { state: 'none' } });
    await store.write(writes(refusal), 9);
    for (let n = 2; n < 10; n++) await store.write(writes(read({ startedAt: n })), 9);
    expect(ids((await store.recent(0, 10)).map(({ exchange }) => exchange)).length).toBe(3);
    expect(await store.exchange(refusal.id)).not.toBeNull();
    // Another tab of the same origin counts for the origin.
    await store.write(writes(read({ startedAt: 10, tabId: 9 })), 10);
    expect((await store.counts()).exchanges).toBe(3);
    await store.write(writes(...[11, 12, 13, 14].map((startedAt) => exchange({ startedAt }))), 14);
    expect(await store.counts()).toMatchObject({ exchanges: 3, refusals: 3 });
    expect(await store.exchange(refusal.id)).toBeNull();
  });

  it('drops the oldest bodies and leaves the mark, those of refusals last', async () => {
    const store = await fresh({ bytes: 250 });
    const none = { requestBody: { state: 'none' } } as const;
    const refusal = exchange({ startedAt: 1, ...none, responseBody: kept('r'.repeat(100)) });
    const first = read({ startedAt: 2, ...none, responseBody: kept('a'.repeat(100)) });
    const second = read({ startedAt: 3, ...none, responseBody: kept('b'.repeat(100)) });
    await store.write(writes(refusal, first), 9);
    await store.write(writes(second), 9);
    expect((await store.exchange(first.id))?.responseBody).toEqual({ state: 'not-kept', why: 'evicted', length: 100 });
    expect((await store.exchange(refusal.id))?.responseBody.state).toBe('kept');
    expect((await store.exchange(second.id))?.responseBody.state).toBe('kept');
    expect((await store.counts()).bytes).toBe(200);
  });

  it('writes all of a batch or nothing', async () => {
    const store = await fresh();
    const good = exchange();
    const bad = { ...exchange(), headers: { set: null, sent: null, received: null, seen: [[() => 0, '']] } };
    // A function cannot be stored; the row before it must not stay behind alone.
    await expect(
      store.write(
        [
          { exchange: good, keys: [] },
          { exchange: bad as never, keys: [] },
        ],
        9,
      ),
    ).rejects.toThrow();
    expect(await store.exchange(good.id)).toBeNull();
    expect((await store.counts()).bytes).toBe(0);
  });
});
