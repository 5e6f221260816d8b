import type { CaseFile } from '../diagnose/contract.ts';
import type { Choices } from '../record/choices.ts';
import type { Exchange } from '../record/exchange.ts';
import { isConflict } from '../record/refusal.ts';
import { createMemoryStore, withOldBodies } from './memory.ts';
import { type StoreState, whyRefused } from './state.ts';
import type { Store } from './store.ts';
import type { Usage } from './usage.ts';
import type { Write } from './writes.ts';

/** The background's store: never fails. What the disk refuses memory keeps; questions are answered from both. */
export type SteadyStore = Store & {
  /** The disk's store, or null while it is refused. */
  readonly disk: Promise<Store | null>;
};

/**
 * @param opening the store on disk
 * @param changed told when recordings begin to be kept in memory only, and when they reach the disk again
 */
export function createSteadyStore(opening: Promise<Store>, changed: (state: StoreState) => void): SteadyStore {
  const memory = createMemoryStore();
  let state: StoreState['state'] = 'disk';
  let inMemory = false;
  /** What the disk has not taken yet, by exchange. */
  const held = new Map<string, Write>();
  const refused = (error: unknown) => {
    if (state === 'disk') changed({ state: 'memory', why: whyRefused(error) });
    state = 'memory';
  };
  const disk = opening.catch((error: unknown) => {
    refused(error);
    return null;
  });

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
    disk,
    async conflicts(query) {
      const stored = await ask((store) => store.conflicts(query), []);
      if (!inMemory) return stored;
      return unique([...stored, ...(await memory.conflicts(query))])
        .sort(newestFirst)
        .slice(0, query.limit);
    },
    async exchange(id) {
      return (inMemory ? await memory.exchange(id) : null) ?? ask((store) => store.exchange(id), null);
    },
    async caseFile(id) {
      const stored = await ask<CaseFile | null>((store) => store.caseFile(id), null);
      const held = inMemory ? await memory.caseFile(id) : null;
      if (stored === null || held === null) return held ?? stored;
      return {
        refusal: held.refusal,
        history: union(stored.history, held.history),
        neighbours: union(stored.neighbours, held.neighbours),
        recordingSince: null,
      };
    },
    async counts() {
      const [a, b] = await Promise.all([ask((store) => store.counts(), null), memory.counts()]);
      if (a === null) return b;
      return { exchanges: a.exchanges + b.exchanges, refusals: a.refusals + b.refusals, bytes: a.bytes + b.bytes };
    },
    async write(news, now) {
      const store = await disk;
      const writes = news.map((write) => {
        const old = held.get(write.exchange.id)?.exchange;
        held.delete(write.exchange.id);
        return old === undefined ? write : { ...write, exchange: withOldBodies(write.exchange, old) };
      });
      // What the disk refused before goes first: until it is there, memory has the only copy.
      const all = [...held.values(), ...writes];
      try {
        if (store === null) throw new Error('no disk');
        const left = await writeMakingRoom(store, all, now);
        held.clear();
        for (const write of left) held.set(write.exchange.id, write);
        if (left.length > 0) {
          inMemory = true;
          await memory.write(left, now);
          bound(held);
        } else if (state === 'memory') {
          changed({ state: 'disk' });
          state = 'disk';
        }
      } catch (error) {
        if (store !== null) refused(error);
        inMemory = true;
        for (const write of writes) held.set(write.exchange.id, write);
        bound(held);
        await memory.write(writes, now);
      }
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
      return inMemory ? stored + (await memory.unsettled(tabId)) : stored;
    },
    async unsaved(site) {
      const held = await memory.unsaved(site);
      const stored = await ask((store) => store.unsaved(site), null);
      if (stored === null) return held;
      const entries = [...new Map([...stored.entries, ...held.entries].map((row) => [row.id, row])).values()];
      return { ...stored, entries: entries.sort((a, b) => b.at - a.at) };
    },
    async letGo(id, why) {
      await memory.letGo(id, why);
      await ask((store) => store.letGo(id, why), undefined);
    },
    async markExported(id, at) {
      await memory.markExported(id, at);
      await ask((store) => store.markExported(id, at), undefined);
    },
    async flag(id, flag) {
      await memory.flag(id, flag);
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
      await memory.forget(origin, unsaved, now);
      // Not asked as a question: who is told that records were deleted must be able to rely on it.
      await (await disk)?.forget(origin, unsaved, now);
    },
    wordsToRedact: () => ask((store) => store.wordsToRedact(), []),
    async redactAgain(by, words) {
      await memory.redactAgain(by, words);
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

const isFull = (error: unknown): boolean => error instanceof Error && error.name === 'QuotaExceededError';

/**
 * Where the quota is used up the oldest reads make room, then all bodies of reads; a refused save is never dropped for it.
 * @returns reads for which there is no room even so. Rejects where even the refused saves find none.
 */
async function writeMakingRoom(store: Store, writes: readonly Write[], now: number): Promise<readonly Write[]> {
  const refusals = writes.filter(({ exchange }) => isConflict(exchange));
  const steps: readonly (() => Promise<readonly Write[]>)[] = [
    () => Promise.resolve(writes),
    () => store.makeRoom(0.3).then(() => writes),
    () => store.clearReadBodies().then(() => writes),
    () => store.makeRoom(1).then(() => refusals),
  ];
  let full: unknown;
  for (const step of steps) {
    try {
      const these = await step();
      await store.write(these, now);
      return writes.filter((write) => !these.includes(write));
    } catch (error) {
      if (!isFull(error)) throw error;
      full = error;
    }
  }
  throw full;
}
