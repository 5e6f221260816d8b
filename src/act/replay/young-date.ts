import { headerValue } from '../../http/header-list.ts';
import { type Exchange, responseHeaders } from '../../record/exchange.ts';
import type { TokenPlan } from '../token/plan.ts';

/** A little more than the second that a date counts in. Milliseconds. */
export const dateSettles = 1_100;

/**
 * Whether the save would go out under a date alone, and that date is of the second in which it was read: another save of that second
 * would bear the same one, and the server could not tell the two apart (RFC 9110 §8.8.2.2).
 */
export function isYoungDate({ carriers }: TokenPlan, read: Exchange): boolean {
  if (!carriers.every(({ from }) => from === 'header:Last-Modified')) return false;
  const headers = responseHeaders(read);
  const changed = Date.parse(headerValue(headers, 'last-modified') ?? '');
  const said = Date.parse(headerValue(headers, 'date') ?? '');
  const now = Number.isNaN(said) ? (read.endedAt ?? read.startedAt) : said;
  return !Number.isNaN(changed) && now - changed < 1_000;
}
