export const quote = 0x22;
export const backslash = 0x5c;
export const lineFeed = 0x0a;
export const openObject = 0x7b;
export const closeObject = 0x7d;
export const openArray = 0x5b;
export const closeArray = 0x5d;
export const comma = 0x2c;
export const colon = 0x3a;

export const isSpace = (byte: number): boolean => byte === 0x20 || byte === lineFeed || byte === 0x0d || byte === 0x09;
export const endsScalar = (byte: number): boolean =>
  isSpace(byte) || byte === comma || byte === closeArray || byte === closeObject;

const none = new Int32Array();
const isLittleEndian = new Uint8Array(Uint32Array.of(1).buffer)[0] === 1;

/** A chunk's bytes as words of four, where they can be looked at so; otherwise no words. */
export function wordsOf(chunk: Uint8Array): Int32Array {
  if ((chunk.byteOffset & 3) !== 0 || !isLittleEndian) return none;
  return new Int32Array(chunk.buffer, chunk.byteOffset, chunk.length >> 2);
}
