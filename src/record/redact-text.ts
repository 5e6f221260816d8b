import { isVersionName, wordsOf } from '../http/secret-name.ts';
import { isCardNumber, mayBeCard, redactJwts, redactKeys, redactShapes, shortest } from './redact-shapes.ts';
import type { Redaction } from './redaction.ts';
import { redacted } from './tag.ts';

/**
 * Redaction of texts from the wire. Everything here reads its text once, from left to right, and works on a text that was cut
 * or does not parse: time is in proportion to the length, whatever a hostile page sends. Numbers keep their digits.
 */

/** The members of a query string or a form (WHATWG URL, application/x-www-form-urlencoded) with the values of secrets replaced. */
export function redactForm(by: Redaction, text: string, depth = 0): string {
  return text
    .split('&')
    .map((pair) => {
      const equals = pair.indexOf('=');
      if (equals === -1) return pair;
      const name = pair.slice(0, equals);
      const value = pair.slice(equals + 1);
      const called = decode(name);
      if (value === '' || !by.isSecret(called))
        return `${name}=${isVersionName(called) ? value : redactEncoded(by, value, called, depth)}`;
      return `${name}=${encodeURIComponent(redacted(by.key, value))}`;
    })
    .join('&');
}

/** A value is looked at as it reads; it stays as it was written unless something was taken out. */
function redactEncoded(by: Redaction, value: string, name: string, depth: number): string {
  const clean = redactShapes(by, value, name);
  if (clean !== value) return clean;
  if (value.length < shortest || !/[%+]/.test(value)) return value;
  const plain = decodeAll(value);
  const cleaned = redactNested(by, plain, name, depth);
  return cleaned === plain ? value : encodeURIComponent(cleaned);
}

/** JSON within a field or a string is common, and how deep is the page's choice. */
const deepest = 3;

/** A value as it reads: JSON again, or a text. */
function redactNested(by: Redaction, value: string, name: string | null, depth: number): string {
  return depth < deepest && /^\s*[{[]/.test(value.slice(0, 100))
    ? redactJson(by, value, depth + 1)
    : redactShapes(by, value, name);
}

/** A JSON string, quotes and all; it stays as it was written unless something was taken out. */
function redactString(by: Redaction, quoted: string, name: string | null, depth: number): string {
  if (depth >= deepest || quoted.length < 6 || !/^"\s*[{[]/.test(quoted.slice(0, 100)))
    return redactShapes(by, quoted, name);
  const plain = unquote(quoted);
  const clean = redactNested(by, plain, name, depth);
  return clean === plain ? quoted : JSON.stringify(clean);
}

function decodeAll(text: string): string {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '));
  } catch {
    return text;
  }
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text.slice(0, 600).replaceAll('+', ' '));
  } catch {
    return text;
  }
}

/** A URL with secrets of its query, its fragment and its user information replaced. The rest stays as it was written. */
export function redactUrl(by: Redaction, url: string): string {
  const hash = url.indexOf('#');
  const beforeHash = hash === -1 ? url : url.slice(0, hash);
  const question = beforeHash.indexOf('?');
  const path = question === -1 ? beforeHash : beforeHash.slice(0, question);
  const query = question === -1 ? '' : `?${redactForm(by, beforeHash.slice(question + 1))}`;
  const fragment = hash === -1 ? '' : `#${redactForm(by, url.slice(hash + 1))}`;
  // No card numbers: what is numbered so in a path is a resource, and its address has to stay one.
  return redactKeys(by, redactJwts(by, redactUser(by, path))) + query + fragment;
}

function redactUser(by: Redaction, path: string): string {
  const start = path.indexOf('://');
  if (start === -1) return path;
  const end = path.indexOf('/', start + 3);
  const authority = path.slice(start + 3, end === -1 ? undefined : end);
  const at = authority.lastIndexOf('@');
  if (at === -1) return path;
  return `${path.slice(0, start + 3)}${encodeURIComponent(redacted(by.key, authority.slice(0, at)))}${path.slice(start + 3 + at)}`;
}

/** Where a JSON string that begins at `from` (a quote) ends: the index after its closing quote, or the text's end. */
function stringEnd(text: string, from: number): number {
  for (let at = from + 1; at < text.length; at++) {
    const c = text.charCodeAt(at);
    if (c === 92) at++;
    else if (c === 34) return at + 1;
  }
  return text.length;
}

const isSpace = (code: number): boolean => code === 32 || code === 9 || code === 10 || code === 13;

/** Members whose values are numbers that count something; `tokens: 150` is no secret, `password: 1234` is. */
function hidesNumbers(name: string): boolean {
  return !wordsOf(name).some((word) => word === 'token' || word === 'tokens');
}

/**
 * JSON, whole or cut, with the values of secret members replaced, at any depth below such a member too.
 * What is not replaced keeps every character, so that large numbers and the order of members survive.
 */
export function redactJson(by: Redaction, text: string, depth = 0): string {
  let out = '';
  let done = 0;
  /** The secret name that covers each open object or array, or null. */
  const covers: (string | null)[] = [];
  /** The secret name before the value that comes, `false` for a version's name, which is never covered; else null. */
  let name: string | false | null = null;
  /** What the value that comes is called. */
  let called: string | null = null;
  const secretHere = (): string | null => (name === false ? null : (name ?? covers.at(-1) ?? null));
  let at = 0;
  const replace = (from: number, to: number) => {
    out += `${text.slice(done, from)}"${redacted(by.key, text.slice(from, to))}"`;
    done = to;
  };
  while (at < text.length) {
    const c = text.charCodeAt(at);
    if (c === 34) {
      const end = stringEnd(text, at);
      let next = end;
      while (next < text.length && isSpace(text.charCodeAt(next))) next++;
      if (text.charCodeAt(next) === 58) {
        const own = unquote(text.slice(at, end));
        called = own;
        name = by.isSecret(own) ? own : isVersionName(own) ? false : null;
        at = next + 1;
        continue;
      }
      const secret = secretHere();
      if (secret !== null && end - at > 2) replace(at, end);
      else {
        const value = text.slice(at, end);
        const clean = name === false ? value : redactString(by, value, called, depth);
        if (clean !== value) {
          out += text.slice(done, at) + clean;
          done = end;
        }
      }
      name = null;
      at = end;
      continue;
    }
    if (c === 123 || c === 91) {
      covers.push(secretHere());
      name = null;
    } else if (c === 125 || c === 93) {
      covers.pop();
      name = null;
    } else if (c === 44) name = null;
    else if (c === 45 || (c >= 48 && c <= 57)) {
      const from = at;
      while (at + 1 < text.length && isNumberCharacter(text.charCodeAt(at + 1))) at++;
      const secret = secretHere();
      const isCard = name !== false && mayBeCard(called) && isCardNumber(text.slice(from, at + 1));
      if (isCard || (secret !== null && hidesNumbers(secret))) replace(from, at + 1);
      name = null;
    }
    at++;
  }
  return redactBetween(by, out + text.slice(done));
}

/** What stands outside the strings is no JSON where it is more than numbers: a line of a log begins with a bracket too. */
function redactBetween(by: Redaction, text: string): string {
  let out = '';
  for (let at = 0; at < text.length; ) {
    const quote = text.indexOf('"', at);
    const end = quote === -1 ? text.length : quote;
    const bare = text.slice(at, end);
    out += bare.length < shortest ? bare : redactKeys(by, redactJwts(by, bare));
    at = quote === -1 ? text.length : stringEnd(text, quote);
    out += text.slice(end, at);
  }
  return out;
}

function isNumberCharacter(c: number): boolean {
  return (c >= 48 && c <= 57) || c === 43 || c === 45 || c === 46 || c === 69 || c === 101;
}

function unquote(quoted: string): string {
  if (!quoted.includes('\\')) return quoted.slice(1, -1);
  try {
    const value: unknown = JSON.parse(quoted);
    return typeof value === 'string' ? value : quoted;
  } catch {
    return quoted;
  }
}

/** The parts of a form with files (RFC 7578): the values of secret fields replaced. */
export function redactMultipart(by: Redaction, text: string): string {
  const lineEnd = text.indexOf('\r\n');
  if (!text.startsWith('--') || lineEnd === -1 || lineEnd > 200) return redactShapes(by, text);
  const boundary = text.slice(0, lineEnd);
  return text
    .split(boundary)
    .map((part) => {
      const head = part.indexOf('\r\n\r\n');
      if (head === -1 || head > 2_000) return redactShapes(by, part);
      const name = fieldName(part.slice(0, head));
      const end = part.endsWith('\r\n') ? part.length - 2 : part.length;
      const value = part.slice(head + 4, end);
      // Parts without a name are whole documents (RFC 2387).
      if (name !== null && !by.isSecret(name) && isVersionName(name)) return part;
      const isSecret = name !== null && by.isSecret(name);
      const clean = isSecret ? redacted(by.key, value) : redactNested(by, value, name, 0);
      return part.slice(0, head + 4) + clean + part.slice(end);
    })
    .join(boundary);
}

function fieldName(head: string): string | null {
  const start = head.indexOf('name="');
  if (start === -1) return null;
  const end = head.indexOf('"', start + 6);
  return end === -1 ? null : head.slice(start + 6, end);
}
