import { looksLikeForm } from '../../../http/form.ts';
import { type HeaderList, headerValue } from '../../../http/header-list.ts';

/** How a body is best read. */
export type Format = 'json' | 'xml' | 'form' | 'multipart' | 'text' | 'binary';

/** By what it calls itself and by what it looks like: servers often call JSON text, and a cut body parses as nothing. */
export function formatOf(data: string, headers: HeaderList | null): Format {
  const type = (headerValue(headers, 'content-type') ?? '').toLowerCase();
  const start = data.slice(0, 200).trimStart();
  if (type.startsWith('multipart/') || (/^--[^\r\n]{1,100}\r?\n/.test(start) && /content-disposition/i.test(start)))
    return 'multipart';
  if (/\bjson\b/.test(type) || /^[[{]/.test(start)) return 'json';
  if (/\b(xml|html)\b/.test(type) || /^<[?!a-z]/i.test(start)) return 'xml';
  if (type.startsWith('application/x-www-form-urlencoded') || looksLikeForm(data)) return 'form';
  return looksBinary(data) ? 'binary' : 'text';
}

/** Bytes that were decoded as text leave control characters and marks of what was no text (Firefox 153 gives bodies so). */
export function looksBinary(data: string): boolean {
  const sample = data.slice(0, 1000);
  let strange = 0;
  for (let at = 0; at < sample.length; at++) {
    const code = sample.charCodeAt(at);
    if (code === 0 || code === 0xfffd || (code < 32 && code !== 9 && code !== 10 && code !== 13)) strange++;
  }
  return strange > sample.length / 20;
}

/** One part of a `multipart` body (RFC 2046 §5.1, RFC 7578): its header fields and what follows them. */
export type Part = {
  readonly name: string;
  readonly file: string | null;
  readonly type: string | null;
  readonly value: string;
};

/** Most parts that are shown. */
const mostParts = 200;

/** The parts of a body that was cut are those that are whole. */
export function partsOf(text: string): Part[] {
  const end = text.indexOf('\n');
  const line = text.slice(0, end).trimEnd();
  if (!line.startsWith('--') || line.length < 3) return [];
  const parts: Part[] = [];
  let at = end + 1;
  while (parts.length < mostParts) {
    const next = text.indexOf(`\n${line}`, at);
    if (next === -1) break;
    const part = text.slice(at, next).replace(/\r$/, '');
    const blank = /\r?\n\r?\n/.exec(part);
    const head = blank === null ? part : part.slice(0, blank.index);
    const value = blank === null ? '' : part.slice(blank.index + blank[0].length);
    parts.push({
      name: /;\s*name="([^"]*)"/i.exec(head)?.[1] ?? '',
      file: /;\s*filename="([^"]*)"/i.exec(head)?.[1] ?? null,
      type: /^content-type:\s*([^\r\n]*)/im.exec(head)?.[1] ?? null,
      value,
    });
    const after = text.indexOf('\n', next + 1 + line.length);
    if (after === -1) break;
    at = after + 1;
  }
  return parts;
}

/** The members of a form, decoded as a server decodes them; one that does not decode stays as it came. */
export function formMembers(text: string): (readonly [name: string, value: string])[] {
  return text
    .split('&')
    .slice(0, 1000)
    .filter((pair) => pair !== '')
    .map((pair) => {
      const equals = pair.indexOf('=');
      return equals === -1 ? [decode(pair), ''] : [decode(pair.slice(0, equals)), decode(pair.slice(equals + 1))];
    });
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '));
  } catch {
    return text;
  }
}
