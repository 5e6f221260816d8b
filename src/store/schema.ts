import { type DBSchema, type IDBPDatabase, type IDBPTransaction, openDB, type StoreNames } from 'idb';
import type { Body, Exchange } from '../record/exchange.ts';
import { parseRow } from './parse-row.ts';
import { sizeKey } from './tallies.ts';
import { sizeOf } from './weight.ts';

/** 1: refusals and their bodies, which retention takes last; 0: everything else. */
export type Rank = 0 | 1;

/** A stored exchange: its bodies lie apart, here stand their marks. */
export type Row = Exchange & {
  readonly rank: Rank;
  /** The sources' own names for the request, `source:key`. */
  readonly keys: readonly string[];
  /** The same while the end has not come, else empty; found by the index `open`. */
  readonly open: readonly string[];
  /** Room that the two bodies take, in UTF-16 units. */
  readonly room: readonly [request: number, response: number];
  /** Of each tab that shared the worker that asked: as the index `tab` has it of the tab that asked. */
  readonly shared?: readonly (readonly [tabId: number, rank: Rank, startedAt: number])[];
};

export type BodySide = 'request' | 'response';
export type BodyRow = {
  readonly key: string;
  readonly exchange: string;
  readonly side: BodySide;
  readonly rank: Rank;
  readonly at: number;
  readonly body: Body;
};

/**
 * `tab:7`, `origin:https://…`: how many exchanges; `size:https://…`: their room; `bytes`: room of all bodies; kept so that a write need
 * not count. `dropped:https://…`: up to when an origin's records are no longer whole, epoch ms.
 */
export type Tally = { readonly key: string; readonly count: number };

/** Since when a host pattern is watched without a gap, epoch ms. */
export type Span = { readonly pattern: string; readonly since: number };

/** `session`: when the browser was started, epoch ms; tab ids mean nothing beyond it. `vault`: what stands outside it (vault.ts).
 * `choices`: what the person chose (record/choices.ts). `redacted`: own names that are redacted in what was kept before. */
export type Setting = { readonly key: string; readonly value: unknown };

/** What stands in the list of unsaved work: a refused save whose body waits to be saved, exported or discarded. */
export type VaultRow = {
  /** The refused exchange's own id. */
  readonly id: string;
  readonly method: string;
  readonly url: string;
  readonly resource: string;
  readonly status: number | null;
  /** Start of the refused save, epoch ms. */
  readonly at: number;
  /** Origins from whose pages it can be saved: the page's that tried, and the resource's. */
  readonly sites: readonly string[];
  /** Room of all its bodies, in UTF-16 units. */
  readonly room: number;
  /** When the person took it out as a file, epoch ms. */
  readonly exportedAt: number | null;
  /** Start of the last save of the same resource that the server accepted, epoch ms; whether it held this work is not known. */
  readonly othersSavedAt: number | null;
};

/** All that a replay needs of unsaved work, secrets out, when retention has long dropped the exchanges. */
export type WorkRow = {
  readonly id: string;
  /** The refused save with its bodies. */
  readonly refusal: Exchange;
  /** What it may have started from: all of it, or only what it named by its validator. Never a part that could pass for the whole. */
  readonly reads: readonly Exchange[];
};

export interface Schema extends DBSchema {
  exchanges: {
    key: string;
    value: Row;
    indexes: {
      resource: [string, number];
      origin: [string, number, number];
      tab: [number, number, number];
      shared: [number, number, number];
      rank: [number, number];
      open: string;
    };
  };
  bodies: { key: string; value: BodyRow; indexes: { rank: [number, number] } };
  tallies: { key: string; value: Tally };
  spans: { key: string; value: Span };
  settings: { key: string; value: Setting };
  vault: { key: string; value: VaultRow; indexes: { resource: string; sites: string } };
  work: { key: string; value: WorkRow };
}

export type Database = IDBPDatabase<Schema>;
type Upgrade = IDBPTransaction<Schema, StoreNames<Schema>[], 'versionchange'>;

/**
 * What leads from each version to the next, the first from nothing to 1. Never change one that was released: add the next.
 */
const migrations: readonly ((db: Database, transaction: Upgrade) => void | Promise<void>)[] = [
  (db) => {
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
  // 2: unsaved work lies apart from the exchanges, so that no cap of theirs takes it.
  (db) => {
    const vault = db.createObjectStore('vault', { keyPath: 'id' });
    vault.createIndex('resource', 'resource');
    vault.createIndex('sites', 'sites', { multiEntry: true });
    db.createObjectStore('work', { keyPath: 'id' });
  },
  // 3: how much room each site takes is counted, from here on by every write.
  async (_db, transaction) => {
    const sizes = new Map<string, number>();
    for (
      let cursor = await transaction.objectStore('exchanges').openCursor();
      cursor;
      cursor = await cursor.continue()
    ) {
      const row = parseRow(cursor.value);
      if (row !== null) sizes.set(sizeKey(row), (sizes.get(sizeKey(row)) ?? 0) + sizeOf(row));
    }
    for (const [key, count] of sizes) await transaction.objectStore('tallies').put({ key, count });
  },
  // 4: what a worker asked for is found by each tab that shares the worker.
  (_db, transaction) => {
    transaction.objectStore('exchanges').createIndex('shared', 'shared', { multiEntry: true });
  },
];

/**
 * Opens the database and brings its rows to this version. Rejects where the browser refuses IndexedDB (private window, quota, policy).
 * `onClosed`: the browser closed it (storage cleared, newer version elsewhere); open it again.
 */
export function openDatabase(name: string, onClosed: () => void): Promise<Database> {
  return openDB<Schema>(name, migrations.length, {
    async upgrade(db, from, _to, transaction) {
      for (const migrate of migrations.slice(from)) await migrate(db, transaction);
    },
    blocking(_current, _blocked, event) {
      // A newer Resave wants to upgrade; holding on would stop it.
      const { target } = event;
      if (target instanceof IDBDatabase) target.close();
      onClosed();
    },
    terminated: onClosed,
  });
}
