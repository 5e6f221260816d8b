import { isWrite } from '../../http/method.ts';
import type { Exchange } from '../../record/exchange.ts';
import { defineFact, isMissingValue } from '../define.ts';
import { baseRead } from './base-read.ts';
import { endOf, landed } from './traffic.ts';

/** Kinds of request that only report something to the server. */
const reports = new Set(['ping', 'beacon', 'csp_report', 'csp-report']);

/**
 * Writes of this browser to other URLs of the origin between the base read and the refusal that may have landed.
 * One of them may have changed the resource too (`POST /notes/1/tags`), so nobody else can be blamed for certain.
 */
export const writesNearby = defineFact<readonly Exchange[]>('writes nearby', ({ refusal, neighbours }, read) => {
  const base = read(baseRead);
  const since = isMissingValue(base) ? Number.NEGATIVE_INFINITY : base.exchange.startedAt;
  return neighbours.filter(
    (x) =>
      isWrite(x.method) &&
      landed(x) !== 'no' &&
      !reports.has(x.resourceType ?? '') &&
      endOf(x) > since &&
      x.startedAt <= endOf(refusal),
  );
});
