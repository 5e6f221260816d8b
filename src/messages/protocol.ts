import type { HeaderList } from '../http/header-list.ts';
import type { Choices } from '../record/choices.ts';
import type { ExchangeId } from '../record/exchange.ts';
import type { Act, Ended, MadeChoice, Outcome, Progress } from './acts.ts';

/** A request to be made in the page's context, with the page's credentials. */
export type PageRequest = {
  readonly method: string;
  readonly url: string;
  readonly headers: HeaderList;
  readonly body: string | null;
  readonly cache: 'default' | 'no-store' | 'reload' | 'no-cache';
  /** `include` only where the page itself sent cookies to another origin; left out: `same-origin`, as fetch does. */
  readonly credentials?: 'same-origin' | 'include';
  /** The only origin whose page may send it: a tab may show another site meanwhile. Left out: any. */
  readonly pageOrigin?: string;
  /** Milliseconds. */
  readonly timeout: number;
};

/**
 * What the page's Resource Timing entry says of a fetch: the only trace of the HTTP cache that a page can see.
 * All sizes are 0 for another origin without Timing-Allow-Origin.
 */
export type PageTiming = {
  readonly transferSize: number;
  readonly encodedBodySize: number;
  readonly decodedBodySize: number;
  /** `cache` for a fresh hit, else empty; empty too where the browser does not know the attribute. */
  readonly deliveryType: string;
  /** A service worker had the request in its hands. */
  readonly worker: boolean;
};

/** Something to be done in the page. */
export type PageTask =
  /** `id`: a name that nobody can guess, by which the request can be stopped. */
  | { readonly task: 'fetch'; readonly request: PageRequest; readonly id?: string }
  /** Stop that request, if it is still under way. */
  | { readonly task: 'abort'; readonly id: string }
  /** Delete this URL from every CacheStorage of the page's origin; `url` null: every cache of the origin, and its service workers' registrations. */
  | { readonly task: 'forget'; readonly url: string | null };

export const forgottenKinds = ['entry', 'storage', 'worker'] as const;

/** What a page gave up of what it kept: an entry of a cache storage or a whole one, by its name; a service worker, by its scope. */
export type Forgotten = { readonly what: (typeof forgottenKinds)[number]; readonly name: string };

export type PageResult =
  | {
      readonly ok: true;
      readonly status: number;
      readonly headers: HeaderList;
      readonly body: string;
      readonly truncated: boolean;
      /** Final URL. */
      readonly url: string;
      /** Origin of the page that sent it. */
      readonly pageOrigin?: string;
      readonly startedAt: number;
      readonly endedAt: number;
      /** null where the page kept no entry. */
      readonly timing?: PageTiming | null;
    }
  | { readonly ok: true; readonly forgotten: readonly Forgotten[] }
  | {
      readonly ok: false;
      readonly why: 'network' | 'timeout' | 'no-page' | 'elsewhere' | 'paused' | 'cancelled';
      readonly message: string;
      readonly startedAt: number;
      readonly endedAt: number;
      /** false: the page was never asked, so that nothing can have been sent. */
      readonly begun?: false;
    };

export type StoredQuestion =
  | { readonly query: 'conflicts'; readonly tabId: number | null; readonly limit: number }
  | { readonly query: 'unsaved'; readonly site: string | null }
  | { readonly query: 'exchange'; readonly id: ExchangeId }
  | { readonly query: 'caseFile'; readonly id: ExchangeId };

/** Pages of Resave's own. `extensions`: where Firefox, whose panels may not ask, asks to see the other extensions. */
export const pages = ['welcome', 'guide', 'example', 'extensions', 'settings', 'privacy', 'bring'] as const;
export type Page = (typeof pages)[number];

/** What the other contexts ask of the background, and what it answers. */
export type Requests = {
  act: { ask: { run: string; tabId: number; act: Act }; answer: Outcome };
  cancel: { ask: { run: string }; answer: null };
  /** Keeps the choices of a replay that is not sent yet; null asks for those that were kept. */
  draft: { ask: { conflict: ExchangeId; choices: readonly MadeChoice[] | null }; answer: readonly MadeChoice[] };
  /** How the last replays of this browser session ended; those that a background left unfinished are finished first. */
  ended: { ask: Record<string, never>; answer: readonly Ended[] };
  /**
   * What is stored, from the background: only for the time when the browser refuses IndexedDB and the rows are in the background's memory
   * (`storeState`); else every context reads the store itself. The answer has the shape of the store's own.
   */
  stored: { ask: StoredQuestion; answer: unknown };
  /** The person discarded unsaved work, or took it out as a file. Only the background writes. */
  vault: { ask: { id: ExchangeId; done: 'discarded' | 'exported' }; answer: null };
  /** The person chose what is kept, how long, and which names are redacted. */
  choose: { ask: Choices; answer: null };
  /** Delete the records of a site (an origin), or of all (null); `unsaved`: its unsaved work too. */
  forget: { ask: { origin: string | null; unsaved: boolean }; answer: null };
  /** Host patterns watched now; `all` where every site is. */
  watched: { ask: Record<string, never>; answer: { origins: readonly string[]; all: boolean } };
  /** For contexts without the permissions API (Firefox panels): open the page with the buttons. `called`: origins that the page calls. */
  'open-page': { ask: { page: Page; origin: string | null; called?: readonly string[] }; answer: null };
};

/** What may be asked twice: a question, or an act that does nothing more the second time. Where a background ends over it, it is asked again. */
export const sameTwice: { readonly [K in keyof Requests]: boolean } = {
  act: false,
  cancel: true,
  draft: true,
  ended: true,
  stored: true,
  vault: true,
  choose: true,
  forget: true,
  watched: true,
  'open-page': false,
};

/** What the background tells whoever listens. Pings only: the facts are in the store. */
export type Ping =
  | { readonly ping: 'changed'; readonly tabId: number; readonly conflict: boolean }
  | { readonly ping: 'progress'; readonly run: string; readonly progress: Progress }
  | { readonly ping: 'permissions' };
