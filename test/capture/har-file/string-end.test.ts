import fc from 'fast-check';
import { expect, test } from 'vitest';
import { wordsOf } from '../../../src/capture/har-file/json-bytes.ts';
import { stringEnd } from '../../../src/capture/har-file/string-end.ts';

/** Byte by byte, by RFC 8259 §7. */
function expectedEnd(bytes: Uint8Array, from: number): number {
  let escaped = false;
  for (let at = from; at < bytes.length; at++) {
    const byte = bytes[at] ?? 0;
    if (byte < 0x20 || (byte === 0x22 && !escaped)) return at;
    escaped = byte === 0x5c && !escaped;
  }
  return bytes.length + (escaped ? 1 : 0);
}

const byte = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom(0x5c, 0x61, 0x7f, 0x80, 0xff, 0x21, 0x23, 0x5b, 0x5d, 0x20) },
  { weight: 1, arbitrary: fc.constantFrom(0x22, 0x5c, 0x1f, 0x00, 0x0a) },
  { weight: 1, arbitrary: fc.integer({ min: 0, max: 255 }) },
);

test('a string ends where reading it byte by byte ends, wherever it lies in memory', () => {
  fc.assert(
    fc.property(fc.array(byte, { maxLength: 60 }), fc.nat(7), fc.nat(12), (content, shift, from) => {
      const bytes = new Uint8Array(content.length + shift).subarray(shift);
      bytes.set(content);
      const start = Math.min(from, bytes.length);
      expect(stringEnd(bytes, wordsOf(bytes), start)).toBe(expectedEnd(bytes, start));
    }),
    { numRuns: 3_000 },
  );
});
