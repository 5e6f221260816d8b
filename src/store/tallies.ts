import type { IDBPTransaction } from 'idb';
import type { Exchange } from '../record/exchange.ts';
import type { Schema } from './schema.ts';

/** What every writing transaction spans. */
export const written = ['exchanges', 'bodies', 'tallies', 'vault', 'work', 'settings', 'spans'] as const;
export type WriteTransaction = IDBPTransaction<Schema, (typeof written)[number][], 'readwrite'>;

/** A failed request aborts its transaction, and `done` rejects with the reason. */
export const inDone = () => undefined;

export const tabKey = (row: Exchange) => `tab:${row.tabId}`;
export const originKey = (row: Exchange) => `origin:${row.origin}`;
/** How much room an origin's records take, in characters. */
export const sizeKey = (row: Exchange) => `size:${row.origin}`;
/** Start of the latest record of an origin that retention or the person removed, epoch ms: what came before it is not known whole. */
export const droppedKey = (origin: string) => `dropped:${origin}`;
/** All that a row counts in. */
export const keysOfRow = (row: Exchange) => [tabKey(row), originKey(row), sizeKey(row)];

/** Counts as they stand in this transaction. Loaded at once, written at once. */
export type Counts = {
  readonly load: (keys: readonly string[]) => Promise<void>;
  readonly get: (key: string) => number;
  readonly add: (key: string, by: number) => void;
  /** Sets where that is more. */
  readonly raise: (key: string, to: number) => void;
  readonly save: () => void;
};

export function countsOf(transaction: WriteTransaction): Counts {
  const store = transaction.objectStore('tallies');
  const counts = new Map<string, number>();
  const changed = new Set<string>();
  return {
    async load(keys) {
      const unknown = keys.filter((key) => !counts.has(key));
      const tallies = await Promise.all(unknown.map((key) => store.get(key)));
      unknown.forEach((key, at) => {
        counts.set(key, tallies[at]?.count ?? 0);
      });
    },
    get: (key) => counts.get(key) ?? 0,
    add(key, by) {
      if (by === 0) return;
      counts.set(key, Math.max(0, (counts.get(key) ?? 0) + by));
      changed.add(key);
    },
    raise(key, to) {
      if (to <= (counts.get(key) ?? 0)) return;
      counts.set(key, to);
      changed.add(key);
    },
    save() {
      for (const key of changed) {
        const count = counts.get(key) ?? 0;
        void (count === 0 ? store.delete(key) : store.put({ key, count })).catch(inDone);
      }
    },
  };
}
