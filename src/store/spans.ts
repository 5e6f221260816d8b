import type { Heard } from '../capture/heard.ts';
import type { Database, Span } from './schema.ts';

/** Whether a host permission (`https://*.example.com/*`, `<all_urls>`) covers an origin. */
export function covers(pattern: string, origin: string): boolean {
  if (!URL.canParse(origin)) return false;
  const { protocol, hostname } = new URL(origin);
  const scheme = protocol.slice(0, -1);
  if (pattern === '<all_urls>') return scheme === 'http' || scheme === 'https';
  const [asked, rest = ''] = pattern.split('://', 2);
  if (asked !== scheme && !(asked === '*' && (scheme === 'http' || scheme === 'https'))) return false;
  const host = rest.split('/', 1)[0]?.split(':', 1)[0] ?? '';
  if (host === '*') return true;
  if (host.startsWith('*.')) return hostname === host.slice(2) || hostname.endsWith(host.slice(1));
  return host === hostname;
}

/** Rows of what webRequest listened to stand beside those of the permissions, under these beginnings. */
const heardOwn = 'heard-own ';
const heardAny = 'heard-any ';
const isHeard = (pattern: string) => pattern.startsWith(heardOwn) || pattern.startsWith(heardAny);

/** Whether a pattern covers every site of a scheme. */
export function coversAll(pattern: string): boolean {
  return pattern === '<all_urls>' || /^(\*|https?):\/\/\*\//.test(pattern);
}

/**
 * Since when requests to `origin` are seen without a gap, epoch ms, or null. `ownPagesOnly`: only pages of that origin can ask it.
 * Else both schemes must be watched everywhere, because any page might have asked. And in either case webRequest must have listened
 * to that origin all the time: a permission alone shows nothing of a worker.
 */
export function sinceOf(spans: readonly Span[], origin: string, ownPagesOnly: boolean): number | null {
  const earliest = (found: readonly Span[]) =>
    found.length === 0 ? null : Math.min(...found.map((span) => span.since));
  const everywhere = (scheme: string) =>
    earliest(spans.filter(({ pattern }) => coversAll(pattern) && covers(pattern, `${scheme}://any.invalid`)));
  const own = earliest(spans.filter(({ pattern }) => covers(pattern, origin)));
  const kind = ownPagesOnly ? heardOwn : heardAny;
  const heard = earliest(
    spans.filter(({ pattern }) => pattern.startsWith(kind) && covers(pattern.slice(kind.length), origin)),
  );
  if (heard === null) return null;
  if (ownPagesOnly) return own === null ? null : Math.max(own, heard);
  const [http, https] = [everywhere('http'), everywhere('https')];
  return http === null || https === null ? null : Math.max(http, https, heard);
}

/**
 * Keeps the record of what is watched: patterns that are new begin now, those that are gone end.
 * `gap`: something may have been missed until now (the worker was killed under way), so every span begins anew.
 */
export async function keepSpans(db: Database, patterns: readonly string[], now: number, gap: boolean): Promise<void> {
  const transaction = db.transaction('spans', 'readwrite');
  const known = await transaction.store.getAll();
  for (const { pattern } of known)
    if (!patterns.includes(pattern) && !isHeard(pattern)) await transaction.store.delete(pattern);
  for (const pattern of patterns)
    if (gap || !known.some((span) => span.pattern === pattern)) await transaction.store.put({ pattern, since: now });
  await transaction.done;
}

/** Puts down what webRequest listens to, and since when without a gap, in place of what stood there. */
export async function keepHeard(db: Database, heard: readonly Heard[]): Promise<void> {
  const transaction = db.transaction('spans', 'readwrite');
  for (const { pattern } of await transaction.store.getAll())
    if (isHeard(pattern)) await transaction.store.delete(pattern);
  for (const { pattern, own, any } of heard) {
    await transaction.store.put({ pattern: heardOwn + pattern, since: own });
    await transaction.store.put({ pattern: heardAny + pattern, since: any });
  }
  await transaction.done;
}
