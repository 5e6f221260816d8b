import 'fake-indexeddb/auto';
import { openDB } from 'idb';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { bounds, defaultChoices, parseChoices, whyNotRedacted } from '../../src/record/choices.ts';
import { redactionOf } from '../../src/record/redaction.ts';
import { openDatabase } from '../../src/store/schema.ts';
import { openStore, type Store } from '../../src/store/store.ts';
import { exchange, kept, read, roomy, writes } from './make.ts';

let name = '';
let store: Store;
let databases = 0;
beforeEach(async () => {
  name = `settings-${++databases}`;
  store = await openStore(name);
});
afterEach(() => store.close());

const a = 'https://a.example';
const b = 'https://b.example';
const of = (origin: string, path: string) => ({ origin, url: origin + path, resource: origin + path });
const now = 10_000;

describe('what the person chose', () => {
  it('is kept, moved into the bounds, and holds for the next write', async () => {
    expect(await store.choices()).toEqual(defaultChoices);
    await store.choose({ ...defaultChoices, days: 1, count: 1, megabytes: 1e9, words: [' pin ', 'pin', 'etag', ''] });
    expect(await store.choices()).toEqual({
      ...defaultChoices,
      days: 1,
      count: bounds.count.least,
      megabytes: bounds.megabytes.most,
      words: ['pin'],
    });
    const many = Array.from({ length: 250 }, (_, at) => read({ startedAt: now + at }));
    await store.write(writes(...many), now);
    expect((await store.counts()).exchanges).toBeLessThanOrEqual(bounds.count.least);
    store.close();
    store = await openStore(name);
    const day = 24 * 60 * 60 * 1000;
    await store.write(writes(read({ startedAt: now + 2 * day })), now + 2 * day);
    expect((await store.counts()).exchanges).toBe(1);
  });

  it('is the default where it does not parse', () => {
    for (const value of [null, 7, [], { days: 'x', words: [1] }]) expect(parseChoices(value)).toEqual(defaultChoices);
    expect(whyNotRedacted('rev')).toBe('version');
    expect(whyNotRedacted('--')).toBe('empty');
    expect(whyNotRedacted('a'.repeat(61))).toBe('long');
    expect(whyNotRedacted('Straße')).toBeNull();
  });
});

describe('how much is used', () => {
  it('is counted by site through writes, changes and retention, unsaved work apart', async () => {
    expect(await store.usage()).toMatchObject({ sites: [], exchanges: 0, size: 0, unsaved: { count: 0 } });
    const large = read({ ...of(a, '/1'), responseBody: kept('x'.repeat(50_000)) });
    await store.write(writes(large, read(of(b, '/1')), exchange(of(b, '/2'))), now);
    const first = await store.usage();
    expect(first.sites.map(({ origin, exchanges }) => [origin, exchanges])).toEqual([
      [a, 1],
      [b, 2],
    ]);
    expect(first.sites[0]?.size).toBeGreaterThan(50_000);
    expect(first.sites[0]?.size).toBeLessThan(60_000);
    expect(first.unsaved).toMatchObject({ count: 1, sites: [b] });
    await store.write(writes({ ...large, responseBody: kept('x') }), now);
    expect((await store.usage()).sites.find(({ origin }) => origin === a)?.size).toBeLessThan(10_000);
    await store.makeRoom(1);
    expect((await store.usage()).sites).toMatchObject([{ origin: b, exchanges: 1 }]);
  });

  it('is counted in a database of an older version too', async () => {
    store.close();
    name = `older-${databases}`;
    const old = await openDB(name, 2, {
      upgrade(db) {
        const exchanges = db.createObjectStore('exchanges', { keyPath: 'id' });
        for (const index of ['resource', 'origin', 'tab', 'rank', 'open']) exchanges.createIndex(index, index);
        for (const [store, keyPath] of [
          ['bodies', 'key'],
          ['tallies', 'key'],
          ['spans', 'pattern'],
          ['settings', 'key'],
          ['vault', 'id'],
          ['work', 'id'],
        ] as const)
          db.createObjectStore(store, { keyPath });
      },
    });
    await old.put('exchanges', { ...read(of(a, '/1')), rank: 0, keys: [], open: [], room: [0, 7] });
    await old.put('tallies', { key: `origin:${a}`, count: 1 });
    old.close();
    store = await openStore(name);
    const [site] = (await store.usage()).sites;
    expect(site).toMatchObject({ origin: a, exchanges: 1 });
    expect(site?.size).toBeGreaterThan(600);
  });
});

describe('deleting', () => {
  const refused = exchange({ ...of(a, '/save'), startedAt: 5 });
  beforeEach(() => store.write(writes(read(of(a, '/1')), read(of(b, '/1')), refused), now));

  it('one site leaves the others and the unsaved work', async () => {
    await store.forget(a, false, now);
    expect((await store.usage()).sites).toMatchObject([{ origin: b, exchanges: 1 }]);
    const { entries } = await store.unsaved(null);
    expect(entries.map(({ id }) => id)).toEqual([refused.id]);
    expect((await store.exchange(refused.id))?.requestBody).toMatchObject({ state: 'kept' });
  });

  it('all leaves the unsaved work, and nothing else', async () => {
    await store.forget(null, false, now);
    expect(await store.usage()).toMatchObject({ sites: [], exchanges: 0, size: 0, unsaved: { count: 1 } });
    expect((await store.counts()).bytes).toBe(0);
    expect((await store.exchange(refused.id))?.requestBody).toMatchObject({ state: 'kept' });
  });

  it.each([a, null])('takes the unsaved work too where that was said (%s)', async (origin) => {
    await store.forget(origin, true, now);
    expect((await store.unsaved(null)).entries).toEqual([]);
    expect(await store.exchange(refused.id)).toBeNull();
  });

  it.each([a, null])('leaves refused saves that found no room among the unsaved work (%s)', async (origin) => {
    store.close();
    name = `full-${databases}`;
    store = await openStore(name, { ...roomy, vault: { count: 1, bytes: 1e6 } });
    const [first, second] = [
      exchange({ ...of(a, '/x'), requestBody: kept('one') }),
      exchange({ ...of(a, '/y'), requestBody: kept('two') }),
    ];
    await store.write(writes(first, second, read(of(a, '/1'))), now);
    expect((await store.unsaved(null)).waiting).toBe(1);
    await store.forget(origin, false, now);
    expect((await store.exchange(second.id))?.requestBody).toMatchObject({ data: 'two' });
    expect((await store.usage()).exchanges).toBe(1);
    await store.forget(origin, true, now);
    expect(await store.exchange(second.id)).toBeNull();
    expect((await store.unsaved(null)).waiting).toBe(0);
  });

  it.each([a, null])('makes that nobody else wrote unknown for the time before it (%s)', async (origin) => {
    await store.keepSpans([`${a}/*`], 1_000, false);
    await store.keepHeard([{ pattern: `${a}/*`, own: 1, any: 1 }]);
    const since = async (startedAt: number) => {
      const later = exchange({ ...of(a, '/late'), initiator: `${a}/page`, startedAt });
      await store.write(writes(later), startedAt);
      return (await store.caseFile(later.id))?.recordingSince;
    };
    expect(await since(2_000)).toBe(1_000);
    await store.forget(origin, false, 3_000);
    expect(await since(4_000)).toBe(3_000);
  });

  it('by retention does so too', async () => {
    await store.keepSpans([`${a}/*`], 1, false);
    await store.keepHeard([{ pattern: `${a}/*`, own: 1, any: 1 }]);
    const later = exchange({ ...of(a, '/late'), initiator: `${a}/page`, startedAt: 9_000 });
    await store.write(writes(read({ ...of(a, '/2'), startedAt: 7_000 }), later), now);
    expect((await store.caseFile(later.id))?.recordingSince).toBe(1);
    await store.makeRoom(1);
    expect((await store.caseFile(later.id))?.recordingSince).toBe(7_000);
  });
});

describe('a name of one’s own that is added later', () => {
  it('is redacted in what is kept, but for unsaved work', async () => {
    const json = (value: object) => kept(JSON.stringify(value));
    const seen = read({
      ...of(a, '/1'),
      url: `${a}/1?pin=planted`,
      headers: { set: null, sent: [['X-Pin', 'planted']], received: null, seen: null },
      responseBody: json({ pin: 'planted', title: 'mine' }),
    });
    const refused = exchange({ ...of(a, '/save'), requestBody: json({ pin: 'planted', title: 'mine' }) });
    await store.write(writes(seen, refused), now);
    const before = (await store.usage()).size;
    await store.choose({ ...defaultChoices, words: ['pin'] });
    const words = await store.wordsToRedact();
    expect(words).toEqual(['pin']);
    await store.redactAgain(redactionOf('key', words), words);
    expect(await store.wordsToRedact()).toEqual([]);
    const after = await store.exchange(seen.id);
    expect(JSON.stringify(after)).not.toContain('planted');
    expect(after?.responseBody).toMatchObject({ redacted: true });
    expect(after?.resource).toBe(`${a}/1`);
    expect((await store.exchange(refused.id))?.requestBody).toMatchObject({ redacted: false });
    const now2 = (await store.usage()).size;
    expect(now2).not.toBe(before);
    // Counted as it lies there now: what goes takes off what it added.
    await store.forget(a, true, now);
    expect((await store.usage()).size).toBe(0);
    const db = await openDatabase(name, () => undefined);
    expect((await db.getAll('tallies')).filter(({ key }) => !key.startsWith('dropped:'))).toEqual([]);
    db.close();
  });
});
