import type { JsonItem } from './json-item.ts';

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

/** Where the long strings of HAR entries nearly always stand. */
const usual = [
  ['response', 'content', 'text'],
  ['request', 'postData', 'text'],
  ['request', 'url'],
] as const;
const body = usual[0];

/** Puts the text of the response's body back, in place, where all else is back already. */
export function withBody(item: JsonItem, mark: LongMark, value: unknown): unknown {
  const content = member(member(value, 'response'), 'content');
  const text = member(content, 'text');
  if (isRecord(content) && typeof text === 'string') content.text = longString(item, mark, text) ?? text;
  return value;
}

/**
 * Puts the long strings back, in place.
 * @param bodyToo false: the text of the response's body stays a mark
 */
export function withLongs(item: JsonItem, mark: LongMark, value: unknown, bodyToo = true): unknown {
  const all = item.longs.length / 3;
  if (all === 0) return value;
  let found = 0;
  const back = (text: string): string => {
    const long = longString(item, mark, text);
    if (long === null) return text;
    found++;
    return long;
  };
  for (const path of usual) {
    const holder = path.slice(0, -1).reduce<unknown>((node, name) => member(node, name), value);
    const name = path.at(-1) ?? '';
    const text = member(holder, name);
    if (typeof text !== 'string' || !isRecord(holder) || !text.startsWith(mark)) continue;
    if (path === body && !bodyToo) found++;
    else holder[name] = back(text);
  }
  // Only where there are more of them is the whole entry looked through.
  if (found === all) return value;
  const bodyMark = bodyToo ? null : member(member(member(value, 'response'), 'content'), 'text');
  const walk = (node: unknown, depth: number): unknown => {
    if (typeof node === 'string') return node === bodyMark ? node : back(node);
    if (depth > deepest || typeof node !== 'object' || node === null) return node;
    if (Array.isArray(node)) {
      for (let at = 0; at < node.length; at++) node[at] = walk(node[at], depth + 1);
      return node;
    }
    const members = Object.entries(node).map(([name, each]) => [back(name), walk(each, depth + 1)]);
    return Object.fromEntries(members);
  };
  return walk(value, 0);
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function member(value: unknown, name: string): unknown {
  return isRecord(value) && Object.hasOwn(value, name) ? value[name] : undefined;
}
