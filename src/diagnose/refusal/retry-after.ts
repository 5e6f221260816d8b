import { type HeaderList, headerValue } from '../../http/header-list.ts';

/** A day; a longer wait is not read as one. */
const longest = 86_400;

/** Retry-After (RFC 9110 §10.2.3) in seconds: a number, or a date against the answer's own Date. null: none. */
export function retryAfter(headers: HeaderList | null): number | null {
  const value = headerValue(headers, 'Retry-After')?.trim();
  if (value === undefined) return null;
  if (/^\d{1,6}$/.test(value)) return bounded(Number(value));
  const [at, now] = [Date.parse(value), Date.parse(headerValue(headers, 'Date') ?? '')];
  return Number.isNaN(at) || Number.isNaN(now) ? null : bounded(Math.round((at - now) / 1000));
}

/** The same in a body: `retryAfterSeconds: 1`, `retry_after: 30`, `retryDelay: "3.5s"`; a name in milliseconds is divided. */
export function retryAfterMember(name: string, value: string): number | null {
  if (!/^retry[-_]?(after|delay|in)/i.test(name)) return null;
  const match = /^(\d{1,9})(\.\d{1,9})?s?$/.exec(value);
  if (match === null) return null;
  const number = Number(`${match[1]}${match[2] ?? ''}`);
  return bounded(/ms|milli/i.test(name) ? number / 1000 : number);
}

function bounded(seconds: number): number | null {
  return seconds >= 0 && seconds <= longest ? seconds : null;
}
