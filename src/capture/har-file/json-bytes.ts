export const quote = 0x22;
export const backslash = 0x5c;
export const lineFeed = 0x0a;
export const openObject = 0x7b;
export const closeObject = 0x7d;
export const openArray = 0x5b;
export const closeArray = 0x5d;
export const comma = 0x2c;
export const colon = 0x3a;

/** What a byte means outside of strings: 1 quote, 2 opens, 3 closes, 4 ends a line. */
export const outside = new Uint8Array(256);
outside[quote] = 1;
outside[openObject] = 2;
outside[openArray] = 2;
outside[closeObject] = 3;
outside[closeArray] = 3;
outside[lineFeed] = 4;

/** What a byte means inside a string: 1 quote, 2 backslash, 3 may not stand there (RFC 8259 §7). */
export const inside = new Uint8Array(256).fill(3, 0, 0x20);
inside[quote] = 1;
inside[backslash] = 2;

export const isSpace = (byte: number): boolean => byte === 0x20 || byte === lineFeed || byte === 0x0d || byte === 0x09;
export const endsScalar = (byte: number): boolean =>
  isSpace(byte) || byte === comma || byte === closeArray || byte === closeObject;

const none = new ArrayBuffer(0);

/** A chunk's bytes as words of four, where it begins at a multiple of four in its buffer; otherwise no words. */
export function wordsOf(chunk: Uint8Array): Int32Array {
  const isAligned = (chunk.byteOffset & 3) === 0;
  return new Int32Array(
    isAligned ? chunk.buffer : none,
    isAligned ? chunk.byteOffset : 0,
    isAligned ? chunk.length >> 2 : 0,
  );
}

/**
 * Where in a string the next word of four bytes begins that may hold a quote, a backslash or a control character; at a place that is a multiple
 * of four. A byte of a word is zero where the word less one in every byte borrows from its highest bit; a borrow may also come from the byte
 * below, so a word may be taken for one that matters and never the other way round.
 */
export function plainUntil(words: Int32Array, at: number, end: number): number {
  let word = at >> 2;
  const last = words.length;
  while (word < last) {
    const x = words[word] as number;
    const q = x ^ 0x22222222;
    const b = x ^ 0x5c5c5c5c;
    if (((((q - 0x01010101) & ~q) | ((b - 0x01010101) & ~b) | ((x - 0x20202020) & ~x)) & 0x80808080) !== 0) break;
    word++;
  }
  return Math.min(end, Math.max(at, word << 2));
}
