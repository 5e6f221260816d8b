import type { CaseFile, Finding } from '../diagnose/contract.ts';
import type { AnyCause } from '../diagnose/define.ts';
import type { PlannedRead } from '../diagnose/probe-plan.ts';
import type { Overwritten } from '../diagnose/watch/overwritten.ts';
import type { Act, Outcome } from '../messages/acts.ts';
import type { Ping } from '../messages/protocol.ts';
import type { Exchange, ExchangeId } from '../record/exchange.ts';
import type { Unsaved } from '../store/vault.ts';

export type { Unsaved };

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
  /** What a save that went through has wiped out; null where nothing tells of it. */
  readonly overwritten: (file: CaseFile) => Overwritten | null;
  /** Most requests that one check sends. */
  readonly mostReads: number;
};

/**
 * All that the interface needs of what lies outside it. The extension's own is made in extension-world.ts;
 * tests bring one that they can steer. Every promise may reject with an Error whose message is a sentence.
 */
export type World = {
  /** The tab that the interface speaks of; null where it speaks of every tab. */
  readonly tabId: number | null;
  /** Refusals of the tab, newest first, at most `limit`, bodies not loaded. */
  readonly conflicts: (limit: number) => Promise<readonly Exchange[]>;
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
  readonly openPage: (page: 'welcome' | 'guide') => Promise<void>;
};
