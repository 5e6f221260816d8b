import { say } from '../../texts/say.ts';

/** The host patterns that an address stands for: of both schemes where it names none. Empty where it is none of a web site. */
export function patternsOf(address: string): string[] {
  const text = address.trim();
  const schemes = /^[a-z][a-z0-9+.-]*:\/\//i.test(text) ? [''] : ['https://', 'http://'];
  return schemes.flatMap((scheme) => {
    if (!URL.canParse(scheme + text)) return [];
    const { protocol, hostname } = new URL(scheme + text);
    const isHost = /^[\w.-]+$|^\[[0-9a-f:.]+\]$/i.test(hostname);
    return isHost && /^https?:$/.test(protocol) ? [`${protocol}//${hostname}/*`] : [];
  });
}

/** A host pattern for people. */
export function patternName(pattern: string): string {
  const [scheme = '', rest = ''] = pattern.split('://', 2);
  const host = rest.split('/', 1)[0] ?? '';
  if (pattern === '<all_urls>' || (scheme === '*' && host === '*')) return say`Every site`;
  if (host === '*') return say`Every ${scheme} site`;
  return scheme === '*' ? host : `${scheme}://${host}`;
}
