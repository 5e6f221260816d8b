import type { CaseFile } from '../../../diagnose/contract.ts';
import type { VersionTrail } from '../../../diagnose/version-trail.ts';
import { say } from '../../../texts/say.ts';
import { fromCache, historyOf, type Mark, versionOf } from './versions.ts';
import { type Column, columnsOf } from './versions-columns.ts';

export type Lane = {
  /** `this`, `tab 7`, `unseen`, `cache`, `resave` */
  readonly key: string;
  readonly name: string;
};

/** Columns from `from` to `to`, both within, during which the server held one version. */
export type Band = {
  readonly from: number;
  readonly to: number;
  readonly version: string | null;
  /** It became another one somewhere in here: which of the two it held is not known. */
  readonly unsure: boolean;
};

/** What somebody holds between two of their columns: a copy that is as new as the server's, perhaps old, or old. */
export type Thread = {
  readonly lane: string;
  readonly from: number;
  readonly to: number;
  readonly state: 'current' | 'unsure' | 'stale';
};

/** Somewhere between two columns the version became another one, and nothing that was recorded did it. `to` brought it to light. */
export type UnseenChange = { readonly from: number; readonly to: number };

export type Picture = {
  readonly lanes: readonly Lane[];
  readonly columns: readonly Column[];
  readonly bands: readonly Band[];
  readonly threads: readonly Thread[];
  readonly unseen: readonly UnseenChange[];
  /** Where a copy became old for certain. */
  readonly wentStale: readonly { readonly lane: string; readonly column: number }[];
  readonly omitted: number;
  readonly trail: VersionTrail;
};

/**
 * The history of a resource as a picture: a lane for each writer, a column for each exchange or run of alike ones.
 * `open`: runs that the person unfolded, by the id of their first exchange; `told`: where versions are read, by validators unless said.
 */
export function picture(file: CaseFile, open: ReadonlySet<string> = new Set(), told?: VersionTrail): Picture {
  const { marks, omitted, trail } = historyOf(file, told);
  const columns = columnsOf(marks, file.refusal.id, open);
  const unseen = unseenIn(columns);
  const known = knownIn(columns);
  const threads = threadsOf(columns, known);
  const wentStale = threads.flatMap(({ lane, from, state }) => (state === 'stale' ? [{ lane, column: from }] : []));
  const [lanes, bands] = [lanesOf(marks, file), bandsOf(columns, known)];
  return { lanes, columns, bands, threads, unseen, wentStale, omitted, trail };
}

const last = (column: Column): Mark => column.marks[column.marks.length - 1] ?? column.first;

/** The server was asked, and said that it held what it was known to hold. */
function confirms(mark: Mark): boolean {
  const { kind, version, held } = mark;
  if (version === null || held === null || fromCache(mark.exchange)) return false;
  return (kind === 'read' || kind === 'probe' || kind === 'write') && versionOf(version) === versionOf(held);
}

function unseenIn(columns: readonly Column[]): UnseenChange[] {
  let confirmed = 0;
  return columns.flatMap((column, to) => {
    const found = column.first.changedUnseen ? [{ from: confirmed, to }] : [];
    if (column.marks.some(confirms)) confirmed = to;
    return found;
  });
}

/** What is known of the server at each column. */
type Known = {
  /** Columns with one number: no other version was seen between them. */
  readonly stretch: readonly number[];
  /** At this column, or at a later one of the stretch, the server said that it held this version: so it held it here. */
  readonly sure: readonly boolean[];
};

function knownIn(columns: readonly Column[]): Known {
  const stretch: number[] = [];
  for (const [at, column] of columns.entries()) {
    const before = columns[at - 1];
    const isSame = before !== undefined && same(last(before).held, last(column).held);
    stretch.push((stretch[at - 1] ?? 0) + (isSame ? 0 : 1));
  }
  const sure: boolean[] = columns.map((column) => column.marks.some(confirms));
  for (let at = columns.length - 2; at >= 0; at--) if (sure[at + 1] && stretch[at] === stretch[at + 1]) sure[at] = true;
  return { stretch, sure };
}

function bandsOf(columns: readonly Column[], { sure }: Known): Band[] {
  const bands: Band[] = [];
  for (const [at, column] of columns.entries()) {
    const { held } = last(column);
    const unsure = held !== null && !sure[at];
    const before = bands.at(-1);
    if (before !== undefined && before.unsure === unsure && (unsure || same(before.version, held)))
      bands[bands.length - 1] = { ...before, to: at };
    else bands.push({ from: at, to: at, version: held, unsure });
  }
  return bands;
}

function same(a: string | null, b: string | null): boolean {
  return a === null || b === null ? a === b : versionOf(a) === versionOf(b);
}

/** What a tab holds from each of its columns to its next: what it read or saved last. */
function threadsOf(columns: readonly Column[], known: Known): Thread[] {
  const threads: Thread[] = [];
  const lanes = new Set(columns.map(({ first }) => first.lane));
  for (const lane of lanes) {
    if (lane === 'resave') continue;
    const own = columns.flatMap((column, at) => (column.first.lane === lane ? [{ column, at }] : []));
    let copy: string | null = null;
    for (const [i, { column, at }] of own.entries()) {
      const mark = last(column);
      // A refused save and a failure bring no other copy.
      if (mark.kind === 'read' || mark.kind === 'write') copy = mark.version;
      const next = own[i + 1];
      if (next === undefined || copy === null) continue;
      for (let from = at; from < next.at; from++) add(threads, lane, from, stateAt(from, copy, columns, known));
    }
  }
  return [...threads, ...cacheThreads(columns, known)];
}

/** A cache's copy: from the answer that it kept to its latest use. Where that answer was not seen, nothing is drawn. */
function cacheThreads(columns: readonly Column[], known: Known): Thread[] {
  const threads: Thread[] = [];
  const brought = new Map<string, number>();
  for (const [at, column] of columns.entries()) {
    const { exchange, version, kind } = last(column);
    if (version === null || kind === 'refused') continue;
    const copy = versionOf(version);
    const since = brought.get(copy);
    if (fromCache(exchange) && since !== undefined)
      for (let from = since; from < at; from++) add(threads, 'cache', from, stateAt(from, version, columns, known));
    if (kind === 'read') brought.set(copy, at);
  }
  return threads;
}

/** From this column to the next one. */
function stateAt(at: number, copy: string, columns: readonly Column[], { stretch, sure }: Known): Thread['state'] {
  const [column, next] = [columns[at], columns[at + 1]];
  const held = column === undefined ? null : last(column).held;
  if (held === null) return 'unsure';
  if (!same(held, copy)) return 'stale';
  // A write that was seen explains the next version; one that nobody saw may have come at any time.
  const explained = stretch[at] === stretch[at + 1] ? sure[at + 1] : next?.first.changedUnseen === false;
  return sure[at] && explained ? 'current' : 'unsure';
}

function add(threads: Thread[], lane: string, from: number, state: Thread['state']): void {
  const before = threads.at(-1);
  if (before !== undefined && before.lane === lane && before.to === from && before.state === state)
    threads[threads.length - 1] = { ...before, to: from + 1 };
  else threads.push({ lane, from, to: from + 1, state });
}

function lanesOf(marks: readonly Mark[], { refusal, tellsTabs }: CaseFile): Lane[] {
  const isWorkers = refusal.sharers !== undefined;
  const known = refusal.tabId < 0 ? say`Recorded requests` : say`This tab`;
  const here = isWorkers ? say`Workers of the site` : tellsTabs === false ? say`This program or file` : known;
  const others = [...new Set(marks.map((m) => m.lane))].filter((lane) => lane !== 'this' && lane !== 'resave');
  return [
    ...(marks.some(({ exchange }) => fromCache(exchange)) ? [{ key: 'cache', name: say`Browser’s copy` }] : []),
    { key: 'this', name: here },
    ...others.map((key) => ({
      key,
      name: tellsTabs === false && !isWorkers ? say`Another program or file` : nameOf(key, others.length),
    })),
    ...(marks.some((m) => m.changedUnseen) ? [{ key: 'unseen', name: say`Somebody not seen here` }] : []),
    ...(marks.some((m) => m.lane === 'resave') ? [{ key: 'resave', name: say`Resave` }] : []),
  ];
}

function nameOf(lane: string, others: number): string {
  if (lane === 'tab -1') return say`No known tab`;
  return others === 1 ? say`Another tab` : say`Another tab (${lane.slice(4)})`;
}
