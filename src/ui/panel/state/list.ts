import { effect, type ReadonlySignal, type Signal, signal, untracked } from '@preact/signals';
import type { Exchange, ExchangeId } from '../../../record/exchange.ts';
import type { ListPage } from '../../../store/list.ts';
import type { World } from '../../world.ts';
import { type Filter, type Judged, parseFilter } from './filter.ts';
import { createLines, type Line } from './line.ts';
import { createSieve, type Entry } from './sieve.ts';

/** Conflicts that are read at once: the newest, and each further portion. */
export const newest = 200;
const portion = 500;
/** So long the filter may hold the panel at a time, milliseconds. */
const slice = 5;
/** Rows that are shown before all lines were looked through. */
const mostAtFirst = 500;
/** The whole list is read anew at most this often, milliseconds. */
const seldom = 5_000;

/** What the list shows, and for which filter. */
export type Shown = {
  readonly filter: Filter;
  readonly entries: readonly Entry[];
  /** Lines that fit, each repeated try for itself. */
  readonly fitting: number;
  /** false: older lines are still being looked through. */
  readonly whole: boolean;
};

export type List = ReturnType<typeof createList>;

type Deps = {
  readonly world: World;
  readonly filter: ReadonlySignal<string>;
  readonly judged: (id: ExchangeId) => Judged;
  /** The newest conflicts of the tab, full heads, after each reading. */
  readonly read: (rows: readonly Exchange[]) => void;
};

const nothing: ReadonlyMap<string, Line> = new Map();

/** Lets the browser draw and take keys. */
const breath = (): Promise<void> => new Promise((done) => setTimeout(done));

/**
 * Every conflict of the tab as a line, read from the store in portions: the newest at once, the older ones once somebody looks.
 * Filtering and grouping go over the lines in slices, so that a keystroke never waits for a long list.
 */
export function createList({ world, filter, judged, read }: Deps) {
  const shown: Signal<Shown> = signal({ filter: parseFilter(''), entries: [], fitting: 0, whole: true });
  /** Lines that are known, and whether those are all. */
  const known: Signal<{ readonly lines: number; readonly all: boolean }> = signal({ lines: 0, all: false });
  const unfolded: Signal<ReadonlySet<string>> = signal(new Set());
  let toLine = createLines();
  let lines: readonly Line[] = [];
  let everyTab = false;
  /** Where the next portion begins; null: all were read. */
  let next: number | null = Number.POSITIVE_INFINITY;
  let wanted = false;
  let loading: Promise<void> | null = null;
  let rescanned = 0;
  let later: ReturnType<typeof setTimeout> | undefined;
  let turn = 0;
  let sieve = createSieve();

  const tabId = (): number | null => (everyTab ? null : world.tabId);

  function publish(by: Filter, whole: boolean): void {
    const open = unfolded.value;
    const entries = sieve.entries((id) => open.has(id), whole ? undefined : mostAtFirst);
    shown.value = { filter: by, entries, fitting: sieve.lines.length, whole };
  }

  /** Looks through all lines anew. `show`: show what fits as soon as the first slice is done. */
  async function sift(show: boolean): Promise<void> {
    const mine = ++turn;
    const by = parseFilter(filter.peek());
    const all = lines;
    const fresh = createSieve();
    const ask = (line: Line): Judged => judged(line.id);
    let at = 0;
    const go = (): void => {
      const end = performance.now() + slice;
      for (; at < all.length; at++) {
        if (at % 128 === 127 && performance.now() > end) return;
        const line = all[at];
        if (line !== undefined && !line.own && by.fits(line, ask)) fresh.add(line);
      }
    };
    go();
    if (at >= all.length || show) {
      sieve = fresh;
      publish(by, at >= all.length);
    }
    if (at >= all.length) return;
    while (at < all.length) {
      await breath();
      if (mine !== turn) return;
      go();
    }
    sieve = fresh;
    publish(by, true);
  }

  function put(now: readonly Line[]): void {
    const before = lines;
    lines = now;
    known.value = { lines: now.reduce((sum, line) => (line.own ? sum : sum + 1), 0), all: next === null };
    if (now.length !== before.length || now.some((line, i) => line !== before[i]) || !shown.peek().whole)
      void sift(false);
  }

  const same = (a: Line, b: Line): boolean => a.status === b.status && a.flag === b.flag && a.url === b.url;

  /** New lines, with the old objects where nothing changed. */
  function linesOf(rows: readonly Exchange[], old: ReadonlyMap<string, Line>): Line[] {
    return rows.map((row) => {
      const line = toLine(row);
      const before = old.get(line.id);
      return before !== undefined && same(before, line) ? before : line;
    });
  }

  const byId = (some: readonly Line[]): ReadonlyMap<string, Line> => new Map(some.map((line) => [line.id, line]));

  async function refresh(): Promise<void> {
    const of = tabId();
    const page = await world.list({ tabId: of, before: Number.POSITIVE_INFINITY, limit: newest });
    if (of !== tabId()) return;
    if (!everyTab || world.tabId === null) read(page.rows.filter((row) => row.parent === null));
    const { next: end } = page;
    const older = end === null ? [] : lines.filter((line) => line.startedAt < end);
    const inside = lines.slice(0, lines.length - older.length);
    if (end === null || older.length === 0) next = end;
    put([...linesOf(page.rows, byId(inside)), ...older]);
    if (wanted) void load().catch(() => undefined);
  }

  /** Reads the portions that are missing; where the store then holds other rows than the list, all of them anew. */
  function load(): Promise<void> {
    loading ??= readRest().finally(() => {
      loading = null;
    });
    return loading;
  }

  async function readRest(): Promise<void> {
    const of = tabId();
    if (next !== null) await readOlder(of);
    const stored = await world.listCount(of);
    if (of !== tabId() || stored === null || stored === lines.length) return;
    const wait = rescanned + seldom - Date.now();
    if (wait <= 0) return readAnew(of);
    later ??= setTimeout(() => {
      later = undefined;
      void load().catch(() => undefined);
    }, wait);
  }

  async function readOlder(of: number | null): Promise<void> {
    let found: Line[] = [];
    while (next !== null) {
      const page = await world.list({ tabId: of, before: next, limit: portion });
      if (of !== tabId()) return;
      next = page.next;
      found.push(...linesOf(page.rows, nothing));
      // Shown seldom, because each showing looks through all lines.
      if (next !== null && found.length < lines.length) continue;
      const last = lines.at(-1)?.startedAt ?? Number.POSITIVE_INFINITY;
      put([...lines, ...found.filter((line) => line.startedAt < last)]);
      found = [];
    }
  }

  async function readAnew(of: number | null): Promise<void> {
    const old = byId(lines);
    const found: Line[] = [];
    let before: number | null = Number.POSITIVE_INFINITY;
    while (before !== null) {
      const page: ListPage = await world.list({ tabId: of, before, limit: portion });
      if (of !== tabId()) return;
      found.push(...linesOf(page.rows, old));
      before = page.next;
    }
    // What came meanwhile is in the newest portion, which is read at every change.
    rescanned = Date.now();
    put(found);
  }

  const stopFiltering = effect(() => {
    filter.value;
    untracked(() => {
      const wide = parseFilter(filter.peek()).everyTab;
      if (wide === everyTab || world.tabId === null) return void sift(true);
      everyTab = wide;
      lines = [];
      toLine = createLines();
      next = Number.POSITIVE_INFINITY;
      known.value = { lines: 0, all: false };
      void sift(true);
      loading = null;
      void refresh().catch(() => undefined);
    });
  });

  return {
    shown,
    known,
    unfolded,
    refresh,
    sift,
    /** Somebody looks at the list: the older ones are read too. */
    want(): void {
      wanted = true;
      void load().catch(() => undefined);
    },
    fold(key: string, open: boolean): void {
      const now = new Set(unfolded.value);
      if (open) now.add(key);
      else now.delete(key);
      unfolded.value = now;
      publish(shown.peek().filter, shown.peek().whole);
    },
    /** The known lines, newest first. */
    lines: () => lines,
    stop(): void {
      clearTimeout(later);
      stopFiltering();
    },
  };
}
