import { isWrite } from '../../http/method.ts';
import type { Exchange } from '../../record/exchange.ts';
import { defineFact, isMissingValue } from '../define.ts';
import { baseRead } from './base-read.ts';
import { aimsAtSame } from './same-aim.ts';
import { endOf, landed } from './traffic.ts';

/** Kinds of request that only report something to the server. */
const reports = new Set(['ping', 'beacon', 'csp_report', 'csp-report']);

/** A case file holds so many neighbours at most, and none that is so many milliseconds away. */
const mostNeighbours = 100;
const reach = 10 * 60 * 1000;

/** What else of the origin this browser wrote between the base read and the refusal. */
export type WritesNearby = {
  /** Writes to other URLs, or to this one for another thing, that may have landed. One may have changed the resource too (`POST /notes/1/tags`). */
  readonly writes: readonly Exchange[];
  /** The neighbours reach back to the base read, so that none is left out. */
  readonly complete: boolean;
};

export const writesNearby = defineFact<WritesNearby>('writes nearby', ({ refusal, neighbours, history }, read) => {
  const base = read(baseRead);
  const since = isMissingValue(base) ? Number.NEGATIVE_INFINITY : base.exchange.startedAt;
  const elsewhere = history.filter((x) => x.id !== refusal.id && aimsAtSame(x, refusal) === false);
  const writes = [...neighbours, ...elsewhere].filter(
    (x) =>
      isWrite(x.method) &&
      landed(x) !== 'no' &&
      !reports.has(x.resourceType ?? '') &&
      endOf(x) > since &&
      x.startedAt <= endOf(refusal),
  );
  const cut = neighbours.length >= mostNeighbours && !neighbours.some((x) => x.startedAt <= since);
  return { writes, complete: !cut && refusal.startedAt - since <= reach };
});
