import { isSafe } from '../http/method.ts';
import { isFields } from '../http/unknown.ts';
import { base64Of } from './base64.ts';
import type { SeenBody } from './sighting.ts';

/** Bytes of a request body that are turned into text; a save of 30 MB must not stop the worker. */
const mostBytes = 2 * 1024 * 1024;

/** `details.requestBody`: the typings say less than the browsers do. */
export type RequestBody = {
  readonly error?: string | undefined;
  readonly formData?: unknown;
  readonly raw?: readonly { readonly bytes?: unknown; readonly file?: string | undefined }[] | undefined;
};

/**
 * What webRequest gives of a request body. Strings, buffers and forms are there; Blobs, Files and streams are not (Chromium 156),
 * and their absence looks like no body: null, not known.
 */
export function requestBodyOf(method: string, body: RequestBody | null | undefined): SeenBody | null {
  if (body === undefined || body === null) return isSafe(method) || method === 'DELETE' ? { state: 'none' } : null;
  if (body.error !== undefined) return { state: 'withheld', bytes: null, why: body.error };
  if (body.formData !== undefined) return formOf(body.formData);
  const chunks: Uint8Array[] = [];
  let total = 0;
  let room = mostBytes;
  for (const { bytes, file } of body.raw ?? []) {
    if (file !== undefined || bytes === undefined) return { state: 'withheld', bytes: null, why: 'a file' };
    if (!isBuffer(bytes)) return { state: 'withheld', bytes: null, why: 'not bytes' };
    total += bytes.byteLength;
    if (room > 0) chunks.push(new Uint8Array(bytes, 0, Math.min(bytes.byteLength, room)));
    room -= bytes.byteLength;
  }
  return total === 0 ? { state: 'none' } : decode(chunks, total);
}

function isBuffer(value: unknown): value is ArrayBuffer {
  return Object.prototype.toString.call(value) === '[object ArrayBuffer]';
}

/** A form as `application/x-www-form-urlencoded` would carry it. */
function formOf(form: unknown): SeenBody {
  const pairs = new URLSearchParams();
  if (isFields(form))
    for (const [name, values] of Object.entries(form))
      if (Array.isArray(values)) for (const value of values) pairs.append(name, String(value));
  return { state: 'text', text: pairs.toString() };
}

/** Text where the bytes are UTF-8, else base64. Only the beginning of what is too large. */
function decode(chunks: readonly Uint8Array[], total: number): SeenBody {
  const isCut = chunks.reduce((sum, chunk) => sum + chunk.byteLength, 0) < total;
  try {
    const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
    let text = '';
    for (const chunk of chunks) text += decoder.decode(chunk, { stream: true });
    if (!isCut) text += decoder.decode();
    return { state: 'text', text, ...(isCut ? { length: total } : {}) };
  } catch {
    const base64 = base64Of(chunks);
    return { state: 'base64', base64, ...(isCut ? { length: Math.ceil(total / 3) * 4 } : {}) };
  }
}
