import { isFields, isNumber } from '../http/unknown.ts';
import type { ServedBy, Sighting } from './sighting.ts';

/**
 * Firefox’s DevTools do not say that the browser’s cache answered (153: a cached answer looks like one from the network), but the
 * page’s own Resource Timing does. So a read is asked for there before it is passed on.
 */

/** A Resource Timing entry of the page; the page’s word, and parsed as such. */
export type TimingEntry = {
  /** Epoch milliseconds. */
  readonly startedAt: number;
  readonly transferSize: number;
  readonly encodedBodySize: number;
};

/** How far the start in the entry may lie from the one that DevTools tell, milliseconds. */
const near = 150;

/**
 * The expression that gives the page’s entries of an address, as JSON. Their times are brought to the wall clock of now, by which
 * DevTools tell theirs: `performance.timeOrigin` runs away from it while a computer sleeps.
 */
export function timingSource(url: string): string {
  return `JSON.stringify(performance.getEntriesByName(${JSON.stringify(url)}).slice(-50).map((entry) => ({
    startedAt: Date.now() - performance.now() + entry.startTime,
    transferSize: entry.transferSize,
    encodedBodySize: entry.encodedBodySize,
    requestStart: entry.requestStart,
  })))`;
}

/**
 * What came back; none where it is not readable. Of another origin without Timing-Allow-Origin an entry has no `requestStart`, and in
 * Firefox 153 no `transferSize` either, but the size of its body: that looks like the cache and says nothing.
 */
export function parseTiming(answer: unknown): readonly TimingEntry[] {
  let list: unknown;
  try {
    list = typeof answer === 'string' ? JSON.parse(answer) : null;
  } catch {
    return [];
  }
  if (!Array.isArray(list)) return [];
  return list.flatMap((one: unknown) => {
    if (!isFields(one)) return [];
    const { startedAt, transferSize, encodedBodySize, requestStart } = one;
    if (requestStart === 0) return [];
    return isNumber(startedAt) && isNumber(transferSize) && isNumber(encodedBodySize)
      ? [{ startedAt, transferSize, encodedBodySize }]
      : [];
  });
}

/**
 * Who answered the request that started then: what the nearest entry tells, if those that tell otherwise lie clearly farther. `unknown`
 * where none fits or they cannot be told apart, and where the sizes are all 0: of another origin without Timing-Allow-Origin
 * (Resource Timing §4.4), or a service worker had it in its hands (Firefox 153).
 */
export function servedByTiming(entries: readonly TimingEntry[], startedAt: number): ServedBy {
  const fitting = entries
    .map((entry) => ({ verdict: verdict(entry), distance: Math.abs(entry.startedAt - startedAt) }))
    .filter(({ distance }) => distance <= near)
    .sort((a, b) => a.distance - b.distance);
  const [nearest] = fitting;
  if (nearest === undefined) return 'unknown';
  const clearly = nearest.distance * 2 + 10;
  const isDoubtful = fitting.some((other) => other.verdict !== nearest.verdict && other.distance < clearly);
  return isDoubtful ? 'unknown' : nearest.verdict;
}

function verdict({ transferSize, encodedBodySize }: TimingEntry): ServedBy {
  if (encodedBodySize === 0) return transferSize > 300 ? 'network' : 'unknown';
  if (transferSize === 0) return 'http-cache';
  return transferSize === 300 ? 'revalidated' : 'network';
}

/** Whether the page is to be asked: a read that DevTools took for one from the network. */
export function wantsTiming({ source, method, state, servedBy }: Sighting): boolean {
  return source === 'devtools-network' && method.toUpperCase() === 'GET' && state === 'done' && servedBy === 'network';
}

/** The sighting with who answered. Nothing of a cached answer went over the wire: its headers are what the page set and has seen. */
export function withServedBy(sighting: Sighting, servedBy: ServedBy): Sighting {
  if (servedBy !== 'http-cache') return { ...sighting, servedBy };
  const { sent, received, ...rest } = sighting.headers ?? {};
  const set = rest.set ?? sent;
  const seen = rest.seen ?? received;
  return {
    ...sighting,
    servedBy,
    headers: { ...(set === undefined ? {} : { set }), ...(seen === undefined ? {} : { seen }) },
  };
}
