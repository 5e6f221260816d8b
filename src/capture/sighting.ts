import type { HeaderList } from '../http/header-list.ts';
import type { NetworkFacts } from './network-facts.ts';

/** Where a sighting comes from. One file in this folder for each. */
export const sources = [
  'web-request',
  'devtools-network',
  'page-act',
  'page-intent',
  'har-file',
  'access-log',
] as const;
export type Source = (typeof sources)[number];

/**
 * Which hand held the headers last (shared words of the custody chain):
 * `set` by the page before any other extension, `sent` on the wire, `received` from the wire, `seen` by the page after every extension.
 * Chromium 156: onBeforeSendHeaders, onSendHeaders / HAR, onHeadersReceived / HAR, onResponseStarted / onCompleted.
 */
export const headerStages = ['set', 'sent', 'received', 'seen'] as const;
export type HeaderStage = (typeof headerStages)[number];

/** Who answered. `revalidated`: the stored response was confirmed by a 304. */
export const servers = ['network', 'http-cache', 'revalidated', 'service-worker', 'unknown'] as const;
export type ServedBy = (typeof servers)[number];

/** A body as a source gave it. Lengths in bytes. */
export type SeenBody =
  | { readonly state: 'none' }
  /** `length`: of the whole, in the same units, where the source gave only its beginning. */
  | { readonly state: 'text'; readonly text: string; readonly length?: number }
  | { readonly state: 'base64'; readonly base64: string; readonly length?: number }
  /** The source saw that there was a body and could not give it. */
  | { readonly state: 'withheld'; readonly bytes: number | null; readonly why: string };

/** Why Resave itself sent a request. */
export const roles = ['probe', 'replay-read', 'replay-send', 'replay-confirm', 'clear-read'] as const;
export type Role = (typeof roles)[number];
/** The exchange on whose behalf Resave sent this one, and what for. */
export type Parent = { readonly id: string; readonly role: Role; readonly note: string };

/** What one source saw of one request, up to one moment. Fields that the source cannot know are absent; nothing is guessed. */
export type Sighting = {
  readonly source: Source;
  /** The source's own name for the request (webRequest's requestId); null where it has none. */
  readonly key: string | null;
  /** `open` while more may come from this source, `done` when the answer ended, `failed` when there will be none. */
  readonly state: 'open' | 'done' | 'failed';
  readonly method: string;
  readonly url: string;
  /** Start of the request, epoch milliseconds (fractions allowed). */
  readonly startedAt: number;
  /** The source came in after the beginning (its process was restarted); `startedAt` is when it first saw the request. */
  readonly late?: true;
  /** End of the response, epoch milliseconds. */
  readonly endedAt?: number;
  /** -1 where no tab is known (service worker, SharedWorker, import). */
  readonly tabId: number;
  /** Open tabs that may share the worker that asked, where no tab is known. Which of them it asked for, if any, no browser tells. */
  readonly sharers?: readonly number[];
  readonly frameId?: number;
  /** Origin or URL of who asked. */
  readonly initiator?: string;
  readonly resourceType?: string;
  readonly headers?: { readonly [S in HeaderStage]?: HeaderList };
  readonly requestBody?: SeenBody;
  readonly responseBody?: SeenBody;
  readonly status?: number;
  readonly servedBy?: ServedBy;
  /** The browser's error text for a request without a response. */
  readonly error?: string;
  readonly parent?: Parent;
  readonly network?: NetworkFacts;
};
