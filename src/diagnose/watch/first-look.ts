import { headerValue } from '../../http/header-list.ts';
import { isWrite } from '../../http/method.ts';
import { isSuccess } from '../../http/status.ts';
import { type Exchange, requestHeaders, responseHeaders } from '../../record/exchange.ts';
import type { Flag } from '../../record/flag.ts';
import type { CaseFile } from '../contract.ts';
import { disguiseInSuccess, suspectOf } from './disguise-in-success.ts';

/**
 * What the recorder can tell of a write by itself: all that needs neither the vocabulary of refusals nor the rules of lost updates,
 * so that the background stays small. The rest is asked of `readFlag` (flagged.ts), which these questions keep rare.
 */

/** How a write's answer reads at once: undefined where that cannot be told now (no write, its body is not at hand, or it takes the reader). */
export function flagAtOnce(x: Exchange): Flag | null | undefined {
  if (!isWrite(x.method)) return undefined;
  const { responseBody: body } = x;
  if (body.state === 'not-kept' && (body.why === 'not-loaded' || body.why === 'evicted')) return undefined;
  const suspect = suspectOf(x);
  if (suspect === null) return null;
  if (suspect.kind === 'refusal') return undefined;
  return disguiseInSuccess(x, suspect) === null ? null : 'disguised-refusal';
}

/** Whether it takes the reader of refusals to tell what the answer says: a write that was answered 400 or 422. */
export function takesReader(x: Exchange): boolean {
  return suspectOf(x)?.kind === 'refusal';
}

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
