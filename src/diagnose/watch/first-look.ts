import { headerValue } from '../../http/header-list.ts';
import { isSuccess } from '../../http/status.ts';
import { type Exchange, requestHeaders, responseHeaders } from '../../record/exchange.ts';
import type { CaseFile } from '../contract.ts';

/**
 * Whether it takes the history to tell what a write did: cheap questions without the rules of lost updates, which keep `readFlag`
 * (flagged.ts) rare.
 */

const conditions = ['If-Match', 'If-Unmodified-Since', 'If-None-Match', 'If'];

/** Whether only the history can tell that a write overwrote something: a page's PUT that went through and named no version in its headers. */
export function takesHistory(x: Exchange): boolean {
  if (x.method.toUpperCase() !== 'PUT' || x.parent !== null || x.flag === 'disguised-refusal') return false;
  if (!isSuccess(x.status) || x.status === 202 || x.status === 207 || x.missed.includes('end')) return false;
  const headers = requestHeaders(x);
  return headers !== null && conditions.every((name) => headerValue(headers, name) === null);
}

/** Whether the history holds what a lost update is made of: this page knew a version, and somebody else another, or versions are numbers. */
export function mayHaveOverwritten({ refusal: write, history }: CaseFile): boolean {
  const named = history.filter((x) => x.id !== write.id && x.startedAt < write.startedAt && versionOf(x) !== null);
  if (!named.some((x) => x.tabId === write.tabId && x.parent === null)) return false;
  return named.some((x) => x.tabId !== write.tabId) || /\d/.test(versionOf(write) ?? '');
}

/** The validator of an answer; null where it has none. */
export function versionOf(x: Exchange): string | null {
  const headers = responseHeaders(x);
  return headerValue(headers, 'ETag') ?? headerValue(headers, 'Last-Modified');
}
