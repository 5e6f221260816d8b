import type { Heard } from '../capture/heard.ts';
import type { Database } from './schema.ts';

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
export const heardOwn = 'heard-own ';
export const heardAny = 'heard-any ';
const isHeard = (pattern: string) => pattern.startsWith(heardOwn) || pattern.startsWith(heardAny);

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
