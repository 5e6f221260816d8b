import { backslash, quote } from './json-bytes.ts';

/**
 * Where the string that goes on at `from` ends: the place of its closing quote, or of a byte that may not stand in it (RFC 8259 §7).
 * `bytes.length` where it goes on in the next chunk, one more where that begins with an escaped byte.
 * Looks at four bytes at a time and branches only where one of them matters: quotes that are escaped are nearly as frequent as words in the
 * bodies of a HAR file.
 */
export function stringEnd(bytes: Uint8Array, words: Int32Array, from: number): number {
  // Inside, because bundlers make variables of a module's constants, and those are read again for each word.
  const high = 0x80808080 | 0;
  const low = 0x7f7f7f7f;
  const letters = 0x61616161;
  const last = words.length;
  let at = from;
  let word = at >> 2;
  // 0x80 where the byte before this word escapes its first.
  let carry = 0;
  while (word < last) {
    // What stands before the place counts as letters.
    const mask = -1 << ((at & 3) << 3);
    let x = ((words[word] as number) & mask) | (letters & ~mask);
    for (;;) {
      const b = x ^ 0x5c5c5c5c;
      const q = x ^ 0x22222222;
      // A byte's highest bit tells: whether it is a backslash; whether one stands before it.
      const isBackslash = ~(((b & low) + low) | b) & high;
      const isEscaped = (isBackslash << 8) | carry;
      const isPlain =
        (((q & low) + low) | q | isEscaped) & (x | (x << 1) | (x << 2)) & ~(isBackslash & isEscaped) & high;
      if (isPlain !== high) {
        const odd = isPlain ^ high;
        at = (word << 2) + ((31 - Math.clz32(odd & -odd)) >> 3);
        break;
      }
      carry = isBackslash >>> 24;
      word++;
      if (word >= last) {
        at = word << 2;
        break;
      }
      x = words[word] as number;
    }
    if (word >= last) break;
    if (bytes[at] !== backslash) return at;
    // A backslash that is itself escaped escapes nothing.
    at++;
    carry = 0;
    word = at >> 2;
  }
  return lastBytes(bytes, at, carry !== 0);
}

function lastBytes(bytes: Uint8Array, from: number, escaped: boolean): number {
  let isEscaped = escaped;
  for (let at = from; at < bytes.length; at++) {
    const byte = bytes[at] as number;
    if (byte < 0x20 || (byte === quote && !isEscaped)) return at;
    isEscaped = byte === backslash && !isEscaped;
  }
  return isEscaped ? bytes.length + 1 : bytes.length;
}
