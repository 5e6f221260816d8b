import type { ServedBy } from '../capture/sighting.ts';
import { headerValue } from '../http/header-list.ts';
import type { Served } from '../messages/acts.ts';
import type { PageTiming } from '../messages/protocol.ts';
import { say } from '../texts/say.ts';
import type { Reading } from './running.ts';

/**
 * Who answered, by the Resource Timing entry (transferSize: 0 from the cache, 300 for a confirmed copy, more from the network;
 * Resource Timing, §4.4). `unknown` for another origin’s entry without Timing-Allow-Origin: all its sizes are 0.
 */
export function timedBy(timing: PageTiming | null | undefined): ServedBy {
  if (timing === null || timing === undefined) return 'unknown';
  if (timing.deliveryType === 'cache') return 'http-cache';
  // A worker may have fetched it itself; the entry does not say.
  if (timing.worker || (timing.encodedBodySize === 0 && timing.transferSize === 0)) return 'unknown';
  if (timing.transferSize === 0) return 'http-cache';
  if (timing.transferSize === 300 && timing.encodedBodySize > 0) return 'revalidated';
  return 'network';
}

/** A reading as the outcome of a cache clear shows it. */
export function servedOf({ exchange, answer }: Reading, by: ServedBy): Served {
  return {
    exchange,
    status: answer.status,
    etag: headerValue(answer.headers, 'etag'),
    lastModified: headerValue(answer.headers, 'last-modified'),
    by,
  };
}

/** “200, ETag "v2", from the network”: a served copy in words. */
export function inWords(served: Served): string {
  const from = {
    network: say`from the network`,
    'http-cache': say`from the browser’s cache`,
    revalidated: say`from the browser’s cache, confirmed by the server`,
    'service-worker': say`from the page’s service worker`,
    unknown: '',
  }[served.by];
  const validator =
    served.etag !== null
      ? `ETag ${served.etag}`
      : served.lastModified !== null
        ? `Last-Modified ${served.lastModified}`
        : say`no validator`;
  return [served.status ?? say`no answer`, validator, from].filter((part) => part !== '').join(', ');
}
