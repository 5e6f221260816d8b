import { type HeaderStage, type ServedBy, type Source, sources } from '../capture/sighting.ts';
import type { HeaderList } from '../http/header-list.ts';
import { isSafe } from '../http/method.ts';
import { originOf, resourceKey } from '../http/resource.ts';
import { betterBody } from './body.ts';
import type { Body, Exchange, Missed } from './exchange.ts';
import type { Entry } from './join.ts';
import type { Part } from './part.ts';

/** Who is believed first where sources differ: webRequest knows tab, frame and every stage, the page's fetch the least. */
function byRank(parts: readonly Part[]): readonly Part[] {
  const rank = (source: Source) => sources.indexOf(source);
  return [...parts].sort((a, b) => rank(a.source) - rank(b.source));
}

/** What no source could give. */
const notGiven: Body = { state: 'not-kept', why: 'not-given', length: null };

/** The exchange that an entry's parts make. The same parts give the same exchange, in whatever order they came. */
export function fold(entry: Entry): Exchange {
  const parts = byRank(entry.parts);
  const [first] = parts;
  if (first === undefined) throw new TypeError('an entry without parts');
  const whole = parts.find((part) => part.late !== true) ?? first;
  const status = parts.find((part) => part.status !== undefined)?.status ?? null;
  const ended = parts.find((part) => part.endedAt !== undefined)?.endedAt ?? null;
  const headers = {
    set: setByPage(parts),
    sent: stage(parts, 'sent'),
    received: stage(parts, 'received'),
    seen: seenByPage(parts),
  };
  const url = first.url;
  const tabId = parts.find((part) => part.tabId !== -1)?.tabId ?? -1;
  // What a worker only passed on is its page's own.
  const sharers = tabId === -1 ? parts.find((part) => part.sharers !== undefined)?.sharers : undefined;
  const network = parts.find((part) => part.network !== undefined)?.network;
  return {
    id: entry.id,
    method: whole.method,
    url,
    resource: resourceKey(url),
    origin: originOf(url),
    tabId,
    ...(sharers === undefined ? {} : { sharers }),
    frameId: parts.find((part) => part.frameId !== undefined)?.frameId ?? null,
    initiator: parts.find((part) => part.initiator !== undefined)?.initiator ?? null,
    resourceType: parts.find((part) => part.resourceType !== undefined)?.resourceType ?? null,
    startedAt: whole.startedAt,
    endedAt: ended,
    status,
    error: status === null ? (parts.find((part) => part.error !== undefined)?.error ?? null) : null,
    headers,
    requestBody: requestBody(parts, whole.method),
    responseBody: responseBody(parts, status),
    servedBy: servedBy(parts),
    sources: parts.map((part) => part.source),
    missed: missed(parts, headers, status),
    parent: parts.find((part) => part.parent !== undefined)?.parent ?? null,
    ...(network === undefined ? {} : { network }),
  };
}

/** A stage as the first source gave it, with the fields that only another saw (webRequest hides Cookie and Accept-* unless asked). */
function stage(parts: readonly Part[], name: HeaderStage): HeaderList | null {
  let joined: HeaderList | null = null;
  for (const part of parts) {
    const list: HeaderList | undefined = part.headers[name];
    if (list === undefined) continue;
    if (joined === null) joined = list;
    else if (name === 'sent' || name === 'received') {
      const known: ReadonlySet<string> = new Set(joined.map(([field]) => field.toLowerCase()));
      joined = [...joined, ...list.filter(([field]) => !known.has(field.toLowerCase()))];
    }
  }
  return joined;
}

/** What browsers add by themselves to what a page has set, before another extension's turn. */
const browsersOwn =
  /^(accept.*|cache-control|pragma|connection|content-.*|cookie|host|if-none-match|if-modified-since|origin|priority|referer|sec-.*|te|upgrade-insecure-requests|user-agent|dnt|range|transfer-encoding|authorization|x-client-data)$/i;

/**
 * What the page set. In Firefox 153 webRequest's first stage already shows what another extension's declarativeNetRequest made of it;
 * what the page's own hook told stands in front of that, with the fields that browsers add. A field that neither the page set nor
 * browsers add came later. Where a service worker of the site sent the request, its headers are not those that the page set.
 */
function setByPage(parts: readonly Part[]): HeaderList | null {
  const told = stage(parts, 'set');
  const page = parts.find(({ source }) => source === 'page-intent')?.headers.set;
  const byBrowser = parts.filter(({ source, headers }) => source !== 'page-intent' && headers.set !== undefined);
  if (page === undefined || byBrowser.length === 0 || byBrowser.some(({ tabId }) => tabId === -1)) return told;
  const names = new Set(page.map(([name]) => name.toLowerCase()));
  const added = (stage(byBrowser, 'set') ?? []).filter(
    ([name]) => !names.has(name.toLowerCase()) && browsersOwn.test(name),
  );
  const spelled = new Map((stage(byBrowser, 'set') ?? []).map(([name]) => [name.toLowerCase(), name]));
  return [...page.map(([name, value]) => [spelled.get(name.toLowerCase()) ?? name, value] as const), ...added];
}

/** What the page saw; of another origin only where nothing else is known of the answer, for it hides most of it. */
function seenByPage(parts: readonly Part[]): HeaderList | null {
  const whole = parts.filter((part) => !hidesByCors(part));
  return stage(whole, 'seen') ?? (stage(parts, 'received') === null ? stage(parts, 'seen') : null);
}

/** Of another origin's answer a page sees only what that origin exposes: less than arrived, and nobody's doing. */
function hidesByCors(part: Part): boolean {
  return part.source === 'page-intent' && originOf(part.url) !== originOf(part.initiator ?? part.url);
}

function requestBody(parts: readonly Part[], method: string): Body {
  const body = parts.reduce<Body | null>((best, part) => betterBody(best, part.requestBody), null);
  return body ?? (isSafe(method) ? { state: 'none' } : notGiven);
}

function responseBody(parts: readonly Part[], status: number | null): Body {
  const body = parts.reduce<Body | null>((best, part) => betterBody(best, part.responseBody), null);
  // No response to these ever has content (RFC 9110 §15.3.5, §15.4.5).
  return body ?? (status === 204 || status === 304 ? { state: 'none' } : notGiven);
}

function servedBy(parts: readonly Part[]): ServedBy {
  const said = parts.flatMap((part) =>
    part.servedBy === undefined || part.servedBy === 'unknown' ? [] : [part.servedBy],
  );
  // Only DevTools knows of service workers and of the browser's own revalidations.
  return said.find((by) => by === 'service-worker') ?? said.find((by) => by === 'revalidated') ?? said[0] ?? 'unknown';
}

function missed(parts: readonly Part[], headers: Exchange['headers'], status: number | null): Missed[] {
  const found: Missed[] = [];
  if (parts.every((part) => part.late === true)) found.push('beginning');
  if (parts.every((part) => part.state === 'open')) found.push('end');
  if (headers.set === null && headers.sent === null) found.push('request-headers');
  if (status !== null && headers.received === null && headers.seen === null) found.push('response-headers');
  return found;
}
