import { headerValue } from '../../http/header-list.ts';
import { type Exchange, responseHeaders } from '../../record/exchange.ts';

/** Fields in which shared caches say whether they answered themselves: RFC 9211 `Cache-Status` and older ones of vendors. */
const statusFields = [
  'Cache-Status',
  'CF-Cache-Status',
  'X-Cache',
  'X-Cache-Status',
  'X-Proxy-Cache',
  'X-Varnish-Cache',
];

/**
 * What in an answer shows that a cache between browser and server gave it, for example `Age: 37`; null where nothing does.
 * `Age` above zero comes only from a cache (RFC 9111 §5.1), unless the browser's own cache answered.
 */
export function sharedCacheTrace(x: Exchange): string | null {
  if (x.servedBy === 'service-worker') return null;
  const headers = responseHeaders(x);
  for (const name of statusFields) {
    const value = headerValue(headers, name);
    if (value !== null && /\bhit\b|\bstale\b/i.test(value) && !/\bmiss\b|fwd=/i.test(value.split(',').at(-1) ?? ''))
      return `${name}: ${value.slice(0, 80)}`;
  }
  const age = headerValue(headers, 'Age')?.trim() ?? '';
  return /^\d{1,10}$/.test(age) && Number(age) > 0 ? `Age: ${age}` : null;
}

/** Whether the server itself was seen to answer: a copy out of a cache says nothing of what a write made. */
export function fromServer(x: Exchange): boolean {
  return (x.servedBy === 'network' || x.servedBy === 'revalidated') && sharedCacheTrace(x) === null;
}
