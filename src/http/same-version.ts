import { tagDifference } from './entity-tag.ts';

/** Seconds since 1970 of an HTTP date (RFC 9110 §5.6.7), or null for anything else. */
export function httpDate(text: string): number | null {
  // The three forms of the RFC all begin with a day's name; a bare number or an ISO date is not one of them.
  if (!/^(Mon|Tues?|Wed(nes)?|Thu(rs)?|Fri|Sat(ur)?|Sun)(day)?,? /.test(text)) return null;
  const parsed = Date.parse(text);
  return Number.isNaN(parsed) ? null : Math.floor(parsed / 1000);
}

/**
 * Whether two validators or version tokens, as written, name the same version: equal as they are,
 * or apart from `W/`, quotes and a content coding's suffix, or the same second of an HTTP date.
 * What differs in spelling only is never taken for another version.
 */
export function sameVersion(a: string, b: string): boolean {
  if (a === b || tagDifference(a, b) !== null) return true;
  const [x, y] = [httpDate(a), httpDate(b)];
  return x !== null && x === y;
}
