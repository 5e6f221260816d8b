import { type DBSchema, type IDBPDatabase, type IDBPTransaction, openDB, type StoreNames } from 'idb';
import type { Body, Exchange } from '../record/exchange.ts';

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

/** `tab:7`, `origin:https://…`: how many exchanges; `bytes`: room of all bodies. Kept so that a write need not count. */
export type Tally = { readonly key: string; readonly count: number };

/** Since when a host pattern is watched without a gap, epoch ms. */
export type Span = { readonly pattern: string; readonly since: number };

/** `session`: when the browser was started, epoch ms; tab ids mean nothing beyond it. */
export type Setting = { readonly key: string; readonly value: unknown };

export interface Schema extends DBSchema {
  exchanges: {
    key: string;
    value: Row;
    indexes: {
      resource: [string, number];
      origin: [string, number, number];
      tab: [number, number, number];
      rank: [number, number];
      open: string;
    };
  };
  bodies: { key: string; value: BodyRow; indexes: { rank: [number, number] } };
  tallies: { key: string; value: Tally };
  spans: { key: string; value: Span };
  settings: { key: string; value: Setting };
}

export type Database = IDBPDatabase<Schema>;
type Upgrade = IDBPTransaction<Schema, StoreNames<Schema>[], 'versionchange'>;

/**
 * What leads from each version to the next, the first from nothing to 1. Never change one that was released: add the next.
 */
const migrations: readonly ((db: Database, transaction: Upgrade) => void)[] = [
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
];

/**
 * Opens the database and brings its rows to this version. Rejects where the browser refuses IndexedDB (private window, quota, policy).
 * `onClosed`: the browser closed it (storage cleared, newer version elsewhere); open it again.
 */
export function openDatabase(name: string, onClosed: () => void): Promise<Database> {
  return openDB<Schema>(name, migrations.length, {
    upgrade(db, from, _to, transaction) {
      for (const migrate of migrations.slice(from)) migrate(db, transaction);
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
