import { isArray, isObject, type Json, JsonNumber } from './json.ts';

/** The same value, whatever the order of keys and the spelling of numbers (1.0 and 1). `undefined` is "not there". */
export function same(a: Json | undefined, b: Json | undefined): boolean {
  if (a === b) return true;
  if (a instanceof JsonNumber) return b instanceof JsonNumber && sameNumber(a.text, b.text);
  if (isArray(a)) return isArray(b) && a.length === b.length && a.every((item, at) => same(item, b[at]));
  if (!isObject(a) || !isObject(b) || a.size !== b.size) return false;
  for (const [key, item] of a) if (!same(item, b.get(key))) return false;
  return true;
}

/** Equal as decimal numbers, without computing: 1, 1.0, 10e-1. */
export function sameNumber(a: string, b: string): boolean {
  return a === b || decimal(a) === decimal(b);
}

/** One spelling for each decimal value: short whole numbers as they are, others as digits and exponent. */
export function decimal(text: string): string {
  if (isShortWhole(text)) return text;
  const found = /^(-?)(\d+)(?:\.(\d+))?(?:[eE]([+-]?\d+))?$/.exec(text);
  // Exponents beyond this are compared as they are written.
  if (found === null || (found[4] ?? '').length > 9) return text;
  const fraction = found[3] ?? '';
  const digits = (found[2] ?? '') + fraction;
  let start = 0;
  while (start < digits.length && digits[start] === '0') start++;
  let end = digits.length;
  while (end > start && digits[end - 1] === '0') end--;
  if (start === end) return '0';
  const exponent = Number(found[4] ?? '0') - fraction.length + (digits.length - end);
  const significant = digits.slice(start, end);
  if (exponent >= 0 && found[1] === '' && significant.length + exponent <= longestWhole)
    return significant + '0'.repeat(exponent);
  return `${found[1]}${significant}e${exponent}`;
}

const longestWhole = 15;

function isShortWhole(text: string): boolean {
  if (text.length > longestWhole || (text.charCodeAt(0) === 0x30 && text.length > 1)) return false;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code < 0x30 || code > 0x39) return false;
  }
  return true;
}

/** The same scalar in the same spelling; false says nothing. For a first look at places that are mostly alike. */
export function identical(a: Json | undefined, b: Json | undefined): boolean {
  return a === b || (a instanceof JsonNumber && b instanceof JsonNumber && a.text === b.text);
}

/** A text that two values share exactly when they are the same; for indexes. */
export function fingerprint(value: Json): string {
  if (typeof value === 'string') return JSON.stringify(value);
  if (value instanceof JsonNumber) return decimal(value.text);
  if (isArray(value)) return `[${value.map(fingerprint).join(',')}]`;
  if (isObject(value)) {
    const keys = [...value.keys()].sort();
    return `{${keys.map((key) => `${JSON.stringify(key)}:${fingerprint(value.get(key) ?? null)}`).join(',')}}`;
  }
  return String(value);
}
