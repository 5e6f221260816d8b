import { closeArray, closeObject, lineFeed, openArray, openObject, quote } from './json-bytes.ts';

/** How deep in a value a place is, and the line feeds that were passed on the way. */
export type Walk = { depth: number; lines: number };

/** What a byte means outside of strings: 1 quote, 2 opens, 3 closes, 4 ends a line. */
const meaning = new Uint8Array(256);
meaning[quote] = 1;
meaning[openObject] = 2;
meaning[openArray] = 2;
meaning[closeObject] = 3;
meaning[closeArray] = 3;
meaning[lineFeed] = 4;

/** From a place outside of strings to the next opening quote, or to the bracket with which the value ends (`depth` is 0 then); else to the end. */
export function toQuote(bytes: Uint8Array, words: Int32Array, from: number, walk: Walk): number {
  // Inside, as in `stringEnd`.
  const means = meaning;
  const blank = 0x20;
  const blanks = 0x20202020;
  const end = bytes.length;
  const last = words.length << 2;
  let { depth, lines } = walk;
  let at = from;
  for (; at < end; at++) {
    const what = means[bytes[at] as number] as number;
    if (what === 0) continue;
    if (what === 1) break;
    if (what === 4) {
      lines++;
      // Files are indented: four blanks at a time.
      while (at + 1 < end && ((at + 1) & 3) !== 0 && bytes[at + 1] === blank) at++;
      while (at + 1 < last && ((at + 1) & 3) === 0 && words[(at + 1) >> 2] === blanks) at += 4;
    } else if (what === 2) depth++;
    else {
      depth--;
      if (depth === 0) break;
    }
  }
  walk.depth = depth;
  walk.lines = lines;
  return at;
}
