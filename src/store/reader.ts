import type { CaseFile } from '../diagnose/contract.ts';
import type { Exchange, ExchangeId } from '../record/exchange.ts';
import { count, type ListPage, type ListQuery, type Place, page, type WalkPage, walk } from './list.ts';
import { caseFile, exchange } from './queries.ts';
import { type Database, openDatabase } from './schema.ts';
import { type Unsaved, unsaved } from './unsaved.ts';

/**
 * What the interface reads of the store, without all that writing needs. Every question rejects where the browser refuses IndexedDB,
 * and the next one tries anew.
 */
export type Reader = {
  readonly page: (query: ListQuery) => Promise<ListPage>;
  /** How many conflicts there are, Resave’s own refused requests among them. */
  readonly count: (tabId: number | null) => Promise<number>;
  /** How many exchanges are kept. */
  readonly total: () => Promise<number>;
  readonly walk: (place: Place | null, limit: number) => Promise<WalkPage>;
  readonly caseFile: (id: ExchangeId) => Promise<CaseFile | null>;
  /** With bodies. */
  readonly exchange: (id: ExchangeId) => Promise<Exchange | null>;
  readonly unsaved: (site: string) => Promise<Unsaved>;
};

/** Opens the database at the first question, and anew after the browser closed it. */
export function openReader(name = 'resave'): Reader {
  let connection: Promise<Database> | null = null;
  const connect = (): Promise<Database> => {
    if (connection !== null) return connection;
    const forget = (): void => {
      connection = null;
    };
    const opening = openDatabase(name, forget);
    opening.catch(forget);
    connection = opening;
    return opening;
  };
  const on =
    <Args extends readonly unknown[], T>(query: (db: Database, ...args: Args) => Promise<T>) =>
    async (...args: Args): Promise<T> =>
      query(await connect(), ...args);
  return {
    page: on(page),
    count: on(count),
    walk: on(walk),
    caseFile: on(caseFile),
    exchange: on(exchange),
    total: on((db) => db.count('exchanges')),
    unsaved: on((db, site: string) => unsaved(db, site)),
  };
}
