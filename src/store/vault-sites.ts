import { headerValue } from '../http/header-list.ts';
import { originOf } from '../http/resource.ts';
import { type Exchange, requestHeaders } from '../record/exchange.ts';

/**
 * Origins from whose pages a save can be tried again: its page's and the resource's. Browsers send the page's as `Origin` with every
 * write (Fetch Standard); where that was not seen, who asked stands in, which in Chromium's DevTools may be a script of another host.
 */
export function sitesOf(x: Exchange): readonly string[] {
  const headers = requestHeaders(x);
  const page = [headerValue(headers, 'origin'), headerValue(headers, 'referer'), x.initiator]
    .map((url) => (url === null ? '' : originOf(url)))
    .find((origin) => /^https?:/.test(origin));
  return [...new Set([...(page === undefined ? [] : [page]), x.origin])].filter((site) => site !== '');
}
