import browser, { type WebRequest } from 'webextension-polyfill';
import type { HeaderList } from '../http/header-list.ts';
import { isSafe } from '../http/method.ts';
import { isFields, isString } from '../http/unknown.ts';
import type { HeaderStage, Sighting } from './sighting.ts';
import { requestBodyOf } from './web-request-body.ts';

/** What scripts ask for: many, and the hook in the page sees them too (see plan.ts). */
const scripted: WebRequest.ResourceType[] = ['xmlhttprequest'];
/**
 * What no hook sees: pages, forms, beacons, `other` (prefetches, what some workers send). They are few, so they are always listened to.
 * No images, scripts, styles, fonts, media.
 */
const others: WebRequest.ResourceType[] = ['main_frame', 'sub_frame', 'other', 'ping'];
const everywhere = ['http://*/*', 'https://*/*'];

/** Requests under way that are remembered; beyond it the oldest are forgotten and their ends come in as late. */
const mostDrafts = 2_000;

/** What is known so far of a request under way. */
type Draft = { sighting: Sighting; hop: number };

/** The part of an event's details that all events share. */
type Details = {
  readonly requestId: string;
  readonly url: string;
  readonly method: string;
  readonly frameId: number;
  readonly tabId: number;
  readonly type: string;
  readonly timeStamp: number;
};

function headerList(headers: WebRequest.HttpHeaders | undefined): HeaderList {
  return (headers ?? []).map(({ name, value }) => [name, value ?? ''] as const);
}

/** Who asked: Chromium says `initiator` (an origin), Firefox `originUrl`. */
function initiatorOf(details: object): string | null {
  if (!isFields(details)) return null;
  const { initiator, originUrl } = details;
  return isString(initiator) ? initiator : isString(originUrl) ? originUrl : null;
}

/** Sent at once when the request goes out, so that it survives the end of the worker: saves, and whatever carries a precondition. */
function isWorthKeepingEarly(sighting: Sighting): boolean {
  if (!isSafe(sighting.method)) return true;
  return (sighting.headers?.sent ?? []).some(([name]) => /^if-/i.test(name));
}

/**
 * Turns webRequest's events into sightings: one when a save goes out (`open`) and one when a request ends.
 * Both are whole, so the later replaces the earlier. A redirect ends a request; what follows under the same requestId is the next.
 */
export function createWebRequestCapture(deliver: (sighting: Sighting) => void) {
  const drafts = new Map<string, Draft>();

  function begin(details: Details, late: boolean, hop: number): Draft {
    const initiator = initiatorOf(details);
    const sighting: Sighting = {
      source: 'web-request',
      key: hop === 0 ? details.requestId : `${details.requestId}.${hop}`,
      state: 'open',
      method: details.method,
      url: details.url,
      startedAt: details.timeStamp,
      ...(late ? { late: true } : {}),
      tabId: details.tabId,
      frameId: details.frameId,
      ...(initiator === null ? {} : { initiator }),
      resourceType: details.type,
    };
    const draft = { sighting, hop };
    drafts.set(details.requestId, draft);
    for (const oldest of drafts.keys()) {
      if (drafts.size <= mostDrafts) break;
      drafts.delete(oldest);
    }
    return draft;
  }

  const draftOf = (details: Details) => drafts.get(details.requestId) ?? begin(details, true, 0);

  function addHeaders(draft: Draft, stage: HeaderStage, headers: WebRequest.HttpHeaders | undefined): void {
    if (headers === undefined) return;
    draft.sighting = { ...draft.sighting, headers: { ...draft.sighting.headers, [stage]: headerList(headers) } };
  }

  function end(details: Details, draft: Draft, rest: Partial<Sighting>): void {
    drafts.delete(details.requestId);
    deliver({ ...draft.sighting, state: 'done', endedAt: details.timeStamp, ...rest });
  }

  return {
    onBeforeRequest(details: WebRequest.OnBeforeRequestDetailsType): void {
      const draft = begin(details, false, drafts.get(details.requestId)?.hop ?? 0);
      const requestBody = requestBodyOf(details.method, details.requestBody);
      if (requestBody) draft.sighting = { ...draft.sighting, requestBody };
    },
    onBeforeSendHeaders(details: WebRequest.OnBeforeSendHeadersDetailsType): void {
      addHeaders(draftOf(details), 'set', details.requestHeaders);
    },
    onSendHeaders(details: WebRequest.OnSendHeadersDetailsType): void {
      const draft = draftOf(details);
      addHeaders(draft, 'sent', details.requestHeaders);
      if (isWorthKeepingEarly(draft.sighting)) deliver(draft.sighting);
    },
    onHeadersReceived(details: WebRequest.OnHeadersReceivedDetailsType): void {
      addHeaders(draftOf(details), 'received', details.responseHeaders);
    },
    onBeforeRedirect(details: WebRequest.OnBeforeRedirectDetailsType): void {
      // Firefox 153 tells so, without a status, that a service worker takes the request over; see `onCompleted`.
      if (details.statusCode === 0 && details.redirectUrl === details.url) {
        drafts.delete(details.requestId);
        return;
      }
      const draft = draftOf(details);
      end(details, draft, { status: details.statusCode, servedBy: details.fromCache ? 'http-cache' : 'network' });
      // Keeps the count of hops until the next request under this id begins.
      drafts.set(details.requestId, { ...draft, hop: draft.hop + 1 });
    },
    onCompleted(details: WebRequest.OnCompletedDetailsType): void {
      const draft = draftOf(details);
      // Firefox 153: the page's side of a request that its service worker took over. What the page saw its hook tells, and what the
      // worker sent is a request of its own; a status of 0 would hide both.
      if (details.statusCode === 0) {
        drafts.delete(details.requestId);
        return;
      }
      addHeaders(draft, 'seen', details.responseHeaders);
      const servedBy = details.fromCache ? 'http-cache' : details.statusCode === 304 ? 'revalidated' : 'network';
      end(details, draft, { status: details.statusCode, servedBy });
    },
    onErrorOccurred(details: WebRequest.OnErrorOccurredDetailsType): void {
      end(details, draftOf(details), { state: 'failed', error: details.error });
    },
  };
}

type Capture = ReturnType<typeof createWebRequestCapture>;
/** Tells an event that comes a second time: two layers whose patterns overlap both get it, at once. */
function createOnce(): (event: string, details: Details) => boolean {
  let seen = new Set<string>();
  return (event, { requestId, timeStamp }) => {
    const name = `${event} ${requestId} ${timeStamp}`;
    if (seen.has(name)) return false;
    if (seen.size >= mostRemembered) seen = new Set();
    seen.add(name);
    return true;
  };
}
const mostRemembered = 500;

/** Listeners of their own, so that two registrations of the same events can be told apart; they pass on what `isWanted`. */
const listenersOf = (on: Capture, isWanted: (event: string, details: Details) => boolean): Capture => ({
  onBeforeRequest: (details) => isWanted('begin', details) && on.onBeforeRequest(details),
  onBeforeSendHeaders: (details) => isWanted('set', details) && on.onBeforeSendHeaders(details),
  onSendHeaders: (details) => isWanted('sent', details) && on.onSendHeaders(details),
  onHeadersReceived: (details) => isWanted('received', details) && on.onHeadersReceived(details),
  onBeforeRedirect: (details) => isWanted('redirect', details) && on.onBeforeRedirect(details),
  onCompleted: (details) => isWanted('end', details) && on.onCompleted(details),
  onErrorOccurred: (details) => isWanted('error', details) && on.onErrorOccurred(details),
});

/** What all events of webRequest have in common. */
type Event<Details, Told> = {
  addListener(listener: (details: Details) => void, filter: WebRequest.RequestFilter, told?: Told[]): void;
  removeListener(listener: (details: Details) => void): void;
};

/** Adds a listener anew, or takes it away where there is no filter. */
function listen(on: Capture, filter: WebRequest.RequestFilter | null): void {
  const put = <D, T>(event: Event<D, T>, listener: (details: D) => void, ...told: [told?: T[]]): void => {
    try {
      event.removeListener(listener);
      if (filter) event.addListener(listener, filter, ...told);
    } catch {
      // Without any host permission an event may refuse; `register` is called again after the grant.
    }
  };
  const { webRequest } = browser;
  put(webRequest.onBeforeRequest, on.onBeforeRequest, ['requestBody']);
  put(webRequest.onBeforeSendHeaders, on.onBeforeSendHeaders, ['requestHeaders']);
  put(webRequest.onSendHeaders, on.onSendHeaders, ['requestHeaders']);
  put(webRequest.onHeadersReceived, on.onHeadersReceived, ['responseHeaders']);
  put(webRequest.onBeforeRedirect, on.onBeforeRedirect);
  put(webRequest.onCompleted, on.onCompleted, ['responseHeaders']);
  put(webRequest.onErrorOccurred, on.onErrorOccurred);
}

/** The enumeration of types is an object in both browsers; the typings call it a type only. */
function knowsBeacon(): boolean {
  const api: object = browser.webRequest;
  return 'ResourceType' in api && isFields(api.ResourceType) && 'BEACON' in api.ResourceType;
}

export type WatchedRequests = {
  /**
   * Listens to what no hook sees, and to what all scripts ask for until `follow` narrows that. Call it in the first tick of the background:
   * an event that wakes the next one reaches only a listener that both added there, the same in the same turn (Chromium 156, Firefox 153).
   */
  readonly begin: () => void;
  /** Host permissions have changed: in Chromium 156 listeners that were added while there was none stay dead after the grant. */
  readonly renew: () => void;
  /**
   * Listens to what scripts ask these hosts (match patterns) for; to none where there are none.
   * @param wide what was begun with may go on: it hears all hosts, and more than these do no harm
   * @returns which of them were listened to before and were not touched: nothing of these was missed
   */
  readonly follow: (
    patterns: readonly string[],
    wide: boolean,
  ) => {
    readonly kept: readonly string[];
    readonly added: readonly string[];
  };
};

/** Listens to the requests of watched sites. `began` hears of each request of a script at once, before its end. */
export function watchRequests(deliver: (sighting: Sighting) => void, began: (url: string) => void): WatchedRequests {
  const capture = createWebRequestCapture(deliver);
  const pages = listenersOf(capture, () => true);
  const scripts: Capture = {
    ...capture,
    onBeforeRequest(details) {
      capture.onBeforeRequest(details);
      began(details.url);
    },
  };
  /** What was added together. Taking listeners away loses what is on its way to them, so the others are left alone. */
  let layers: { readonly patterns: readonly string[]; readonly on: Capture }[] = [];
  const isNews = createOnce();
  /** Hears all hosts from the first tick on, and which of them it was followed to. */
  let dawn: { readonly on: Capture; patterns: readonly string[] } | null = null;

  function listenToAll(): void {
    // Firefox has a type of its own for sendBeacon; Chromium refuses a type that it does not know.
    listen(pages, { urls: everywhere, types: knowsBeacon() ? [...others, 'beacon'] : others });
    if (dawn) listen(dawn.on, { urls: everywhere, types: scripted });
  }

  return {
    begin() {
      dawn = { on: listenersOf(scripts, isNews), patterns: [] };
      listenToAll();
    },
    renew() {
      // Firefox hears on, and what is added after the first tick would not wake its next background. Only Firefox has getBrowserInfo.
      if (typeof browser.runtime.getBrowserInfo !== 'function') listenToAll();
    },
    follow(patterns, wide) {
      if (dawn !== null && wide) {
        const before = dawn.patterns;
        dawn.patterns = patterns;
        return {
          kept: patterns.filter((pattern) => before.includes(pattern)),
          added: patterns.filter((pattern) => !before.includes(pattern)),
        };
      }
      const stay = layers.filter((layer) => layer.patterns.every((pattern) => patterns.includes(pattern)));
      const kept = stay.flatMap((layer) => layer.patterns);
      const added = patterns.filter((pattern) => !kept.includes(pattern));
      for (const layer of layers) if (!stay.includes(layer)) listen(layer.on, null);
      const on = listenersOf(scripts, isNews);
      layers = added.length === 0 ? stay : [...stay, { patterns: added, on }];
      if (added.length > 0) listen(on, { urls: added, types: scripted });
      // Only now, so that there is no moment without.
      if (dawn !== null) listen(dawn.on, null);
      dawn = null;
      return { kept, added };
    },
  };
}
