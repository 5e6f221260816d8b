import type { SeenBody } from '../capture/sighting.ts';
import type { Body } from './exchange.ts';

/** How much of a body is kept, in UTF-16 units of its text (base64: of its base64). */
export const caps = {
  /** Responses, and requests that ask for no change. */
  read: 256 * 1024,
  /** Request bodies of saves: a replay needs them whole. */
  write: 1024 * 1024,
} as const;

/** Cuts without leaving half of a surrogate pair at the end. */
function cutText(text: string, cap: number): string {
  if (text.length <= cap) return text;
  const last = text.charCodeAt(cap - 1);
  return text.slice(0, last >= 0xd800 && last <= 0xdbff ? cap - 1 : cap);
}

/** The body as it is kept: its beginning up to the cap, with a mark where it was cut. */
export function keepBody(seen: SeenBody, cap: number): Body {
  switch (seen.state) {
    case 'none':
      return { state: 'none' };
    case 'withheld':
      return { state: 'not-kept', why: seen.why === 'too large' ? 'too-large' : 'not-given', length: seen.bytes };
    case 'text': {
      const data = cutText(seen.text, cap);
      const length = Math.max(seen.length ?? 0, seen.text.length);
      return { state: 'kept', encoding: 'text', data, length, truncated: data.length < length, redacted: false };
    }
    case 'base64': {
      // Four characters are three bytes; a cut elsewhere would not decode.
      const data = seen.base64.slice(0, cap - (cap % 4));
      const length = Math.max(seen.length ?? 0, seen.base64.length);
      return { state: 'kept', encoding: 'base64', data, length, truncated: data.length < length, redacted: false };
    }
  }
}

/** What stands in a row of the exchanges for a body that lies apart. */
export function bodyMark(body: Body): Body {
  return body.state === 'kept' ? { state: 'not-kept', why: 'not-loaded', length: body.length } : body;
}

/** How much room a body takes, in UTF-16 units. */
export function bodySize(body: Body): number {
  return body.state === 'kept' ? body.data.length : 0;
}

/** Between what two sources say of one body, the one that says more. The first wins where they say the same. */
export function betterBody(a: Body | null, b: Body | null): Body | null {
  if (a === null || b === null) return a ?? b;
  return said(b) > said(a) ? b : a;
}

function said(body: Body): number {
  // Bytes that were read as text leave marks of what was no text; another source may have the bytes.
  if (body.state === 'kept') return body.truncated ? 4 : body.data.includes('\ufffd') ? 5 : 6;
  // That a body was there and not given says more than another source's silence about it.
  if (body.state === 'none') return 1;
  return body.why === 'not-given' ? 2 : 3;
}
