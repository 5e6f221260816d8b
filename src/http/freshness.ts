import CachePolicy from 'http-cache-semantics';
import { type HeaderList, headerValue } from './header-list.ts';

/**
 * For how many seconds after it arrived a private cache may use this answer to a GET without asking (RFC 9111 §4.2),
 * its `Age` taken off; 0 where it must ask, null where the answer's fields are not known.
 */
export function freshFor(url: string, response: HeaderList | null, status = 200): number | null {
  if (response === null) return null;
  const headers: Record<string, string> = Object.create(null);
  for (const [name] of response) headers[name.toLowerCase()] = headerValue(response, name) ?? '';
  const policy = new CachePolicy({ url, method: 'GET', headers: {} }, { status, headers }, { shared: false });
  if (!policy.storable()) return 0;
  const age = Number(headers.age ?? 0);
  return Math.max(0, policy.maxAge() - (Number.isFinite(age) ? age : 0));
}
