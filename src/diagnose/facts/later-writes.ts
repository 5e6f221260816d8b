import { sameVersion } from '../../http/same-version.ts';
import type { Exchange } from '../../record/exchange.ts';
import { defineFact, isMissingValue } from '../define.ts';
import { baseRead } from './base-read.ts';
import { aimsAtSame } from './same-aim.ts';
import { sentToken } from './sent-token.ts';
import { fromServer } from './shared-cache.ts';
import { endOf, landed, traffic } from './traffic.ts';
import { versionPlace } from './version-place.ts';

/** A write of this browser to the resource that the base read cannot have seen, and that came before the refusal. */
export type LaterWrite = {
  readonly exchange: Exchange;
  /** Whose tab: the save's own, another, or none known (a worker). `resave`: a replay that Resave sent. */
  readonly by: 'this-tab' | 'another-tab' | 'no-tab' | 'resave';
  readonly landed: 'yes' | 'no' | 'perhaps';
  /** The version that its answer named, or that a read learnt right after it; null where neither did. */
  readonly version: string | null;
  /** The exchange that named it. */
  readonly versionFrom: Exchange | null;
  /** Whether that is another version than the save sent; null where one of them is not known. */
  readonly differs: boolean | null;
  /** It surely wrote the same thing (same-aim.ts). Those that surely wrote another are not among these. */
  readonly sureAim: boolean;
  /** It had been answered before the save went out. */
  readonly endedBefore: boolean;
};

/** Writes of this browser between the base read (or the beginning of the record) and the refusal, oldest first. */
export const laterWrites = defineFact<readonly LaterWrite[]>('later writes', (_, read) => {
  const [base, seen, place, token] = [read(baseRead), read(traffic), read(versionPlace), read(sentToken)];
  if (isMissingValue(seen)) return seen;
  if (isMissingValue(place)) return place;
  const since = isMissingValue(base) ? Number.NEGATIVE_INFINITY : base.exchange.startedAt;
  const value = isMissingValue(token) ? null : (token?.value ?? null);
  const baseId = isMissingValue(base) ? null : base.exchange.id;
  const later = seen.writes.filter(
    (x) => x.id !== baseId && endOf(x) > since && x.startedAt >= since && aimsAtSame(x, seen.save) !== false,
  );
  return later.map((exchange, i) => {
    const own = place.in(exchange);
    const until = later[i + 1]?.startedAt ?? Number.POSITIVE_INFINITY;
    const reader =
      own === null
        ? seen.reads.find(
            (x) => fromServer(x) && x.startedAt >= endOf(exchange) && endOf(x) <= until && place.in(x) !== null,
          )
        : undefined;
    const version = own ?? (reader === undefined ? null : place.in(reader));
    return {
      exchange,
      by: writer(exchange, seen.save),
      landed: landed(exchange),
      version,
      versionFrom: version === null ? null : (reader ?? exchange),
      differs: value === null || version === null ? null : !sameVersion(version, value),
      sureAim: aimsAtSame(exchange, seen.save) === true,
      endedBefore: exchange.endedAt !== null && exchange.endedAt <= seen.save.startedAt,
    };
  });
});

function writer(x: Exchange, save: Exchange): LaterWrite['by'] {
  if (x.parent !== null) return 'resave';
  if (x.tabId < 0) return 'no-tab';
  return x.tabId === save.tabId ? 'this-tab' : 'another-tab';
}
