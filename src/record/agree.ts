import type { Source } from '../capture/sighting.ts';
import { type HeaderList, headerValue } from '../http/header-list.ts';
import type { Body } from './exchange.ts';
import type { Part } from './part.ts';

/**
 * How far apart two sources may put the start of one request, milliseconds. Seen: HAR 0.4 to 1.8 ms before webRequest (Chromium 156);
 * the rest is room for a busy machine. The nearest is taken first, so a generous room joins no strangers while both sources are there.
 */
export const startSlack = 250;
/** For intervals: what two clocks and rounding to milliseconds may differ. */
const clockSlack = 50;
/** By how much less than the end of a call its beginning tells whose it is. */
const loose = 10;
/** What rounding alone may differ, milliseconds. */
const rounding = 2;
/** Farther than any call that stands around its request, milliseconds. */
const beside = 3_600_000;

const live: readonly Source[] = ['web-request', 'devtools-network', 'page-act', 'page-intent'];

/**
 * Whether two parts of different sources may be one request, and how far apart they are in milliseconds; null where they cannot be one.
 * No id is shared between the sources: method, URL, tab and time have to do, and nothing that both know may differ.
 */
export function distance(a: Part, b: Part): number | null {
  if (a.source === b.source || live.includes(a.source) !== live.includes(b.source)) return null;
  // What Resave sends does not go through the page's own functions.
  if (isPages(a) && isPages(b)) return null;
  if (a.method.toUpperCase() !== b.method.toUpperCase() || withoutHash(a.url) !== withoutHash(b.url)) return null;
  if (a.tabId !== b.tabId && !isWorkers(a) && !isWorkers(b)) return null;
  if (!statusesAgree(a, b) || !headersAgree(a, b) || !bodiesAgree(a.requestBody, b.requestBody)) return null;
  return timeApart(a, b);
}

function withoutHash(url: string): string {
  const hash = url.indexOf('#');
  return hash === -1 ? url : url.slice(0, hash);
}

/** What a page's service worker asks for on its behalf has no tab in webRequest. */
function isWorkers(part: Part): boolean {
  return part.source === 'web-request' && part.tabId === -1;
}

/** Told from within the page: by Resave's own task there, or by the hook. */
const pages: readonly Source[] = ['page-act', 'page-intent'];
const isPages = (part: Part): boolean => pages.includes(part.source);

/** A browser's own revalidation is a 304 to one source and a 200 to the other. */
function statusesAgree(a: Part, b: Part): boolean {
  if (a.status === undefined || b.status === undefined || a.status === b.status) return true;
  return (a.status === 304 && b.status === 200) || (a.status === 200 && b.status === 304);
}

function differ(a: HeaderList | undefined, b: HeaderList | undefined, name: string): boolean {
  if (a === undefined || b === undefined) return false;
  const x = headerValue(a, name);
  const y = headerValue(b, name);
  return x !== null && y !== null && x !== y;
}

/** The same stage of one request cannot carry two validators or two preconditions. */
function headersAgree(a: Part, b: Part): boolean {
  return (
    !differ(a.headers.sent, b.headers.sent, 'if-match') &&
    !differ(a.headers.received, b.headers.received, 'etag') &&
    !differ(a.headers.received, b.headers.received, 'date')
  );
}

/** Only JSON is compared: forms look different in each source. */
function bodiesAgree(a: Body | null, b: Body | null): boolean {
  if (a?.state !== 'kept' || b?.state !== 'kept' || a.truncated || b.truncated) return true;
  if (!/^[{[]/.test(a.data) || !/^[{[]/.test(b.data)) return true;
  return a.data === b.data;
}

function within(at: number, part: Part, slack: number): boolean {
  return at >= part.startedAt - slack && at <= (part.endedAt ?? Number.POSITIVE_INFINITY) + slack;
}

function timeApart(a: Part, b: Part): number | null {
  const apart = Math.abs(a.startedAt - b.startedAt);
  // Who came late knows no start, but lies somewhere within the other.
  if (a.late === true || b.late === true) {
    const [late, whole] = a.late === true ? [a, b] : [b, a];
    if (!within(late.startedAt, whole, startSlack)) return null;
    return late.endedAt === undefined || whole.endedAt === undefined ? apart : Math.abs(late.endedAt - whole.endedAt);
  }
  // The page's own functions and a service worker stand around the request: it starts within theirs.
  if (isPages(a) || isWorkers(b)) return aroundApart(a, b);
  if (isPages(b) || isWorkers(a)) return aroundApart(b, a);
  return apart <= startSlack ? apart : null;
}

/**
 * A call that stands around the request is nearer than any that begins only after it. On a busy machine a request starts long after
 * its call, and the page's next call soon after its end: by the beginnings alone the next one would be taken for it. Of calls that
 * run at once the ends tell which is whose: a page hears of the end within milliseconds, the start may wait for a connection.
 */
function aroundApart(call: Part, request: Part): number | null {
  const ends =
    call.endedAt === undefined || request.endedAt === undefined ? 0 : Math.abs(call.endedAt - request.endedAt);
  const apart = Math.abs(call.startedAt - request.startedAt) / loose + ends;
  if (within(request.startedAt, call, rounding)) return apart;
  return within(request.startedAt, call, clockSlack) ? apart + beside : null;
}
