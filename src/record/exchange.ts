import type { NetworkFacts } from '../capture/network-facts.ts';
import type { HeaderStage, Parent, ServedBy, Source } from '../capture/sighting.ts';
import type { HeaderList } from '../http/header-list.ts';
import type { Flag } from './flag.ts';

export type ExchangeId = string;

/**
 * A kept body. `not-kept` is never to be read as empty: diagnosis answers `unknown` there.
 * - `not-given`: no source could give it; `too-large`: over the cap; `evicted`: dropped by retention;
 *   `not-loaded`: it is in the store and this query did not ask for it.
 */
export type Body =
  | { readonly state: 'none' }
  | {
      readonly state: 'kept';
      readonly encoding: 'text' | 'base64';
      readonly data: string;
      /** Length before any cap, in UTF-16 units of `data` as it came. */
      readonly length: number;
      /** `data` is only the beginning. */
      readonly truncated: boolean;
      /** Secrets were replaced in `data` (design: before disk). */
      readonly redacted: boolean;
    }
  | {
      readonly state: 'not-kept';
      readonly why: 'not-given' | 'too-large' | 'evicted' | 'not-loaded';
      readonly length: number | null;
    };

/** What was not seen, so that diagnosis can say so. */
export type Missed = 'beginning' | 'end' | 'request-headers' | 'response-headers';

/** One request and its response, joined from all sightings of it. Rows in the store have this shape (bodies apart). */
export type Exchange = {
  readonly id: ExchangeId;
  readonly method: string;
  readonly url: string;
  /** Identity of the resource (http/resource.ts): groups the history. */
  readonly resource: string;
  readonly origin: string;
  /** -1 where no tab is known: a worker that several tabs share, an import. */
  readonly tabId: number;
  /** Tabs that may have shared the worker that asked, where no tab is known. Which of them it asked for, if any, no browser tells. */
  readonly sharers?: readonly number[];
  readonly frameId: number | null;
  readonly initiator: string | null;
  readonly resourceType: string | null;
  /** Epoch milliseconds. */
  readonly startedAt: number;
  readonly endedAt: number | null;
  /** null while there is no response, or when it failed. */
  readonly status: number | null;
  readonly error: string | null;
  readonly headers: { readonly [S in HeaderStage]: HeaderList | null };
  readonly requestBody: Body;
  readonly responseBody: Body;
  readonly servedBy: ServedBy;
  readonly sources: readonly Source[];
  readonly missed: readonly Missed[];
  readonly parent: Parent | null;
  /** What its status does not tell. null: looked for and not there; absent: not looked for, or nothing found so far. */
  readonly flag?: Flag | null;
  /** Timing, stack and cache, where DevTools or a HAR file told them. */
  readonly network?: NetworkFacts;
};

/** Request headers as they went out, or as the page set them where the wire was not seen. */
export function requestHeaders(x: Exchange): HeaderList | null {
  return x.headers.sent ?? x.headers.set;
}

/** Response headers as they came from the wire, or as the page saw them. */
export function responseHeaders(x: Exchange): HeaderList | null {
  return x.headers.received ?? x.headers.seen;
}
