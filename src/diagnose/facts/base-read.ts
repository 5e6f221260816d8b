import { headerValue } from '../../http/header-list.ts';
import { httpDate, sameVersion } from '../../http/same-version.ts';
import { type Exchange, requestHeaders, responseHeaders } from '../../record/exchange.ts';
import { say } from '../../texts/say.ts';
import { defineFact, isMissingValue, missing } from '../define.ts';
import { sentToken } from './sent-token.ts';
import { sharedCacheTrace } from './shared-cache.ts';
import { endOf, landed, traffic } from './traffic.ts';
import { type VersionPlace, versionPlace } from './version-place.ts';

/** What the refused save stands on: the read, or the answer to an earlier save, that gave the page its version. */
export type BaseRead = {
  readonly exchange: Exchange;
  readonly from: 'read' | 'save';
  /** The version that it brought, as written; null where it named none. */
  readonly version: string | null;
  /** Whether that is the version the save sent; null where the save sent none or the read named none. */
  readonly sentInSave: boolean | null;
  readonly sameTab: boolean;
  /** What shows that a shared cache answered it, or null. */
  readonly sharedCache: string | null;
  /** By how many seconds its `Date` lies before the read; null where that cannot be told. */
  readonly lag: number | null;
  /** The server itself gave it, at that moment. */
  readonly direct: boolean;
};

/**
 * The newest exchange before the save that issued the token which the save sent, from the save's own tab if there is one:
 * a good read, or a save that made this version (a save that answers with a version seen before did not make it).
 * Where none issued it, the newest good read.
 */
export const baseRead = defineFact<BaseRead>('base read', (_, read) => {
  const [token, seen, place] = [read(sentToken), read(traffic), read(versionPlace)];
  if (isMissingValue(seen)) return seen;
  if (isMissingValue(place)) return place;
  const value = isMissingValue(token) ? null : (token?.value ?? null);
  const brings = (x: Exchange) => {
    const version = place.in(x);
    return value !== null && version !== null && sameVersion(version, value);
  };
  const issued = seen.reads.filter(brings);
  const made = seen.writes.find(
    (x) => landed(x) === 'yes' && x.tabId === seen.save.tabId && endOf(x) <= seen.save.startedAt && brings(x),
  );
  if (made !== undefined && value !== null && !knownBefore(made, value, [...seen.reads, ...seen.writes], place))
    issued.push(made);
  issued.sort((a, b) => a.startedAt - b.startedAt);
  const candidates = issued.length > 0 ? issued : seen.reads;
  const exchange = candidates.findLast((x) => x.tabId === seen.save.tabId) ?? candidates.at(-1);
  if (exchange === undefined)
    return missing(say`No read of this resource before the save was recorded.`, 'cached-against-fresh');
  const version = place.in(exchange);
  const sharedCache = sharedCacheTrace(exchange);
  const lag = lagOf(exchange, seen.save);
  return {
    exchange,
    from: exchange === made ? 'save' : 'read',
    version,
    sentInSave: value === null || version === null ? null : sameVersion(version, value),
    sameTab: exchange.tabId === seen.save.tabId,
    sharedCache,
    lag,
    direct:
      (exchange.servedBy === 'network' || exchange.servedBy === 'revalidated') &&
      sharedCache === null &&
      (lag === null || lag <= longestLag),
  };
});

/** Seconds; the two `Date` fields have whole seconds each. */
const longestLag = 2;

/**
 * How old an answer was when the page read it, by the server's own clock, which the refusal's `Date` tells (RFC 9110 §6.6.1).
 * Shows a copy also where no cache says so. Firefox 153 does not tell DevTools which answers came from its cache.
 */
function lagOf(x: Exchange, save: Exchange): number | null {
  const [then, now] = [x, save].map((y) => httpDate(headerValue(responseHeaders(y), 'Date') ?? ''));
  if (typeof then !== 'number' || typeof now !== 'number') return null;
  const ahead = now - endOf(save) / 1000;
  return Math.max(0, x.startedAt / 1000 + ahead - then);
}

/** Whether a version was about before this save was answered: it sent it itself, or something earlier named it. */
function knownBefore(made: Exchange, version: string, all: readonly Exchange[], place: VersionPlace): boolean {
  const sent = headerValue(requestHeaders(made), 'If-Match');
  if (sent !== null && sameVersion(sent, version)) return true;
  return all.some((x) => {
    const named = x.id === made.id || x.startedAt > endOf(made) ? null : place.in(x);
    return named !== null && sameVersion(named, version);
  });
}
