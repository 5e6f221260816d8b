import type { JsonItem } from './json-items.ts';

/** Long strings are left out at first under this mark, with a number after it; made anew for each run, so that no file can hold it. */
export type LongMark = string;

export function newLongMark(): LongMark {
  return `long:${crypto.randomUUID()}:`;
}

const decoder = new TextDecoder();

/** An item's value, its long strings replaced by marks. Throws a SyntaxError where it is no JSON (RFC 8259). */
export function skeletonOf(item: JsonItem, mark: LongMark): unknown {
  const { bytes, longs } = item;
  if (longs.length === 0) return JSON.parse(decoder.decode(bytes));
  let text = '';
  let done = 0;
  for (let at = 0; at < longs.length; at += 3) {
    text += `${decoder.decode(bytes.subarray(done, longs[at]))}"${mark}${at}"`;
    done = (longs[at + 1] ?? 0) + 1;
  }
  return JSON.parse(text + decoder.decode(bytes.subarray(done)));
}

/** The long string behind a mark; null where the text is no mark. Throws a SyntaxError where the string is broken. */
export function longString(item: JsonItem, mark: LongMark, text: string): string | null {
  if (!text.startsWith(mark)) return null;
  const at = Number(text.slice(mark.length));
  const [start, end, cut] = [item.longs[at], item.longs[at + 1], item.longs[at + 2]];
  if (start === undefined || end === undefined) return null;
  if (cut !== 1) return parsedString(decoder.decode(item.bytes.subarray(start, end + 1)));
  return beginningOf(item.bytes.subarray(start + 1, end));
}

function parsedString(json: string): string {
  const value: unknown = JSON.parse(json);
  if (typeof value !== 'string') throw new SyntaxError('not a string');
  return value;
}

/** A string that was cut anywhere: without half a character or half an escape at its end. */
function beginningOf(bytes: Uint8Array): string {
  let end = bytes.length;
  while (end > 0 && ((bytes[end - 1] ?? 0) & 0xc0) === 0x80) end--;
  if (end > 0 && (bytes[end - 1] ?? 0) >= 0xc0) end--;
  const text = decoder.decode(bytes.subarray(0, end));
  // The longest escape has six characters, a pair of surrogates two of them.
  for (let less = 0; less <= 12; less++) {
    try {
      return parsedString(`"${text.slice(0, text.length - less)}"`);
    } catch {
      // Half an escape: one character less.
    }
  }
  throw new SyntaxError('a string with a broken escape');
}

/** How deep a value may be nested for its marks to be looked for. Deeper, a mark stays a mark: nobody reads so deep. */
const deepest = 64;

/** Puts the long strings back, in place where `keep` does not say otherwise. @param keep path of a member that stays a mark, such as `response.content.text` */
export function withLongs(item: JsonItem, mark: LongMark, value: unknown, keep: string | null = null): unknown {
  if (item.longs.length === 0) return value;
  const walk = (node: unknown, path: string, depth: number): unknown => {
    if (typeof node === 'string') return path === keep ? node : (longString(item, mark, node) ?? node);
    if (depth > deepest || typeof node !== 'object' || node === null) return node;
    if (Array.isArray(node)) {
      for (let at = 0; at < node.length; at++) node[at] = walk(node[at], `${path}[]`, depth + 1);
      return node;
    }
    const members = Object.entries(node).map(([name, each]) => [
      longString(item, mark, name) ?? name,
      walk(each, path === '' ? name : `${path}.${name}`, depth + 1),
    ]);
    return Object.fromEntries(members);
  };
  return walk(value, '', 0);
}
