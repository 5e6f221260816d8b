import type { CaseFile } from '../diagnose/contract.ts';
import { headerValue } from '../http/header-list.ts';
import { originOf } from '../http/resource.ts';
import { isSuccess } from '../http/status.ts';
import { type Exchange, requestHeaders, responseHeaders } from '../record/exchange.ts';
import { isJson, isPage } from './merge/media.ts';

/** Query parameters that make a write conditional; a read goes without them. */
const tokenParameters = new Set([
  'rev',
  '_rev',
  'cas',
  'etag',
  'version',
  'expectedversion',
  'revision',
  'lock_version',
  'lockversion',
  'if_seq_no',
  'if_primary_term',
  'ifgenerationmatch',
  'ifmetagenerationmatch',
]);

/** Where and how to read the resource that a save was refused on. */
export type ReadTarget = {
  readonly url: string;
  /** The page’s last read, whose header fields are worth repeating. */
  readonly like: Exchange | null;
  readonly credentials: 'same-origin' | 'include';
  readonly crossOrigin: boolean;
};

/**
 * The page’s own last good read of the resource, before the refusal where there was one: the same URL names the same entry of the browser’s cache.
 * Without one, the refused request’s URL without its token parameters.
 */
export function readTarget(file: CaseFile): ReadTarget {
  const { refusal } = file;
  const reads = file.history.filter(
    (x) => x.method === 'GET' && x.parent === null && (isSuccess(x.status) || x.status === 304),
  );
  const like = likeTheSave(reads, refusal);
  const pageOrigin = originOf(refusal.initiator ?? like?.initiator ?? refusal.url);
  const url = like?.url ?? withoutTokenParameters(refusal.url);
  const crossOrigin = pageOrigin !== '' && pageOrigin !== originOf(url);
  return {
    url,
    like,
    crossOrigin,
    credentials: crossOrigin && hadCookies(like ?? refusal) ? 'include' : 'same-origin',
  };
}

/** Of an address that is a page and data, each read names one of the two (Accept); data that was saved is read as data. */
function likeTheSave(reads: readonly Exchange[], refusal: Exchange): Exchange | null {
  const isData = isJson(headerValue(requestHeaders(refusal), 'content-type'));
  const fitting = isData ? reads.filter((x) => !isPage(headerValue(responseHeaders(x), 'content-type'), '')) : reads;
  return fitting.findLast((x) => x.startedAt <= refusal.startedAt) ?? fitting.at(-1) ?? null;
}

export function withoutTokenParameters(url: string): string {
  if (!URL.canParse(url)) return url;
  const parsed = new URL(url);
  const names = [...parsed.searchParams.keys()].filter((name) => tokenParameters.has(name.toLowerCase()));
  // Untouched where nothing goes, because writing the query again may spell it otherwise.
  if (names.length === 0) return url;
  for (const name of names) parsed.searchParams.delete(name);
  return parsed.href;
}

/**
 * The same address as no cache on the way can know it, each time another: a shared cache may pass over a read's `no-store`
 * (RFC 9111 §5.2.1 lets it), and its key holds the query. The name is one that servers are used to.
 */
export function pastCaches(url: string): string {
  const [whole = url] = url.split('#', 1);
  const unknown = crypto.randomUUID().replaceAll('-', '');
  return `${whole}${whole.includes('?') ? '&' : '?'}_=${unknown}`;
}

/** Cookies cross origins only with the server’s word for it (Fetch Standard, CORS protocol and credentials). */
function hadCookies(x: Exchange): boolean {
  return (
    headerValue(requestHeaders(x), 'cookie') !== null ||
    headerValue(responseHeaders(x), 'access-control-allow-credentials')?.trim().toLowerCase() === 'true'
  );
}
