import { sameVersion } from '../../http/same-version.ts';
import { isSuccess } from '../../http/status.ts';
import type { Exchange } from '../../record/exchange.ts';
import { say } from '../../texts/say.ts';
import { defineFact, isMissingValue, missing } from '../define.ts';
import { probeReads } from './probe-reads.ts';
import { sharedCacheTrace } from './shared-cache.ts';
import { versionPlace } from './version-place.ts';

/** What the server holds now, as two or more `no-store` reads in a row agree. */
export type CurrentVersion = {
  readonly version: string;
  readonly reads: readonly [Exchange, Exchange, ...Exchange[]];
};

/** Missing where no check was made, where its reads disagree, failed, or named no version. */
export const currentVersion = defineFact<CurrentVersion>('current version', (_, read) => {
  const [probe, place] = [read(probeReads), read(versionPlace)];
  if (isMissingValue(probe)) return probe;
  if (isMissingValue(place)) return place;
  if (probe.tooLate)
    return missing(
      say`This browser has saved again since the refusal, so what the server held at that time cannot be read any more.`,
    );
  const [first, second, ...more] = probe.fresh;
  if (first === undefined || second === undefined)
    return missing(say`What the server holds now is not known: two fresh reads are needed.`, 'cached-against-fresh');
  const bad = probe.fresh.find((x) => !isSuccess(x.status));
  if (bad !== undefined)
    return missing(
      bad.status === null
        ? say`A fresh read got no answer, so what the server holds is not known.`
        : say`A fresh read was answered ${bad.status}, so what the server holds is not known.`,
    );
  const worker = probe.fresh.find((x) => x.servedBy === 'service-worker');
  if (worker !== undefined)
    return missing(
      say`The page’s service worker answered the fresh reads, so what the server holds was not seen.`,
      'unknown-query',
    );
  const shared = probe.fresh.find((x) => sharedCacheTrace(x) !== null);
  if (shared !== undefined)
    return missing(
      say`A cache between browser and server answered the fresh reads, so what the server holds was not seen.`,
      'unknown-query',
    );
  const version = place.in(first);
  if (version === null) return missing(say`The fresh read names no version (${place.name}).`);
  for (const x of probe.fresh) {
    const other = place.in(x);
    if (other === null || !sameVersion(other, version))
      return missing(say`Fresh reads in a row name different versions.`, 'repeated-reads');
  }
  return { version, reads: [first, second, ...more] };
});
