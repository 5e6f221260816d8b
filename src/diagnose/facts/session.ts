import { headerValue } from '../../http/header-list.ts';
import { type Exchange, requestHeaders } from '../../record/exchange.ts';
import { say } from '../../texts/say.ts';
import { defineFact, isMissingValue, missing } from '../define.ts';
import { baseRead } from './base-read.ts';

/** What of the session went out with the page's read and with the save. Secrets are replaced by tags that are equal for equal secrets. */
export type Session = {
  readonly read: Exchange;
  /** Fields whose values differ: `Cookie`, `Authorization`, a CSRF field. */
  readonly changed: readonly string[];
  /** Fields that were seen with both and are the same. */
  readonly same: readonly string[];
};

const csrfField = /^x-(csrf|xsrf|wp-nonce|request-?verification)[-\w]*$/i;

/** Missing where neither a cookie nor another sign of a session was seen with both. */
export const session = defineFact<Session>('session', ({ refusal, neighbours, history }, read) => {
  const base = read(baseRead);
  if (isMissingValue(base)) return base;
  const [before, now] = [requestHeaders(base.exchange), requestHeaders(refusal)];
  if (before === null || now === null) return missing(say`The header fields that carry the session were not seen.`);
  const names = ['Cookie', 'Authorization', ...now.map(([name]) => name).filter((name) => csrfField.test(name))];
  const changed: string[] = [];
  const same: string[] = [];
  for (const name of names) {
    const value = headerValue(now, name);
    // Reads seldom carry a CSRF field; the last save before the read's time does.
    const earlier =
      headerValue(before, name) ??
      (csrfField.test(name) ? lastValue(name, refusal, [...history, ...neighbours], base.exchange.startedAt) : null) ??
      (name === 'Cookie' ? cookieAfter(base.exchange, neighbours, refusal) : null);
    if (value === null || earlier === null) continue;
    (value === earlier ? same : changed).push(name);
  }
  if (changed.length + same.length === 0)
    return missing(say`Neither the read nor the save shows a session that could be compared.`);
  return { read: base.exchange, changed, same };
});

function lastValue(name: string, save: Exchange, others: readonly Exchange[], until: number): string | null {
  const x = others.findLast(
    (y) => y.id !== save.id && y.startedAt <= until && headerValue(requestHeaders(y), name) !== null,
  );
  return x === undefined ? null : headerValue(requestHeaders(x), name);
}

/** The page's first read may have gone out before there was a cookie; the next request of the tab shows which one it got. */
function cookieAfter(read: Exchange, neighbours: readonly Exchange[], save: Exchange): string | null {
  const next = neighbours.find(
    (x) =>
      x.tabId === read.tabId &&
      x.startedAt > read.startedAt &&
      x.startedAt < save.startedAt &&
      headerValue(requestHeaders(x), 'Cookie') !== null,
  );
  return next === undefined ? null : headerValue(requestHeaders(next), 'Cookie');
}
