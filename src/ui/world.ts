import type { CaseFile, Finding } from '../diagnose/contract.ts';
import type { AnyCause } from '../diagnose/define.ts';
import type { NearTwin } from '../diagnose/facts/near-twins.ts';
import type { Trial } from '../diagnose/facts/suspect-trials.ts';
import type { PlannedRead } from '../diagnose/probe-plan.ts';
import type { VersionTrail } from '../diagnose/version-trail.ts';
import type { Overwritten } from '../diagnose/watch/overwritten.ts';
import type { Act, Ended, MadeChoice, Outcome } from '../messages/acts.ts';
import type { Page, Ping } from '../messages/protocol.ts';
import type { Exchange, ExchangeId } from '../record/exchange.ts';
import type { ListPage, ListQuery, Place, WalkPage } from '../store/list.ts';
import type { Unsaved } from '../store/unsaved.ts';

export type { NearTwin, Trial, Unsaved };

/** What is watched in the background now. `origins` are host patterns (`https://example.org/*`). */
export type Watched = { readonly origins: readonly string[]; readonly all: boolean };

/** What asking for a site's permission came to. `elsewhere`: a page with the buttons was opened, because this context may not ask. */
export type WatchAnswer = 'granted' | 'refused' | 'elsewhere';

/** What judges a refusal. Pure, sends nothing. */
export type Engine = {
  /** Findings, best first. */
  readonly diagnose: (file: CaseFile) => readonly Finding[];
  readonly cause: (id: string) => AnyCause | undefined;
  /** What “Check the server” would send. */
  readonly plan: (file: CaseFile, findings: readonly Finding[]) => readonly PlannedRead[];
  /** Where the version that the server compares is to be read; null where only the usual validators can tell. */
  readonly trail: (file: CaseFile) => VersionTrail | null;
  /** What a save that went through has wiped out; null where nothing tells of it. */
  readonly overwritten: (file: CaseFile) => Overwritten | null;
  /** What trials of other extensions showed for this refusal. */
  readonly trials: (file: CaseFile) => readonly Trial[];
  /** Whether something changed the version of the save itself on its way, which no read can show again. */
  readonly changedSave: (file: CaseFile) => boolean;
  /** Addresses that are spelt almost as the refused one and answer well. */
  readonly twins: (file: CaseFile) => readonly NearTwin[];
  /** Most requests that one check sends. */
  readonly mostReads: number;
};

/** Places of DevTools that a link can lead to. Absent where the browser has no way there (Firefox 153 has none). */
export type DevtoolsLinks = {
  /** Shows a script in the Sources panel; `line` and `column` from 0. False where DevTools does not have it. */
  readonly source?: (url: string, line: number, column: number) => Promise<boolean>;
  /** Shows the requests to this URL in the Network panel. */
  readonly network?: (url: string) => void;
};

/**
 * All that the interface needs of what lies outside it. The extension's own is made in extension-world.ts;
 * tests bring one that they can steer. Every promise may reject with an Error whose message is a sentence.
 */
export type World = {
  readonly links?: DevtoolsLinks;
  /** The tab that the interface speaks of; null where it speaks of every tab. */
  readonly tabId: number | null;
  /** Conflicts, page by page, newest first, bodies not loaded. */
  readonly list: (query: ListQuery) => Promise<ListPage>;
  /** How many rows all the pages hold; null where that is not known. */
  readonly listCount: (tabId: number | null) => Promise<number | null>;
  /** Everything that is kept, by resource, page by page; null begins. */
  readonly walk: (place: Place | null, limit: number) => Promise<WalkPage>;
  /** How many exchanges are kept. */
  readonly total: () => Promise<number>;
  readonly caseFile: (conflict: ExchangeId) => Promise<CaseFile | null>;
  /** One exchange with its bodies; null where it is no longer kept. */
  readonly exchange: (id: ExchangeId) => Promise<Exchange | null>;
  /** Refused saves of the page’s site that are neither saved nor discarded, newest first. */
  readonly unsaved: () => Promise<Unsaved>;
  /** The person discarded unsaved work, or took it out as a file. */
  readonly vault: (id: ExchangeId, done: 'discarded' | 'exported') => Promise<void>;
  /** Fetched on demand, because it is larger than all the rest of the interface. */
  readonly engine: () => Promise<Engine>;
  /** Runs an act in the background. `run` names this run for progress and cancel. */
  readonly act: (run: string, act: Act) => Promise<Outcome>;
  readonly cancel: (run: string) => Promise<void>;
  /** Keeps the choices of a replay not sent yet, so that closing the panel does not lose them; null asks for those kept. */
  readonly draft: (conflict: ExchangeId, choices: readonly MadeChoice[] | null) => Promise<readonly MadeChoice[]>;
  /** How the last replays ended, also those whose background died over them. */
  readonly ended: () => Promise<readonly Ended[]>;
  /** @returns a function that stops listening. */
  readonly onPing: (listener: (ping: Ping) => void) => () => void;
  readonly watched: () => Promise<Watched>;
  /** Asks the browser for these host patterns, or gives them back. Must be called in a click's own turn. */
  readonly watch: (patterns: readonly string[]) => Promise<WatchAnswer>;
  readonly unwatch: (patterns: readonly string[]) => Promise<WatchAnswer>;
  /** Origin of the page that is looked at, null where there is none to watch (a blank page, the browser's own pages). */
  readonly pageOrigin: () => Promise<string | null>;
  /** Why recordings do not reach the disk, as a sentence; null where all is well. */
  readonly storageTrouble: () => Promise<string | null>;
  /** Asks the browser to let Resave see the other extensions (`management`). Must be called in a click's own turn. `elsewhere`: this context cannot ask. */
  readonly allowExtensions: () => Promise<WatchAnswer>;
  /** Names of extensions that Resave switched off and has not switched on again. */
  readonly leftOff: () => Promise<readonly string[]>;
  readonly openPage: (page: Page) => Promise<void>;
};
