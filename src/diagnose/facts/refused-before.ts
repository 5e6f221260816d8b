import { sameVersion } from '../../http/same-version.ts';
import type { Exchange } from '../../record/exchange.ts';
import { isRefusal } from '../../record/refusal.ts';
import { defineFact, isMissingValue } from '../define.ts';
import { carriedBy } from '../refusal/carried.ts';
import { sentToken } from './sent-token.ts';
import { sharedCacheTrace } from './shared-cache.ts';
import { endOf, traffic } from './traffic.ts';
import { versionPlace } from './version-place.ts';

/** Earlier refusals of the very version that this save sent. */
export type RefusedBefore = {
  /** Refused writes of any tab that sent it, oldest first. */
  readonly refusals: readonly Exchange[];
  /** A read from the server that brought it after the last of those refusals, so that it was refused while it was current; or null. */
  readonly readSince: Exchange | null;
};

export const refusedBefore = defineFact<RefusedBefore>('refused before', (_, read) => {
  const [token, seen, place] = [read(sentToken), read(traffic), read(versionPlace)];
  if (isMissingValue(token)) return token;
  if (isMissingValue(seen)) return seen;
  if (isMissingValue(place)) return place;
  if (token === null) return { refusals: [], readSince: null };
  const carries = (x: Exchange) =>
    carriedBy(x).tokens.some((t) => t.carrier === token.carrier && sameVersion(t.value, token.setByPage));
  const refusals = seen.writes.filter((x) => isRefusal(x.status) && endOf(x) <= seen.save.startedAt && carries(x));
  const last = refusals.at(-1);
  const readSince = seen.reads.findLast((x) => {
    const version = place.in(x);
    const fromServer = (x.servedBy === 'network' || x.servedBy === 'revalidated') && sharedCacheTrace(x) === null;
    return (
      last !== undefined &&
      fromServer &&
      x.startedAt >= endOf(last) &&
      version !== null &&
      sameVersion(version, token.value)
    );
  });
  return { refusals, readSince: readSince ?? null };
});
