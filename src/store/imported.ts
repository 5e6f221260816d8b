import { type Creator, glanceAt, harFileSighting, tabOfResave } from '../capture/har-file/har-sighting.ts';
import { type HarEntry, type HarRead, readHar } from '../capture/har-file/read-har.ts';
import type { BlobLike, ReadSoFar } from '../capture/import/file-chunks.ts';
import { isGzip } from '../capture/import/gzip.ts';
import type { Sighting } from '../capture/sighting.ts';
import type { CaseFile } from '../diagnose/contract.ts';
import { isWrite } from '../http/method.ts';
import { originOf, resourceKey } from '../http/resource.ts';
import type { Exchange, ExchangeId } from '../record/exchange.ts';
import type { Flag } from '../record/flag.ts';
import { fold } from '../record/fold.ts';
import { partOf } from '../record/part.ts';
import type { Redaction } from '../record/redaction.ts';
import { isConflict, isRefusal } from '../record/refusal.ts';
import { createEntryIndex } from './imported-index.ts';
import { portionsOf } from './imported-portions.ts';
import { createImportedReader, headOf } from './imported-reader.ts';
import { createImportedTabs, type ImportedTabs } from './imported-tabs.ts';
import { createImportedWalk } from './imported-walk.ts';
import type { ListPage, ListQuery } from './list.ts';

/** What tells of a conflict beyond its status; the engine's, so that imports are judged as live traffic is. */
export type Judges = {
  readonly flag: (x: Exchange) => Flag | null | undefined;
  readonly needsHistory: (x: Exchange) => boolean;
  readonly byHistory: (file: CaseFile) => 'lost-update' | null;
};

/** What reading one file came to. */
export type ImportedFile = HarRead & {
  readonly name: string;
  /** Requests of pages, of which the conflicts are `conflicts`. */
  readonly kept: number;
  readonly conflicts: number;
  /** Entries that another file of this import had brought already. */
  readonly again: number;
  /** Saves without a condition that were not looked at for what they overwrote: the first ones of a compressed file. */
  readonly notLookedAt: number;
  /** The file is of one tab's Network panel, or tells tabs apart (Resave's own); otherwise one program counts as one tab. */
  readonly tellsTabs: boolean;
};

/** Conflicts that are kept, over all files; the files may hold more, the first ones count. */
const mostConflicts = 100_000;
/**
 * Saves without a condition that are looked at for what they overwrote in a compressed file: the last ones, because their histories are read by
 * passing through the file from its beginning.
 */
const mostOfCompressed = 100;
/** Exchanges that are read at a time to look at the saves among them. */
const mostTogether = 300;

/**
 * Exchanges of HAR files. Of each only where it stands in its file is kept in memory; the rest is read from the file when it is asked for.
 * Nothing is written anywhere. `redaction`: what is taken for a secret.
 */
export function createImported(judges: Judges, redaction: Redaction) {
  const files: { readonly file: BlobLike; readonly gzip: boolean; readonly tabs: ImportedTabs }[] = [];
  const index = createEntryIndex();
  const conflictHeads = new Map<ExchangeId, Exchange>();
  const flags = new Map<number, Flag>();
  const seen = new Map<number, number>();

  const idOf = (at: number): ExchangeId => `har-${index.file(at) + 1}-${index.ordinal(at) + 1}`;
  const numbers = new Map<ExchangeId, number>();

  function exchangeOf(sighting: Sighting, at: number): Exchange {
    const exchange = fold({ id: idOf(at), parts: [partOf(sighting, redaction)] });
    const flag = flags.get(at);
    return flag === undefined ? exchange : { ...exchange, flag };
  }

  const reader = createImportedReader({ index, files, exchangeOf });

  async function add(
    name: string,
    file: BlobLike,
    signal: AbortSignal,
    progress: ReadSoFar = () => undefined,
  ): Promise<ImportedFile> {
    const number = files.length;
    const tabs = createImportedTabs(number);
    files.push({ file, gzip: await isGzip(file), tabs });
    let [kept, conflicts, again] = [0, 0, 0];
    const unconditional: number[] = [];
    const take = ({ entry, index: ordinal, offset, length }: HarEntry, creator: Creator | null): void => {
      const glance = glanceAt(entry);
      if (glance === null) return;
      const { startedAt, method, url, status } = glance;
      const tabId = tabs.of(glance, creator, tabOfResave(entry));
      const same = hashOf(`${startedAt} ${method} ${status} ${url}`);
      const before = seen.get(same);
      if (before !== undefined && before !== number) {
        again++;
        return;
      }
      if (seen.size < 1_000_000) seen.set(same, number);
      const at = index.add({
        file: number,
        ordinal,
        offset,
        length,
        startedAt,
        resource: hashOf(resourceKey(url)),
        origin: hashOf(originOf(url)),
        tabId,
        isPage: glance.isPage,
      });
      kept++;
      if (!isWrite(method) && !isRefusal(status)) return;
      const sighting = harFileSighting(entry, `${number}.${ordinal}`, tabId);
      if (sighting === null) return;
      const exchange = exchangeOf(sighting, at);
      const flag = judges.flag(exchange);
      const flagged = flag ? { ...exchange, flag } : exchange;
      if (flag) flags.set(at, flag);
      if (isConflict(flagged)) {
        conflicts++;
        keepConflict(at, flagged);
      } else if (judges.needsHistory(exchange)) {
        unconditional.push(at);
      }
    };
    const read = await readHar(file, take, signal, progress);
    const lookedAt = files[number]?.gzip ? unconditional.slice(-mostOfCompressed) : unconditional;
    for await (const overwriting of overwritingOf(lookedAt)) {
      signal.throwIfAborted();
      for (const [at, exchange] of overwriting) {
        flags.set(at, 'lost-update');
        reader.forget(at);
        conflicts++;
        keepConflict(at, { ...exchange, flag: 'lost-update' });
      }
    }
    const notLookedAt = unconditional.length - lookedAt.length;
    return { ...read, name, kept, conflicts, again, notLookedAt, tellsTabs: tabs.tellsTabs };
  }

  /**
   * Those of these saves that overwrote something, by portions. Each resource's entries are read about once; what else the page may have known
   * is looked at only where there is something to doubt.
   */
  async function* overwritingOf(saves: readonly number[]): AsyncGenerator<readonly (readonly [number, Exchange])[]> {
    for (const together of portionsOf(index, saves, mostTogether)) {
      const all = await reader.read([...new Set(together.flatMap((at) => index.history(at).history))]);
      const found: (readonly [number, Exchange])[] = [];
      for (const at of together) {
        const alone = caseFileOf(at, all, []);
        if (alone === null || judges.byHistory(alone) === null) continue;
        const whole = await caseFileAt(at);
        if (whole !== null && judges.byHistory(whole) !== null) found.push([at, whole.refusal]);
      }
      yield found;
    }
  }

  function keepConflict(at: number, exchange: Exchange): void {
    if (conflictHeads.size >= mostConflicts) return;
    numbers.set(exchange.id, at);
    conflictHeads.set(exchange.id, headOf(exchange));
  }

  async function caseFileAt(at: number): Promise<CaseFile | null> {
    const { nearest, pages } = index.nearest(at);
    return caseFileOf(at, await reader.read([...index.history(at).history, ...nearest]), nearest, pages);
  }

  /** The case file of an entry from exchanges that were read. */
  function caseFileOf(
    at: number,
    all: ReadonlyMap<number, Exchange>,
    nearest: readonly number[],
    pages: ReadonlySet<number> = new Set(),
  ): CaseFile | null {
    const { history, loaded } = index.history(at);
    const refusal = all.get(at);
    if (refusal === undefined) return null;
    const pick = (numbers: readonly number[], whole: ReadonlySet<number>) =>
      numbers.flatMap((number) => {
        const exchange = all.get(number);
        if (exchange === undefined) return [];
        return [whole.has(number) ? exchange : headOf(exchange)];
      });
    return {
      refusal,
      // Two resources may have one hash.
      history: pick(history, loaded).filter((x) => x.resource === refusal.resource),
      neighbours: pick(nearest, pages).filter((x) => x.origin === refusal.origin && x.resource !== refusal.resource),
      // A file does not tell what was not written to it.
      recordingSince: null,
      ...(tellsTabs([...history, ...nearest].map(index.file)) ? {} : { tellsTabs: false }),
    };
  }

  /** Two files may be of one tab, or of two people; a proxy’s file of anybody. */
  function tellsTabs(numbers: Iterable<number>): boolean {
    const [one, ...more] = new Set(numbers);
    return one !== undefined && more.length === 0 && files[one]?.tabs.tellsTabs === true;
  }

  /** The lists tell no tabs where not all files together do. */
  const listed = (x: Exchange): Exchange => (tellsTabs(files.keys()) ? x : { ...x, tabId: -1 });

  return {
    add,
    /** How many requests of pages the files hold. */
    get total() {
      return index.size;
    },
    /** All of them, by resource, oldest first, heads only, portion by portion. */
    walk: createImportedWalk({
      order: index.byResource,
      isStream: () => files.some(({ gzip }) => gzip),
      heads: async (wanted) => {
        const found = await reader.read(wanted, true);
        for (const [at, x] of found) found.set(at, listed(x));
        return found;
      },
    }),
    /** Conflicts of all files, newest first; heads only. */
    conflicts: (limit: number): Exchange[] =>
      [...conflictHeads.values()]
        .sort((a, b) => b.startedAt - a.startedAt)
        .slice(0, limit)
        .map(listed),
    /** The same, page by page: those that started before a moment. */
    page({ before, limit }: ListQuery): ListPage {
      const older = [...conflictHeads.values()]
        .filter((x) => x.startedAt < before)
        .sort((a, b) => b.startedAt - a.startedAt);
      const last = older[limit - 1]?.startedAt;
      if (last === undefined) return { rows: older.map(listed), next: null };
      return { rows: older.filter((x) => x.startedAt >= last).map(listed), next: last };
    },
    get conflictCount() {
      return conflictHeads.size;
    },
    async caseFile(id: ExchangeId): Promise<CaseFile | null> {
      const at = numbers.get(id) ?? index.find(id);
      return at === null ? null : caseFileAt(at);
    },
    async exchange(id: ExchangeId): Promise<Exchange | null> {
      const at = numbers.get(id) ?? index.find(id);
      return at === null ? null : ((await reader.read([at])).get(at) ?? null);
    },
  };
}

export type Imported = ReturnType<typeof createImported>;

/** 53 bits of two FNV-1a rounds: a hundred thousand resources meet by chance once in a million files, and are then told apart. */
function hashOf(text: string): number {
  let [a, b] = [0x811c9dc5, 0x01000193];
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    a = Math.imul(a ^ code, 0x01000193);
    b = Math.imul(b ^ code, 0x85ebca6b);
  }
  return (b & 0x1fffff) * 0x100000000 + (a >>> 0);
}
