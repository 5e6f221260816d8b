import type { SeenBody } from '../sighting.ts';
import { isA, natives } from './natives.ts';

/** Longest body that is handed over, in UTF-16 units or bytes: as much as the recorder keeps of a save. */
const mostText = 1024 * 1024;
/** Longest answer. */
const mostAnswer = 256 * 1024;

function cut(text: string, most: number): SeenBody {
  if (text.length <= most) return { state: 'text', text };
  return { state: 'text', text: text.slice(0, most), length: text.length };
}

const withheld = (why: string, bytes: number | null = null): SeenBody => ({ state: 'withheld', bytes, why });

/**
 * What a page sends as a body, as far as it can be read without touching it. A stream is never touched.
 * A promise where the browser gives it later (Blob).
 */
export function sentBody(body: unknown): SeenBody | Promise<SeenBody> {
  if (body === undefined || body === null) return { state: 'none' };
  if (typeof body === 'string') return cut(body, mostText);
  if (typeof body !== 'object') return withheld('not read');
  if (isA<URLSearchParams>((value) => natives.search.toString(value), body))
    return cut(natives.search.toString(body), mostText);
  if (isA<FormData>((value) => natives.form.forEach(value, () => undefined), body)) return formText(body);
  if (isA<Blob>(natives.blob.size, body)) return blobText(body);
  const bytes = bytesOf(body);
  return bytes === null ? withheld('a stream') : decoded(bytes);
}

/** Fields as a form would carry them. Files stand by their names only, so the whole is marked as cut. */
function formText(form: FormData): SeenBody {
  const pairs = new URLSearchParams();
  let files = 0;
  natives.form.forEach(form, (value, name) => {
    if (typeof value !== 'string') files++;
    else pairs.append(name, value);
  });
  return files > 0 ? withheld('files') : cut(natives.search.toString(pairs), mostText);
}

async function blobText(blob: Blob): Promise<SeenBody> {
  const size = natives.blob.size(blob);
  if (size > mostText) return withheld('too large', size);
  try {
    const text = await natives.blob.text(blob);
    return text.includes('\ufffd') ? withheld('not text', size) : { state: 'text', text };
  } catch {
    return withheld('not readable', size);
  }
}

/** The bytes of a buffer or of a view on one; null where it is none of both. */
function bytesOf(body: object): Uint8Array | null {
  if (ArrayBuffer.isView(body)) return new Uint8Array(body.buffer, body.byteOffset, body.byteLength);
  return isA<ArrayBuffer>(natives.byteLength, body) ? new Uint8Array(body) : null;
}

function decoded(bytes: Uint8Array): SeenBody {
  if (bytes.byteLength > mostText) return withheld('too large', bytes.byteLength);
  try {
    return { state: 'text', text: new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes) };
  } catch {
    return withheld('not text', bytes.byteLength);
  }
}

/** An answer's text. */
export function answerText(text: string): SeenBody {
  return cut(text, mostAnswer);
}

/**
 * The content of an answer, from a copy that is taken before the page can read it. Only for answers of a known, small length:
 * copying a stream that has no end would change how fast the page gets it.
 */
export async function answerBody(response: Response): Promise<SeenBody> {
  try {
    return answerText(await natives.response.text(natives.response.clone(response)));
  } catch {
    return withheld('not given');
  }
}
