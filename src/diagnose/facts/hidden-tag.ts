import { headerValue } from '../../http/header-list.ts';
import { originOf } from '../../http/resource.ts';
import { type Exchange, requestHeaders, responseHeaders } from '../../record/exchange.ts';
import { say } from '../../texts/say.ts';
import { defineFact, isMissingValue, missing } from '../define.ts';
import { baseRead } from './base-read.ts';

/** Whether the page could read the ETag that its read carried (Fetch standard, CORS protocol: Access-Control-Expose-Headers). */
export type HiddenTag = {
  readonly read: Exchange;
  readonly tag: string | null;
  /** Origin of the page; null where the tag's absence makes it no matter. */
  readonly page: string | null;
  readonly state: 'no-tag' | 'same-origin' | 'exposed' | 'hidden';
};

export const hiddenTag = defineFact<HiddenTag>('hidden tag', (_, read) => {
  const base = read(baseRead);
  if (isMissingValue(base)) return base;
  const { exchange } = base;
  const headers = responseHeaders(exchange);
  if (headers === null)
    return missing(say`The answer’s header fields of the page’s read were not seen.`, 'cached-against-fresh');
  const tag = headerValue(headers, 'ETag');
  if (tag === null) return { read: exchange, tag, page: null, state: 'no-tag' };
  const page = askedFrom(exchange);
  if (page === '') return missing(say`From which site the page’s read was made was not seen.`);
  if (page === exchange.origin) return { read: exchange, tag, page, state: 'same-origin' };
  const exposed = exposes(
    headerValue(headers, 'Access-Control-Expose-Headers') ?? '',
    headerValue(headers, 'Access-Control-Allow-Credentials'),
  );
  return { read: exchange, tag, page, state: exposed ? 'exposed' : 'hidden' };
});

/** Firefox's DevTools name no initiator. A request across origins says itself where it comes from (Fetch standard, `Origin`). */
export function askedFrom(x: Exchange): string {
  return originOf(x.initiator ?? '') || originOf(headerValue(requestHeaders(x), 'Origin') ?? '');
}

/** `*` exposes all only to requests without credentials (Fetch standard). */
export function exposes(field: string, credentials: string | null): boolean {
  const names = field.split(',').map((name) => name.trim().toLowerCase());
  return names.includes('etag') || (names.includes('*') && credentials?.trim() !== 'true');
}
