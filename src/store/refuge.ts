import type { CaseFile } from '../diagnose/contract.ts';
import type { Choices } from '../record/choices.ts';
import type { Exchange } from '../record/exchange.ts';
import { isConflict } from '../record/refusal.ts';
import { writeMakingRoom, writeWhereRoomIs } from './full-disk.ts';
import { createMemoryStore, withOldBodies } from './memory.ts';
import { createPutDown, type SessionArea } from './put-down.ts';
import type { StoreState } from './state.ts';
import type { Store } from './store.ts';
import type { Usage } from './usage.ts';
import { whyRefused } from './why-refused.ts';
import type { Write } from './writes.ts';

/** Disk and memory as one store that never fails: what the disk refuses memory keeps; questions are answered from both. */
export type Refuge = Store & {
  /** The disk has refused something. */
  readonly refused: (error: unknown) => void;
  /** Writes what the disk would not take at first: `failed` is how that ended. */
  readonly writeAfter: (failed: unknown, news: readonly Write[], now: number) => Promise<void>;
};

export type RefugeDeps = {
  /** Opens the store on disk; called while it is refused. */
  readonly open: () => Promise<Store>;
  /** The store on disk as it is open already, or null where it was refused. */
  readonly opened: Store | null;
  /** Told when recordings begin to be kept in memory only, and when they reach the disk again. */
  readonly changed: (state: StoreState) => void;
  /** Where refused saves wait that the disk did not take. */
  readonly area: SessionArea;
};

/** How long until the disk is asked again for what it refused: at first, and at most, milliseconds. */
const again = { first: 1_000, most: 30_000 } as const;

/** Loaded when the disk refuses something, which hardly ever happens (steady.ts). */
export function createRefuge({ open, opened, changed, area }: RefugeDeps): Refuge {
  const putDown = createPutDown(area);
  let memory = createMemoryStore();
  let state: StoreState['state'] = 'disk';
  let inMemory = false;
  /** What the disk has not taken yet, by exchange. */
  const held = new Map<string, Write>();
  /** Of these, the work that was saved or discarded meanwhile. */
  const letGo = new Map<string, 'saved' | 'discarded'>();
  const refused = (error: unknown) => {
    if (state === 'disk') changed({ state: 'memory', why: whyRefused(error) });
    state = 'memory';
    askAgain();
  };
  const attempt = () =>
    open().catch((error: unknown) => {
      refused(error);
      return null;
    });

  let isAsking = false;
  let pause: number = again.first;
  /** Nobody may ever write again, so what waits is not left to the next write. */
  function askAgain(): void {
    if (isAsking) return;
    isAsking = true;
    setTimeout(async () => {
      isAsking = false;
      if ((await disk) === null) disk = attempt();
      await inTurn(() => put([], Date.now(), writeWhereRoomIs));
    }, pause);
    pause = Math.min(again.most, pause * 2);
  }

  let disk = Promise.resolve(opened);
  let turn: Promise<unknown> = Promise.resolve();
  /** One write after the other: two at once would both bring what waits. */
  function inTurn<T>(run: () => Promise<T>): Promise<T> {
    const done = turn.then(run);
    turn = done.catch(() => undefined);
    return done;
  }

  /** What an earlier background of this session could not write. */
  const restored = (async () => {
    const waiting = await putDown.load();
    if (waiting.length === 0) return;
    for (const write of waiting) held.set(write.exchange.id, write);
    inMemory = true;
    await memory.write(waiting, Date.now());
    void inTurn(() => put([], Date.now(), writeWhereRoomIs));
  })();

  async function put(news: readonly Write[], now: number, into: typeof writeMakingRoom): Promise<void> {
    const store = await disk;
    const writes = news.map((write) => {
      const old = held.get(write.exchange.id)?.exchange;
      held.delete(write.exchange.id);
      return old === undefined ? write : { ...write, exchange: withOldBodies(write.exchange, old) };
    });
    // What the disk refused before goes first: until it is there, memory has the only copy.
    const all = [...held.values(), ...writes];
    let left: readonly Write[] = all;
    try {
      if (store === null) throw new Error('no disk');
      left = await into(store, all, now);
    } catch (error) {
      refused(error);
      if (all.length === 0) return;
    }
    held.clear();
    for (const write of left) held.set(write.exchange.id, write);
    bound(held);
    // What the disk has now must not be counted twice.
    if (inMemory && left.length < all.length) memory = createMemoryStore();
    inMemory = left.length > 0;
    if (inMemory) {
      await memory.write(left, now);
      askAgain();
    } else {
      pause = again.first;
      if (state === 'memory') changed({ state: 'disk' });
      state = 'disk';
    }
    await putDown.keep([...held.values()]);
    for (const [id, why] of letGo) {
      if (held.has(id)) continue;
      letGo.delete(id);
      await ask((store) => store.letGo(id, why), undefined);
    }
  }

  /** Does something to what memory has. What waits is the same: without what was deleted, with what was found or redacted meanwhile. */
  const inMemoryToo = (change: () => Promise<void>): Promise<void> =>
    inTurn(() => restored.then(change).then(asInMemory));

  async function asInMemory(): Promise<void> {
    if (held.size === 0) return;
    for (const [id, write] of held) {
      const exchange = await memory.exchange(id);
      if (exchange === null) held.delete(id);
      // Memory has the bodies of the latest only, and redacts none of unsaved work.
      else
        held.set(id, { ...write, exchange: isConflict(exchange) ? withBodiesOf(exchange, write.exchange) : exchange });
    }
    await putDown.keep([...held.values()]);
  }

  const isInMemory = async (): Promise<boolean> => {
    await restored;
    return inMemory;
  };

  /** Asks the disk; where it fails the answer is `otherwise`. */
  async function ask<T>(question: (store: Store) => Promise<T>, otherwise: T): Promise<T> {
    const store = await disk;
    if (store === null) return otherwise;
    try {
      return await question(store);
    } catch (error) {
      refused(error);
      return otherwise;
    }
  }

  const newestFirst = (a: Exchange, b: Exchange) => b.startedAt - a.startedAt;
  const unique = (list: readonly Exchange[]) => [...new Map(list.map((each) => [each.id, each])).values()];
  /** Memory's exchanges are newer than the disk's of the same id, so they come last. */
  const union = (a: readonly Exchange[], b: readonly Exchange[]) =>
    unique([...a, ...b])
      .sort(newestFirst)
      .reverse();

  return {
    refused,
    async writeAfter(failed, news, now) {
      await restored;
      await inTurn(() => put(news, now, (store, writes) => writeMakingRoom(store, writes, now, failed)));
    },
    async conflicts(query) {
      const stored = await ask((store) => store.conflicts(query), []);
      if (!(await isInMemory())) return stored;
      return unique([...stored, ...(await memory.conflicts(query))])
        .sort(newestFirst)
        .slice(0, query.limit);
    },
    async exchange(id) {
      return ((await isInMemory()) ? await memory.exchange(id) : null) ?? ask((store) => store.exchange(id), null);
    },
    async caseFile(id) {
      const stored = await ask<CaseFile | null>((store) => store.caseFile(id), null);
      const held = (await isInMemory()) ? await memory.caseFile(id) : null;
      if (stored === null || held === null) return held ?? stored;
      return {
        refusal: held.refusal,
        history: union(stored.history, held.history),
        neighbours: union(stored.neighbours, held.neighbours),
        recordingSince: null,
        ...(held.tellsTabs === false ? { tellsTabs: false } : {}),
      };
    },
    async counts() {
      const [a, b] = await Promise.all([ask((store) => store.counts(), null), memory.counts()]);
      if (a === null) return b;
      return { exchanges: a.exchanges + b.exchanges, refusals: a.refusals + b.refusals, bytes: a.bytes + b.bytes };
    },
    async write(news, now) {
      await restored;
      await inTurn(() => put(news, now, writeMakingRoom));
    },
    async recent(since, limit) {
      const stored = await ask((store) => store.recent(since, limit), []);
      return inMemory ? [...stored, ...(await memory.recent(since, limit))] : stored;
    },
    async near(url, from, to) {
      const stored = await ask((store) => store.near(url, from, to), []);
      return inMemory ? [...stored, ...(await memory.near(url, from, to))] : stored;
    },
    async openWith(key) {
      return (inMemory ? await memory.openWith(key) : null) ?? ask((store) => store.openWith(key), null);
    },
    async unsettled(tabId) {
      const stored = await ask((store) => store.unsettled(tabId), 0);
      return (await isInMemory()) ? stored + (await memory.unsettled(tabId)) : stored;
    },
    async unsaved(site) {
      await restored;
      const held = await memory.unsaved(site);
      const stored = await ask((store) => store.unsaved(site), null);
      if (stored === null) return held;
      const entries = [...new Map([...stored.entries, ...held.entries].map((row) => [row.id, row])).values()];
      return { ...stored, entries: entries.sort((a, b) => b.at - a.at) };
    },
    async letGo(id, why) {
      await memory.letGo(id, why);
      if (held.has(id)) letGo.set(id, why);
      await ask((store) => store.letGo(id, why), undefined);
    },
    async markExported(id, at) {
      await memory.markExported(id, at);
      await ask((store) => store.markExported(id, at), undefined);
    },
    async flag(id, flag) {
      await inMemoryToo(() => memory.flag(id, flag));
      await ask((store) => store.flag(id, flag), undefined);
    },
    clearReadBodies: () => ask((store) => store.clearReadBodies(), undefined),
    makeRoom: (share) => ask((store) => store.makeRoom(share), undefined),
    keepSpans: (patterns, now, gap) => ask((store) => store.keepSpans(patterns, now, gap), undefined),
    keepHeard: (heard) => ask((store) => store.keepHeard(heard), undefined),
    beginSession: (at) => ask((store) => store.beginSession(at), undefined),
    async choices() {
      return (await ask<Choices | null>((store) => store.choices(), null)) ?? memory.choices();
    },
    async choose(choices) {
      await memory.choose(choices);
      await ask((store) => store.choose(choices), undefined);
    },
    async usage() {
      return (await ask<Usage | null>((store) => store.usage(), null)) ?? memory.usage();
    },
    async forget(origin, unsaved, now) {
      await inMemoryToo(() => memory.forget(origin, unsaved, now));
      // Not asked as a question: who is told that records were deleted must be able to rely on it.
      await (await disk)?.forget(origin, unsaved, now);
    },
    wordsToRedact: () => ask((store) => store.wordsToRedact(), []),
    async redactAgain(by, words) {
      await inMemoryToo(() => memory.redactAgain(by, words));
      await (await disk)?.redactAgain(by, words);
    },
    close() {
      void disk.then((store) => store?.close());
    },
  };
}

/** More than so many wait for the disk; reads go first. */
const mostHeld = 500;

function bound(held: Map<string, Write>): void {
  const reads = [...held].filter(([, { exchange }]) => !isConflict(exchange)).map(([id]) => id);
  for (const id of [...reads, ...held.keys()]) {
    if (held.size <= mostHeld) return;
    held.delete(id);
  }
}

function withBodiesOf(exchange: Exchange, { requestBody, responseBody }: Exchange): Exchange {
  return { ...exchange, requestBody, responseBody };
}
