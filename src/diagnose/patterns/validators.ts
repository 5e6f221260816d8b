import { parseEntityTag, withoutCodingSuffix } from '../../http/entity-tag.ts';
import { headerValue } from '../../http/header-list.ts';
import { isSuccess } from '../../http/status.ts';
import { type Exchange, responseHeaders } from '../../record/exchange.ts';
import { askedFrom, exposes } from '../facts/hidden-tag.ts';

/** What is wrong with the validators that an origin gives (RFC 9110 §8.8). */
export const ailments = ['missing', 'weak', 'suffix', 'not-exposed', 'malformed', 'flapping'] as const;
export type Ailment = (typeof ailments)[number];

/** Software that is told by `Server` or `X-Powered-By`. */
export const servers = ['nginx', 'apache', 'express', 'iis', 'caddy', 'jetty'] as const;
export type ServerName = (typeof servers)[number];

const longestField = 512;

/** Which known software answered, by its own words; several where one stands before another. */
export function serversOf(x: Exchange): readonly ServerName[] {
  const headers = responseHeaders(x);
  const said = `${headerValue(headers, 'server') ?? ''} ${headerValue(headers, 'x-powered-by') ?? ''}`
    .slice(0, longestField)
    .toLowerCase();
  return servers.filter((name) => said.includes(name === 'iis' ? 'microsoft-iis' : name));
}

/** Whether it is a read of something that may be saved: what shows a page's own parts has no say here. */
function isRead(x: Exchange): boolean {
  if (x.method !== 'GET' || !isSuccess(x.status) || x.status === 206) return false;
  if (x.servedBy === 'service-worker') return false;
  return /^(xmlhttprequest|fetch|xhr|other)$/.test(x.resourceType ?? 'fetch');
}

/** What one answer shows about the health of its validators; empty where all is well or nothing can be said. */
export function ailmentsOf(x: Exchange): readonly Ailment[] {
  const headers = responseHeaders(x);
  if (headers === null || !isRead(x)) return [];
  const tag = headerValue(headers, 'etag');
  // Through `seen` alone a hidden tag and a missing one look the same.
  if (tag === null)
    return x.headers.received !== null && headerValue(headers, 'last-modified') === null ? ['missing'] : [];
  const found: Ailment[] = [];
  const parsed = parseEntityTag(tag);
  if (parsed === null) found.push('malformed');
  else {
    if (parsed.weak) found.push('weak');
    if (withoutCodingSuffix(parsed.opaque) !== null && headerValue(headers, 'content-encoding') !== null)
      found.push('suffix');
  }
  const page = askedFrom(x);
  const shown = exposes(
    headerValue(headers, 'access-control-expose-headers') ?? '',
    headerValue(headers, 'access-control-allow-credentials'),
  );
  if (page !== '' && page !== x.origin && headerValue(headers, 'access-control-allow-origin') !== null && !shown)
    found.push('not-exposed');
  return found;
}
