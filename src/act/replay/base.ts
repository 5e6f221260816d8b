import type { CaseFile } from '../../diagnose/contract.ts';
import { parseTagList } from '../../http/entity-tag.ts';
import { headerValue } from '../../http/header-list.ts';
import { isWrite } from '../../http/method.ts';
import { isSuccess } from '../../http/status.ts';
import { type Exchange, requestHeaders, responseHeaders } from '../../record/exchange.ts';

/** More reads of one resource than a save can have started from. */
const most = 12;

/**
 * The answers that the save may have started from, best first: those whose validator the save named, then the page's own, then Resave's, newest first.
 * Reads, and the answers to earlier saves where they carried a body: a page goes on from those too.
 * One counts where it had ended before the save began and its body is kept whole, or may still be in the store.
 */
export function baseCandidates(file: CaseFile): readonly Exchange[] {
  const { refusal } = file;
  const found = file.history.filter(
    (x) =>
      (x.method === 'GET' || isWrite(x.method)) &&
      // A 304 has a body where the browser revalidated its own copy: DevTools then shows what the page got (Chromium 156).
      (isSuccess(x.status) || x.status === 304) &&
      x.status !== 206 &&
      (x.endedAt ?? x.startedAt) <= refusal.startedAt &&
      (mayHaveBody(x) || heldAsSent(x)),
  );
  const named = namedValidators(refusal);
  const rank = (x: Exchange) => (isNamed(x, named) ? 0 : x.parent === null ? 1 : 2);
  return found.sort((a, b) => rank(a) - rank(b) || b.startedAt - a.startedAt).slice(0, most);
}

/** What a replay was merged with: for the next round after it was refused, its base is known and not guessed. */
export function mergedWith(file: CaseFile): Exchange | null {
  const { parent, startedAt } = file.refusal;
  if (parent?.role !== 'replay-send') return null;
  return (
    file.history.findLast(
      (x) =>
        x.parent?.role === 'replay-read' &&
        x.parent.id === parent.id &&
        x.startedAt <= startedAt &&
        // A 304 to the plain form of a tag brought no body.
        isSuccess(x.status),
    ) ?? null
  );
}

/**
 * A PUT that was answered with a validator and no body: what the server holds under it is what was sent, for it must not send one
 * where it changed the content (RFC 9110 §9.3.4).
 */
export function heldAsSent(x: Exchange): boolean {
  const { responseBody } = x;
  const isEmpty = responseBody.state === 'none' || (responseBody.state === 'kept' && responseBody.data === '');
  const headers = responseHeaders(x);
  const named = headerValue(headers, 'etag') ?? headerValue(headers, 'last-modified');
  return x.method.toUpperCase() === 'PUT' && isSuccess(x.status) && isEmpty && named !== null;
}

function mayHaveBody({ responseBody }: Exchange): boolean {
  if (responseBody.state === 'kept') return !responseBody.truncated && responseBody.encoding === 'text';
  return responseBody.state === 'not-kept' && responseBody.why === 'not-loaded';
}

/** The validators that a request named in its preconditions, as written. */
export function namedValidators(x: Exchange): ReadonlySet<string> {
  const headers = requestHeaders(x);
  const named = new Set<string>();
  const match = headerValue(headers, 'if-match');
  if (match !== null) {
    const tags = parseTagList(match);
    if (tags !== '*') for (const tag of tags) if (tag !== null) named.add(`${tag.weak ? 'W/' : ''}"${tag.opaque}"`);
    named.add(match.trim());
  }
  const since = headerValue(headers, 'if-unmodified-since');
  if (since !== null) named.add(since.trim());
  return named;
}

/** Whether the read's validators are among those named. */
export function isNamed(read: Exchange, named: ReadonlySet<string>): boolean {
  const headers = responseHeaders(read);
  return [headerValue(headers, 'etag'), headerValue(headers, 'last-modified')].some(
    (validator) => validator !== null && named.has(validator.trim()),
  );
}

/**
 * Where no token ties the save to one of its reads: the page's last read may stand for the base only if the tab never saw another version.
 * With two, the page may have gone on from the older one, and taking the newer for the base would undo what changed between them.
 */
export function onlyVersionRead(file: CaseFile, candidates: readonly Exchange[]): Exchange | null {
  const own = candidates.filter((x) => x.method === 'GET' && x.parent === null && x.tabId === file.refusal.tabId);
  const [last] = own;
  if (last === undefined) return null;
  return own.every((x) => sameVersion(x, last)) ? last : null;
}

function sameVersion(a: Exchange, b: Exchange): boolean {
  if (a.responseBody.state === 'kept' && b.responseBody.state === 'kept')
    return a.responseBody.data === b.responseBody.data;
  const tag = headerValue(responseHeaders(a), 'etag');
  return tag !== null && tag === headerValue(responseHeaders(b), 'etag');
}
