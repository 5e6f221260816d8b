import { freshFor } from '../../http/freshness.ts';
import { responseHeaders } from '../../record/exchange.ts';
import { defineFact, isMissingValue } from '../define.ts';
import { baseRead } from './base-read.ts';
import { sharedCacheTrace } from './shared-cache.ts';
import { endOf, traffic } from './traffic.ts';

/**
 * Whether the base read was answered by the browser's cache without a word to the server.
 * Chromium 156 tells webRequest `fromCache` also when the server had just confirmed the copy; DevTools tells the two apart.
 * Where only webRequest saw it, the stored answer must have been fresh at that moment (RFC 9111 §4.2).
 */
export const plainHit = defineFact<boolean>('plain hit', (_, read) => {
  const [base, seen] = [read(baseRead), read(traffic)];
  if (isMissingValue(base) || isMissingValue(seen) || base.exchange.servedBy !== 'http-cache') return false;
  const { exchange } = base;
  if (exchange.sources.some((source) => source === 'devtools-network' || source === 'har-file')) return true;
  const stored = seen.reads.findLast(
    (x) => x.servedBy === 'network' && endOf(x) <= exchange.startedAt && sharedCacheTrace(x) === null,
  );
  if (stored === undefined) return false;
  const lifetime = freshFor(stored.url, responseHeaders(stored));
  return lifetime !== null && endOf(exchange) - stored.startedAt < lifetime * 1000;
});
