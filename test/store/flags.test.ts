import 'fake-indexeddb/auto';
import { describe, expect, it } from 'vitest';
import type { Exchange } from '../../src/record/exchange.ts';
import type { Flag } from '../../src/record/flag.ts';
import { createFlagWatch } from '../../src/store/flag-watch.ts';
import { createMemoryStore } from '../../src/store/memory.ts';
import { parseRow } from '../../src/store/parse-row.ts';
import { createRecorder } from '../../src/store/recorder.ts';
import { openStore } from '../../src/store/store.ts';
import { sighting } from '../record/part-of.ts';
import { exchange, kept, read, roomy, writes } from './make.ts';

let count = 0;
const makers = {
  disk: () => openStore(`flags-${++count}`, roomy),
  memory: async () => createMemoryStore(),
} as const;
const ids = (list: readonly Exchange[]) => list.map(({ id }) => id);

describe.each(Object.entries(makers))('flagged exchanges on %s', (_, fresh) => {
  const hidden = (over: Partial<Exchange> = {}) => exchange({ status: 200, flag: 'disguised-refusal', ...over });

  it('are conflicts: listed, counted for the badge, kept as unsaved work', async () => {
    const store = await fresh();
    const one = hidden();
    await store.write(writes(one, exchange({ status: 200, flag: null, startedAt: 1 })), 2_000);
    expect(await store.conflicts({ limit: 9 })).toMatchObject([{ id: one.id, status: 200, flag: 'disguised-refusal' }]);
    expect((await store.counts()).refusals).toBe(1);
    expect(await store.unsettled(one.tabId)).toBe(1);
    expect((await store.unsaved(null)).entries.map(({ id }) => id)).toEqual([one.id]);
    expect((await store.caseFile(one.id))?.refusal.flag).toBe('disguised-refusal');
  });

  it('settle nothing: a hidden refusal is no save', async () => {
    const store = await fresh();
    const refused = exchange({ startedAt: 1_000 });
    const other = { requestBody: kept('{"a":2}') };
    await store.write(writes(refused, hidden({ startedAt: 2_000, resource: refused.resource, ...other })), 3_000);
    expect(await store.unsettled(refused.tabId)).toBe(2);
    expect((await store.unsaved(null)).entries).toHaveLength(2);
    await store.write(
      writes(exchange({ startedAt: 3_000, status: 200, flag: null, resource: refused.resource })),
      3_000,
    );
    expect(await store.unsettled(refused.tabId)).toBe(0);
  });

  it('keep their flag when a late source writes them without a body, and lose it when the body says otherwise', async () => {
    const store = await fresh();
    const one = hidden();
    await store.write(writes(one), 2_000);
    const { flag: _flag, ...unjudged } = one;
    await store.write(writes(unjudged), 2_000);
    expect(ids(await store.conflicts({ limit: 9 }))).toEqual([one.id]);
    await store.write(writes({ ...one, flag: null }), 2_000);
    expect(await store.conflicts({ limit: 9 })).toEqual([]);
    expect((await store.exchange(one.id))?.flag).toBeUndefined();
    expect((await store.unsaved(null)).entries).toEqual([]);
  });

  it('of a worker are listed in each tab that shares it, as soon as they are flagged', async () => {
    const store = await fresh();
    const one = exchange({ status: 200, method: 'PUT', tabId: -1, sharers: [7, 8] });
    await store.write(writes({ ...one, flag: null }), 2_000);
    expect(await store.conflicts({ tabId: 8, limit: 9 })).toEqual([]);
    await store.flag(one.id, 'disguised-refusal');
    expect(ids(await store.conflicts({ tabId: 8, limit: 9 }))).toEqual([one.id]);
    expect([await store.unsettled(7), await store.unsettled(9)]).toEqual([1, 0]);
    expect(await store.caseFile(one.id)).toMatchObject({ tellsTabs: false, refusal: { sharers: [7, 8] } });
  });

  it('a lost update is listed and is no unsaved work; its answer alone does not take it back', async () => {
    const store = await fresh();
    const one = exchange({ status: 200, method: 'PUT' });
    await store.write(writes({ ...one, flag: null }), 2_000);
    expect(await store.conflicts({ limit: 9 })).toEqual([]);
    await store.flag(one.id, 'lost-update');
    await store.write(writes({ ...one, flag: null }), 2_000);
    expect(await store.conflicts({ limit: 9 })).toMatchObject([{ id: one.id, flag: 'lost-update' }]);
    expect(await store.unsettled(one.tabId)).toBe(1);
    expect((await store.unsaved(null)).entries).toEqual([]);
    expect(await store.exchange(one.id)).toMatchObject({
      requestBody: one.requestBody,
      responseBody: one.responseBody,
    });
    await store.flag(one.id, null);
    expect(await store.conflicts({ limit: 9 })).toEqual([]);
    await store.flag('nobody', 'lost-update');
  });
});

it('a row of an older version has no flag, and a word that is none is none', () => {
  const row = exchange();
  expect(parseRow(row)).not.toHaveProperty('flag');
  expect(parseRow({ ...row, flag: 'else' })).not.toHaveProperty('flag');
  expect(parseRow({ ...row, flag: 'lost-update' })?.flag).toBe('lost-update');
});

describe('the recorder', () => {
  const conflict = { state: 'text', text: '{"error":"conflict"}' } as const;
  const judge = (x: Exchange): Flag | null =>
    x.responseBody.state === 'kept' && x.responseBody.data.includes('conflict') ? 'disguised-refusal' : null;
  const web = sighting({ key: '1', status: 200, startedAt: 59_000, endedAt: 59_040 });

  it('judges again when the body comes later', async () => {
    const store = await makers.disk();
    const changed: Exchange[][] = [];
    const recorder = createRecorder({
      store,
      session: Promise.resolve({ id: 'session', tagKey: 'key' }),
      changed: (exchanges) => changed.push([...exchanges]),
      flag: async (x) => judge(x),
      now: () => 60_000,
    });
    const [id] = await recorder.take([web]);
    expect(await store.conflicts({ limit: 9 })).toEqual([]);
    await recorder.take([{ ...web, source: 'devtools-network', key: 'page.1', responseBody: conflict }]);
    expect(ids(await store.conflicts({ limit: 9 }))).toEqual([id]);
    expect(changed.map((batch) => batch.map(({ flag }) => flag))).toEqual([[null], ['disguised-refusal']]);
  });
});

describe('the look at what was written', () => {
  function begin(store: Awaited<ReturnType<typeof makers.disk>>, read: () => Flag | null, mayHaveOverwritten = true) {
    const looked: string[] = [];
    const judged: Exchange[] = [];
    let readings = 0;
    const look = createFlagWatch({
      store: {
        caseFile: (id) => {
          looked.push(id);
          return store.caseFile(id);
        },
        flag: store.flag,
      },
      takesReader: (x) => x.status === 422,
      takesHistory: (x) => x.method === 'PUT' && x.status === 200,
      mayHaveOverwritten: () => mayHaveOverwritten,
      read: async () => {
        readings++;
        return read();
      },
      judged: (x) => judged.push(x),
    });
    return { look, looked, judged, readings: () => readings };
  }

  it('opens no case for ordinary traffic', async () => {
    const store = await makers.disk();
    const { look, looked, readings } = begin(store, () => 'lost-update');
    await look(Array.from({ length: 100 }, () => read()));
    expect(looked).toEqual([]);
    expect(readings()).toBe(0);
  });

  it('asks no reader where the history cannot hold a lost update', async () => {
    const store = await makers.disk();
    const { look, looked, readings } = begin(store, () => 'lost-update', false);
    const one = exchange({ status: 200, method: 'PUT' });
    await store.write(writes(one), 2_000);
    await look([one]);
    expect(looked).toEqual([one.id]);
    expect(readings()).toBe(0);
  });

  it('flags once, says so once, and takes it back when the history says otherwise', async () => {
    const store = await makers.disk();
    let found: Flag | null = 'lost-update';
    const { look, judged } = begin(store, () => found);
    const one = exchange({ status: 200, method: 'PUT' });
    await store.write(writes(one), 2_000);
    await look([one]);
    await look([one]);
    expect(judged).toMatchObject([{ id: one.id, flag: 'lost-update' }]);
    expect(ids(await store.conflicts({ limit: 9 }))).toEqual([one.id]);
    found = null;
    await look([one]);
    expect(await store.conflicts({ limit: 9 })).toEqual([]);
    expect(judged).toHaveLength(2);
    expect(judged[1]).not.toHaveProperty('flag');
  });

  it.each(Object.entries(makers))(
    'a refusal that hides under 422 is a conflict and unsaved work once it is read (%s)',
    async (_, fresh) => {
      const store = await fresh();
      let found: Flag | null = 'disguised-refusal';
      const { look, judged } = begin(store, () => found);
      const one = exchange({ status: 422, method: 'POST' });
      await store.write(writes(one), 2_000);
      expect((await store.unsaved(null)).entries).toEqual([]);
      await look([one]);
      expect(ids(await store.conflicts({ limit: 9 }))).toEqual([one.id]);
      expect((await store.unsaved(null)).entries.map(({ id }) => id)).toEqual([one.id]);
      expect((await store.exchange(one.id))?.requestBody).toEqual(one.requestBody);
      // A late source knows nothing of it.
      await store.write(writes(one), 2_000);
      expect(ids(await store.conflicts({ limit: 9 }))).toEqual([one.id]);
      found = null;
      await look([one]);
      expect(await store.conflicts({ limit: 9 })).toEqual([]);
      expect(judged.map(({ flag }) => flag)).toEqual(['disguised-refusal', undefined]);
    },
  );

  it('what hides under a success is taken back by writing it again only', async () => {
    const store = await makers.disk();
    const one = exchange({ status: 200, method: 'PUT', flag: 'disguised-refusal' });
    await store.write(writes(one), 2_000);
    await begin(store, () => null).look([one]);
    await store.flag(one.id, null);
    expect(ids(await store.conflicts({ limit: 9 }))).toEqual([one.id]);
  });
});
