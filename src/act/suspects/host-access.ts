/** Which of an extension’s host patterns (match patterns of the WebExtensions standard) reach a URL. */
export type Reach = 'none' | 'every-site' | 'this-site';

const everySite = /^(<all_urls>|(\*|https?|http):\/\/\*\/.*)$/;

/** `this-site`: a pattern names the host itself, or its domain. */
export function reachOf(patterns: readonly string[], url: string): Reach {
  if (!URL.canParse(url)) return 'none';
  const reaching = patterns.filter((pattern) => matches(pattern, new URL(url)));
  if (reaching.length === 0) return 'none';
  return reaching.every((pattern) => everySite.test(pattern)) ? 'every-site' : 'this-site';
}

/** Scheme and host; paths of patterns do not narrow an extension’s host permissions in either browser. */
function matches(pattern: string, { protocol, hostname }: URL): boolean {
  if (pattern === '<all_urls>') return true;
  const parts = /^(\*|[a-z][a-z-]*):\/\/([^/]*)/.exec(pattern);
  if (parts === null) return false;
  const [, scheme, hostAndPort = ''] = parts;
  if (scheme !== '*' && `${scheme}:` !== protocol) return false;
  if (scheme === '*' && protocol !== 'http:' && protocol !== 'https:') return false;
  const host = hostAndPort.replace(/:(\d+|\*)$/, '').toLowerCase();
  if (host === '*') return true;
  if (!host.startsWith('*.')) return host === hostname;
  return hostname === host.slice(2) || hostname.endsWith(host.slice(1));
}
