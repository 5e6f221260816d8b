import { wordsOf } from '../http/secret-name.ts';
import type { Redaction } from './redaction.ts';
import { redacted } from './tag.ts';

/**
 * Secrets that are known by their look, whatever they are called: JSON Web Tokens, keys of well-known makers, card numbers.
 * Everything reads its text once; time is in proportion to the length.
 */

const isTokenCharacter = (code: number): boolean =>
  (code >= 48 && code <= 57) || (code >= 65 && code <= 90) || (code >= 97 && code <= 122) || code === 45 || code === 95;

/** Replaces what looks like a JSON Web Token (RFC 7519): `eyJ…` and two more parts with dots between. */
export function redactJwts({ key }: Redaction, text: string): string {
  let from = text.indexOf('eyJ');
  if (from === -1) return text;
  let out = '';
  let done = 0;
  while (from !== -1) {
    const parts: number[] = [];
    let at = from;
    let length = 0;
    for (; at <= text.length; at++) {
      if (at < text.length && isTokenCharacter(text.charCodeAt(at))) {
        length++;
        continue;
      }
      parts.push(length);
      length = 0;
      if (text[at] !== '.' || parts.length === 5) break;
    }
    // A cut text may end in the middle of a token.
    const isToken = (parts[0] ?? 0) >= 10 && ((parts[1] ?? 0) >= 10 || at >= text.length);
    if (isToken) {
      out += text.slice(done, from) + redacted(key, text.slice(from, at));
      done = at;
    }
    from = text.indexOf('eyJ', Math.max(at, from + 3));
  }
  return out + text.slice(done);
}

/**
 * Beginnings by which makers mark their keys so that they are found where they should not be: GitHub, GitLab, Slack, Stripe,
 * Google, AWS, npm, SendGrid, Shopify, OpenAI and Anthropic, from what each documents of its keys.
 */
const makers =
  /(?<![A-Za-z0-9])(?:gh[opusr]_|github_pat_|glpat-|xox[abeoprs]-|[srp]k_(?:live|test)_|whsec_|AIza|ya29\.|AKIA|ASIA|npm_|SG\.|shp(?:at|ca|pa|ss)_|sk-)[A-Za-z0-9_.-]{16,400}/g;

/** A private key in PEM (RFC 7468), or its beginning where the text was cut. */
const pem = '-----BEGIN ';

/** Keys are made by chance and hold digits; words with hyphens do not. */
const isMade = (found: string) => /\d/.test(found) && (!found.startsWith('sk-') || /[A-Z]/.test(found));

/** Replaces keys: wherever they stand, also in the path of an address. */
export function redactKeys(by: Redaction, text: string): string {
  const clean = text.replace(makers, (found) => (isMade(found) ? redacted(by.key, found) : found));
  return clean.includes(pem) ? redactPems(by, clean) : clean;
}

function redactPems({ key }: Redaction, text: string): string {
  let out = '';
  let done = 0;
  for (let from = text.indexOf(pem); from !== -1; from = text.indexOf(pem, Math.max(done, from + pem.length))) {
    if (!/^-----BEGIN [A-Z ]{0,20}PRIVATE KEY-----/.test(text.slice(from, from + 60))) continue;
    const end = text.indexOf('-----END ', from);
    const close = end === -1 ? -1 : text.indexOf('-----', end + 9);
    const to = close === -1 ? text.length : close + 5;
    out += text.slice(done, from) + redacted(key, text.slice(from, to));
    done = to;
  }
  return out + text.slice(done);
}

/** Digits, alone or in groups with one space or hyphen between, that stand in no longer number, word or address. */
const digits = /(?<![\p{L}\p{N}._/#%+-])\d(?:[ -]?\d){12,18}(?![\p{L}\p{N}_/%]|\.\p{N}|-[\p{L}\p{N}])/gu;

/** Lengths and first digits that the networks give out (ISO/IEC 7812): a chance number is hardly ever one. */
function isIssued(number: string): boolean {
  const first = (count: number) => Number(number.slice(0, count));
  const long = number.length;
  if (long === 15) return first(2) === 34 || first(2) === 37;
  if (long === 14) return first(2) === 36 || first(2) === 38 || (first(3) >= 300 && first(3) <= 305);
  if (long === 19) return first(2) === 62;
  if (long !== 16) return false;
  return (
    first(1) === 4 ||
    (first(2) >= 51 && first(2) <= 55) ||
    (first(4) >= 2221 && first(4) <= 2720) ||
    first(4) === 6011 ||
    first(2) === 65 ||
    (first(3) >= 644 && first(3) <= 649) ||
    (first(4) >= 3528 && first(4) <= 3589) ||
    first(2) === 62
  );
}

/** The check digit (ISO/IEC 7812-1, annex B). */
function passesLuhn(number: string): boolean {
  let sum = 0;
  for (let at = 0; at < number.length; at++) {
    const digit = number.charCodeAt(number.length - 1 - at) - 48;
    const doubled = at % 2 === 1 ? digit * 2 : digit;
    sum += doubled > 9 ? doubled - 9 : doubled;
  }
  return sum % 10 === 0;
}

export function isCardNumber(text: string): boolean {
  const number = text.replace(/[ -]/g, '');
  return isIssued(number) && passesLuhn(number);
}

/** Names whose numbers count, order or name something: one in ten of those passes for a card number. */
const counting = new Set([
  'id',
  'ids',
  'uid',
  'guid',
  'seq',
  'sequence',
  'timestamp',
  'time',
  'ts',
  'at',
  'date',
  'cursor',
]);

/** Whether a number under this name may be a card's; null: it has no name. */
export function mayBeCard(name: string | null): boolean {
  return name === null || !wordsOf(name).some((word) => counting.has(word));
}

function redactCards({ key }: Redaction, text: string): string {
  return text.replace(digits, (found) => (isCardNumber(found) ? redacted(key, found) : found));
}

/** Shorter texts hold none of them. */
export const shortest = 13;

/** @param name what the value is called, where it is called something. */
export function redactShapes(by: Redaction, text: string, name: string | null = null): string {
  if (text.length < shortest) return text;
  const clean = redactKeys(by, redactJwts(by, text));
  return mayBeCard(name) ? redactCards(by, clean) : clean;
}
