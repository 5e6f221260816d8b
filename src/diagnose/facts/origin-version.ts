import { isSuccess } from '../../http/status.ts';
import type { Exchange } from '../../record/exchange.ts';
import { defineFact, isMissingValue, missing } from '../define.ts';
import { currentVersion } from './current-version.ts';
import { probeReads } from './probe-reads.ts';
import { sharedCacheTrace } from './shared-cache.ts';
import { versionPlace } from './version-place.ts';

/** The version that the origin server itself holds: past every cache by fresh reads, or else by a read with a query that no cache knows. */
export const originVersion = defineFact<{ readonly version: string; readonly read: Exchange }>(
  'origin version',
  (_, read) => {
    const [current, probe, place] = [read(currentVersion), read(probeReads), read(versionPlace)];
    if (!isMissingValue(current)) return { version: current.version, read: current.reads[0] };
    if (isMissingValue(probe)) return probe;
    if (isMissingValue(place)) return place;
    const past = probe
      .of('unknown-query')
      .find((x) => isSuccess(x.status) && x.servedBy !== 'service-worker' && sharedCacheTrace(x) === null);
    const version = past === undefined ? null : place.in(past);
    return past === undefined || version === null ? missing(current.missing, current.probe) : { version, read: past };
  },
);
