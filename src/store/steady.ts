import type { CaseFile } from '../diagnose/contract.ts';
import type { Choices } from '../record/choices.ts';
import type { Exchange } from '../record/exchange.ts';
import { createMemoryStore } from './memory.ts';
import { type StoreState, whyRefused } from './state.ts';
import type { Store } from './store.ts';
import type { Usage } from './usage.ts';

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
    async write(writes, now) {
      const store = await disk;
      try {
        if (store === null) throw new Error('no disk');
        await writeMakingRoom(store, writes, now);
        if (state === 'memory') changed({ state: 'disk' });
        state = 'disk';
      } catch (error) {
        if (store !== null) refused(error);
        inMemory = true;
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
    makeRoom: (share) => ask((store) => store.makeRoom(share), undefined),
    keepSpans: (patterns, now, gap) => ask((store) => store.keepSpans(patterns, now, gap), undefined),
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

/** Where the quota is used up the oldest bodies of reads make room, once; a refused save is never dropped for it. */
async function writeMakingRoom(store: Store, writes: Parameters<Store['write']>[0], now: number): Promise<void> {
  try {
    await store.write(writes, now);
  } catch (error) {
    if (!(error instanceof Error) || error.name !== 'QuotaExceededError') throw error;
    await store.makeRoom(0.3);
    await store.write(writes, now);
  }
}
