import type { Heard } from '../capture/heard.ts';
import type { CaseFile } from '../diagnose/contract.ts';
import { resourceKey } from '../http/resource.ts';
import { isStrings } from '../http/unknown.ts';
import { type Choices, parseChoices } from '../record/choices.ts';
import type { Exchange, ExchangeId } from '../record/exchange.ts';
import type { Flag } from '../record/flag.ts';
import type { Redaction } from '../record/redaction.ts';
import { exchangeOf, parseRow } from './parse-row.ts';
import type { ConflictQuery } from './queries.ts';
import { type Limits, limitsOf } from './retention.ts';
import { type Database, openDatabase } from './schema.ts';
import type * as Seldom from './seldom.ts';
import { keepHeard, keepSpans } from './spans.ts';
import type { Unsaved } from './unsaved.ts';
import { unsettled } from './unsettled.ts';
import type { Usage } from './usage.ts';
import { type Write, writeBatch } from './writes.ts';

/** What stands in the store for an exchange and the sources' names for it. */
export type Stored = Write;

export type Store = {
  /** Refused requests and lost updates, newest first; heads only. */
  readonly conflicts: (query: ConflictQuery) => Promise<Exchange[]>;
  /** With bodies. */
  readonly exchange: (id: ExchangeId) => Promise<Exchange | null>;
  readonly caseFile: (id: ExchangeId) => Promise<CaseFile | null>;
  readonly counts: () => Promise<{ exchanges: number; refusals: number; bytes: number }>;
  /** Only the background writes. */
  readonly write: (writes: readonly Write[], now: number) => Promise<void>;
  /** Puts to a stored write what was read from its answer or its history, or takes it back. */
  readonly flag: (id: ExchangeId, flag: Flag | null) => Promise<void>;
  /** Some exchanges that started since then, heads only, at most `limit` refusals and `limit` others. */
  readonly recent: (since: number, limit: number) => Promise<Stored[]>;
  /** The exchanges of a URL's resource that started between, heads only. */
  readonly near: (url: string, from: number, to: number) => Promise<Stored[]>;
  /** The exchange under way that a source names so (`source:key`). */
  readonly openWith: (key: string) => Promise<Stored | null>;
  /** Conflicts of a tab that no later save of the same resource has settled, at most 99. */
  readonly unsettled: (tabId: number) => Promise<number>;
  /** Removes the oldest of that share of the exchanges that are no refusals, 0 to 1: the disk is full. */
  readonly makeRoom: (share: number) => Promise<void>;
  /** Removes all bodies but those of refused saves: deleting rows did not make room enough. */
  readonly clearReadBodies: () => Promise<void>;
  /** Refused saves that are neither saved, exported nor discarded: of the pages of one origin, or of all (null). */
  readonly unsaved: (site: string | null) => Promise<Unsaved>;
  /** Unsaved work was saved (with all that is the same work) or the person discarded it. */
  readonly letGo: (id: ExchangeId, why: 'saved' | 'discarded') => Promise<void>;
  /** The person took it out as a file then, epoch ms. */
  readonly markExported: (id: ExchangeId, at: number) => Promise<void>;
  readonly keepSpans: (patterns: readonly string[], now: number, gap: boolean) => Promise<void>;
  /** What webRequest listens to now, and since when; replaces what was put down before. */
  readonly keepHeard: (heard: readonly Heard[]) => Promise<void>;
  /** The browser was started then, epoch ms: older numbers of tabs mean nothing now. */
  readonly beginSession: (at: number) => Promise<void>;
  /** What the person chose about keeping; the defaults where nothing was chosen. */
  readonly choices: () => Promise<Choices>;
  /** From the next write on. */
  readonly choose: (choices: Choices) => Promise<void>;
  readonly usage: () => Promise<Usage>;
  /** Removes the records of a site, or all (null), and only where `unsaved` says so the unsaved work too. */
  readonly forget: (origin: string | null, unsaved: boolean, now: number) => Promise<void>;
  /** The person's names where some of them are not yet redacted in what was kept before, else none. */
  readonly wordsToRedact: () => Promise<readonly string[]>;
  /** Redacts what is kept already, and notes that these names are done; unsaved work stays whole. */
  readonly redactAgain: (by: Redaction, words: readonly string[]) => Promise<void>;
  readonly close: () => void;
};

async function readChoices(db: Database): Promise<Choices> {
  return parseChoices((await db.get('settings', 'choices'))?.value);
}

/** All names that the person chose, where some of them are not done yet. */
async function wordsToRedact(db: Database): Promise<readonly string[]> {
  const [choices, done] = await Promise.all([db.get('settings', 'choices'), db.get('settings', 'redacted')]);
  const { words } = parseChoices(choices?.value);
  const known = isStrings(done?.value) ? done.value : [];
  return words.every((word) => known.includes(word)) ? [] : words;
}

function storedOf(value: unknown): Stored[] {
  const row = parseRow(value);
  return row === null ? [] : [{ exchange: exchangeOf(row), keys: row.keys }];
}

async function recent(db: Database, since: number, limit: number): Promise<Stored[]> {
  const ranks = [0, 1].map((rank) =>
    db.getAllFromIndex('exchanges', 'rank', IDBKeyRange.bound([rank, since], [rank, Number.POSITIVE_INFINITY]), limit),
  );
  return (await Promise.all(ranks)).flat().flatMap(storedOf);
}

/** More of one resource in so short a time are no help in finding one of them. */
const mostNear = 100;

async function near(db: Database, url: string, from: number, to: number): Promise<Stored[]> {
  const resource = resourceKey(url);
  const range = IDBKeyRange.bound([resource, from], [resource, to]);
  return (await db.getAllFromIndex('exchanges', 'resource', range, mostNear)).flatMap(storedOf);
}

/**
 * Opens the store. Rejects where the browser refuses IndexedDB. A connection that the browser ends
 * (storage cleared, another version) is opened anew at the next call.
 */
export async function openStore(name = 'resave', given: Limits | null = null): Promise<Store> {
  let connection: Promise<Database> | null = null;
  let isClosed = false;
  const connect = (): Promise<Database> => {
    if (isClosed) return Promise.reject(new Error('The store was closed.'));
    connection ??= openDatabase(name, () => {
      connection = null;
    });
    connection.catch(() => {
      connection = null;
    });
    return connection;
  };
  const on =
    <Args extends readonly unknown[], T>(query: (db: Database, ...args: Args) => Promise<T>) =>
    async (...args: Args): Promise<T> =>
      query(await connect(), ...args);
  /** For what is on no recording's way: its code is loaded when it is first asked, before any transaction begins. */
  const seldom =
    <Args extends readonly unknown[], T>(pick: (all: typeof Seldom) => (db: Database, ...args: Args) => Promise<T>) =>
    async (...args: Args): Promise<T> => {
      const [db, all] = await Promise.all([connect(), import('./seldom.ts')]);
      return pick(all)(db, ...args);
    };
  /** What the person chose, read once; only the writer of the store needs it. */
  let limits: Promise<Limits> | null = given && Promise.resolve(given);
  const limitsNow = (db: Database): Promise<Limits> => {
    limits ??= readChoices(db).then(limitsOf);
    return limits;
  };
  await connect();
  return {
    conflicts: seldom(({ conflicts }) => conflicts),
    exchange: seldom(({ exchange }) => exchange),
    caseFile: seldom(({ caseFile }) => caseFile),
    counts: seldom(({ counts }) => counts),
    unsettled: on(unsettled),
    recent: on(recent),
    near: on(near),
    openWith: on(async (db, key: string) => storedOf(await db.getFromIndex('exchanges', 'open', key))[0] ?? null),
    write: on(async (db, writes: readonly Write[], now: number) => writeBatch(db, writes, await limitsNow(db), now)),
    flag: seldom(
      ({ setFlag }) =>
        async (db, id: ExchangeId, flag: Flag | null) =>
          setFlag(db, id, flag, await limitsNow(db)),
    ),
    makeRoom: seldom(({ makeRoom }) => makeRoom),
    clearReadBodies: seldom(({ clearReadBodies }) => clearReadBodies),
    unsaved: seldom(
      ({ unsaved }) =>
        (db, site: string | null) =>
          unsaved(db, site, given?.vault),
    ),
    letGo: seldom(
      ({ letGo }) =>
        (db, id: ExchangeId, why: 'saved' | 'discarded') =>
          letGo(db, id, why, given?.vault),
    ),
    markExported: seldom(({ markExported }) => markExported),
    keepSpans: on(keepSpans),
    keepHeard: on(keepHeard),
    choices: on(readChoices),
    choose: on(async (db, choices: Choices) => {
      const kept = parseChoices(choices);
      await db.put('settings', { key: 'choices', value: kept });
      limits = Promise.resolve(limitsOf(kept));
    }),
    usage: seldom(({ usage }) => usage),
    forget: seldom(({ forget }) => forget),
    wordsToRedact: on(wordsToRedact),
    redactAgain: seldom(({ redactAgain }) => redactAgain),
    beginSession: on(async (db, at: number) => {
      await db.put('settings', { key: 'session', value: at });
    }),
    close() {
      isClosed = true;
      connection?.then(
        (db) => db.close(),
        () => undefined,
      );
    },
  };
}
