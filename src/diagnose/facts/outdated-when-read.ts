import { headerValue } from '../../http/header-list.ts';
import { httpDate, sameVersion } from '../../http/same-version.ts';
import { type Exchange, requestHeaders, responseHeaders } from '../../record/exchange.ts';
import { say } from '../../texts/say.ts';
import { defineFact, isMissingValue } from '../define.ts';
import { baseRead } from './base-read.ts';
import { type CurrentVersion, currentVersion } from './current-version.ts';
import { madeVersion } from './made-version.ts';
import { aimsAtSame } from './same-aim.ts';
import { sharedCacheTrace } from './shared-cache.ts';
import { endOf, landed, traffic } from './traffic.ts';
import { versionPlace } from './version-place.ts';

/** What shows that the base read brought a version that was old already at that moment; null where nothing does. */
export type OutdatedWhenRead = { readonly text: string; readonly exchange: Exchange } | null;

/** The server's own clock at an answer, in seconds (RFC 9110 §6.6.1). */
function serverTime(x: Exchange): number | null {
  return httpDate(headerValue(responseHeaders(x), 'Date') ?? '');
}

export const outdatedWhenRead = defineFact<OutdatedWhenRead>('outdated when read', (_, read) => {
  const [base, seen, place] = [read(baseRead), read(traffic), read(versionPlace)];
  if (isMissingValue(base) || isMissingValue(seen) || isMissingValue(place) || base.version === null) return null;
  const old = base.version;
  const other = (x: Exchange) => {
    const version = place.in(x);
    return version !== null && !sameVersion(version, old);
  };
  const fromServer = (x: Exchange) =>
    (x.servedBy === 'network' || x.servedBy === 'revalidated') && sharedCacheTrace(x) === null;
  const earlier = (x: Exchange) => x.id !== base.exchange.id && endOf(x) <= base.exchange.startedAt;
  // The last time the server itself gave the old version: whatever it gave later is newer.
  const stored = seen.reads.findLast((x) => earlier(x) && fromServer(x) && !other(x) && place.in(x) !== null);
  const storedAt = stored === undefined ? null : endOf(stored);
  const afterStored = (x: Exchange) => {
    if (storedAt !== null) return x.startedAt >= storedAt;
    const [copy, theirs] = [serverTime(base.exchange), serverTime(x)];
    return copy !== null && theirs !== null && copy < theirs;
  };
  const sentOld = (x: Exchange) => {
    const value = headerValue(requestHeaders(x), 'If-Match');
    return value !== null && sameVersion(value, old) && (storedAt === null || x.startedAt >= storedAt);
  };
  const made = read(madeVersion);
  // What another endpoint's answer is tagged with is no version of this resource.
  const surely = (x: Exchange) => aimsAtSame(x, seen.save) === true && !isMissingValue(made) && made(place.in(x) ?? '');
  const write = seen.writes.findLast(
    (x) => earlier(x) && landed(x) === 'yes' && other(x) && surely(x) && (afterStored(x) || sentOld(x)),
  );
  if (write !== undefined)
    return {
      text: say`Before that read, a save of this browser had already made ${place.in(write)}.`,
      exchange: write,
    };
  const reading = seen.reads.findLast((x) => earlier(x) && fromServer(x) && other(x) && afterStored(x));
  if (reading !== undefined)
    return { text: say`Before that read, the server had already given ${place.in(reading)}.`, exchange: reading };
  const current = read(currentVersion);
  return isMissingValue(current) || sameVersion(current.version, old) ? null : modifiedBefore(base.exchange, current);
});

/**
 * Says whether the fresh answer was last modified before the base read began, by the server's own clock
 * (`Date` beside the browser's time of the same answer). One second is left for rounding, since both have whole seconds.
 */
function modifiedBefore(base: Exchange, { reads: [fresh] }: CurrentVersion): OutdatedWhenRead {
  const [date, modified] = [serverTime(fresh), httpDate(headerValue(responseHeaders(fresh), 'Last-Modified') ?? '')];
  if (date === null || modified === null) return null;
  const ahead = date * 1000 - endOf(fresh);
  if (modified * 1000 - ahead >= base.startedAt - 2000) return null;
  return { text: say`The server’s version was last modified before that read.`, exchange: fresh };
}
