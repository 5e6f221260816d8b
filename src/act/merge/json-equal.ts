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

/** One spelling for each decimal value: sign, digits without outer zeros, exponent of the last digit. */
export function decimal(text: string): string {
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
  return `${found[1]}${digits.slice(start, end)}e${exponent}`;
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
