import { bareTag } from '../../http/entity-tag.ts';
import { sameVersion } from '../../http/same-version.ts';
import type { Exchange } from '../../record/exchange.ts';
import { defineFact, isMissingValue } from '../define.ts';
import { probeReads } from './probe-reads.ts';
import { traffic } from './traffic.ts';
import { versionPlace } from './version-place.ts';

/**
 * Whether the version that the answer to a write named is surely one of the resource. Frameworks tag every answer weakly, by its own text:
 * then it is the tag of `{"ok":true}`. A strong tag, a number, or one that a read brought too is sure.
 */
export const madeVersion = defineFact<(version: string) => boolean>('made version', (_, read) => {
  const [seen, probe, place] = [read(traffic), read(probeReads), read(versionPlace)];
  if (isMissingValue(seen)) return seen;
  if (isMissingValue(place)) return place;
  const reads: readonly Exchange[] = [...seen.reads, ...(isMissingValue(probe) ? [] : probe.fresh)];
  return (version) =>
    !/^W\//i.test(version) ||
    /^\d{1,18}$/.test(bareTag(version)) ||
    reads.some((x) => {
      const named = place.in(x);
      return named !== null && sameVersion(named, version);
    });
});
