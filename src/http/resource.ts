import { isSecretName } from './secret-name.ts';

/** Parameters that carry a version token of the save (a DELETE's `?rev=`) and not the identity of the resource. */
const versionParameters = new Set([
  'rev',
  '_rev',
  'revision',
  'version',
  'expectedversion',
  'cas',
  'etag',
  'if_seq_no',
  'if_primary_term',
  'version_type',
  'ifgenerationmatch',
  'ifgenerationnotmatch',
  'ifmetagenerationmatch',
  'ifmetagenerationnotmatch',
  'sourcegeneration',
  'lock_version',
  'lockversion',
  'revisionid',
  'ifrevisionid',
]);

/** Parameters whose only work is to pass a cache. */
const cacheBreakers = new Set([
  '_',
  'cb',
  '_cb',
  '_dc',
  '_ts',
  '_t',
  'nocache',
  'no_cache',
  'no-cache',
  'cachebust',
  'cachebuster',
  'cache_bust',
  'bust',
]);

/** These are often something else (a topic, a place in a track), so only a value of digits counts as a cache breaker. */
const cacheBreakersOfDigits = new Set(['t', 'ts', 'timestamp', 'time', 'rnd', 'rand', 'random', 'nonce']);

function breaksCaches(name: string, value: string): boolean {
  return cacheBreakers.has(name) || (cacheBreakersOfDigits.has(name) && /^[0-9.]{9,}$/.test(value));
}

/** A secret of the person's own naming; the tag in its place is another in each session. */
const isRedacted = (value: string) => value.startsWith('‹redacted #');

/** Longest URL that is looked at parameter by parameter; what is longer is its own key. */
const longest = 16_384;

function parse(url: string): URL | null {
  return url.length <= longest && URL.canParse(url) ? new URL(url) : null;
}

/**
 * What a URL identifies, as a text that groups the history of a resource: origin, path and query without fragment,
 * without parameters that carry version tokens, break caches or hold secrets; the rest sorted.
 * A URL that does not parse is its own key (without its fragment).
 */
export function resourceKey(url: string): string {
  const parsed = parse(url);
  if (parsed === null || parsed.origin === 'null') return url.split('#', 1)[0] ?? url;
  const kept = [...parsed.searchParams].filter(([name, value]) => {
    const lower = name.toLowerCase();
    return !versionParameters.has(lower) && !breaksCaches(lower, value) && !isSecretName(name) && !isRedacted(value);
  });
  // By code units, so that the key does not depend on the language of the browser.
  const order = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);
  kept.sort(([a, x], [b, y]) => order(a, b) || order(x, y));
  const query = new URLSearchParams(kept).toString();
  return `${parsed.origin}${parsed.pathname}${query === '' ? '' : `?${query}`}`;
}

/** Scheme, host and port (RFC 6454 §6.2), or an empty text where the URL has none. */
export function originOf(url: string): string {
  // Only the beginning matters; a hostile URL may be megabytes long.
  const head = url.slice(0, longest);
  if (!URL.canParse(head)) return '';
  const { origin } = new URL(head);
  return origin === 'null' ? '' : origin;
}
