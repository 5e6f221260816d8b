import type { HeaderList } from '../http/header-list.ts';
import { isSafe } from '../http/method.ts';
import { type Fields, isFields, isString, numberOr, stringOr } from '../http/unknown.ts';
import { isBase64InFirefox } from './firefox-content.ts';
import { networkFacts } from './network-facts.ts';
import type { SeenBody, ServedBy, Sighting } from './sighting.ts';

/** A response body as `getContent` gave it. */
export type Content = { readonly content: string; readonly encoding: string };

/** Longest response body that is passed on, in UTF-16 units; twice what is kept, so that redaction sees what it cuts. */
const mostContent = 512 * 1024;

/** What is never a read or a save of a resource. Chromium names types; Firefox is known by the media type. */
const ignoredTypes = new Set([
  'stylesheet',
  'script',
  'image',
  'media',
  'font',
  'texttrack',
  'manifest',
  'preflight',
  'websocket',
  'cspviolationreport',
]);
const ignoredMedia = ['image/', 'font/', 'audio/', 'video/', 'text/css', 'text/javascript', 'application/javascript'];

/** Pairs of a HAR header list; HTTP/2's pseudo-fields (`:method`) are none of ours. */
function headersOf(value: unknown): HeaderList | null {
  if (!Array.isArray(value)) return null;
  const list: (readonly [string, string])[] = [];
  for (const field of value)
    if (isFields(field) && isString(field.name) && !field.name.startsWith(':'))
      list.push([field.name, stringOr(field.value, '')]);
  return list;
}

/** postData text, or its parameters as a form would carry them (HAR 1.2). Chromium drops bodies from about 16 MB on. */
function requestBodyOf(request: Fields): SeenBody {
  const data = request.postData;
  if (isFields(data)) {
    const text = data.text;
    if (isString(text) && text !== '') return { state: 'text', text };
    const params = data.params;
    if (Array.isArray(params) && params.length > 0) {
      const form = new URLSearchParams();
      for (const param of params) if (isFields(param)) form.append(stringOr(param.name, ''), stringOr(param.value, ''));
      return { state: 'text', text: form.toString() };
    }
  }
  const bytes = numberOr(request.bodySize, 0);
  const length = headersOf(request.headers)?.find(([name]) => name.toLowerCase() === 'content-length')?.[1];
  const said = length !== undefined && /^\d{1,15}$/.test(length) ? Number(length) : 0;
  if (bytes <= 0 && said === 0) return { state: 'none' };
  return { state: 'withheld', bytes: Math.max(bytes, said), why: 'not in the HAR entry' };
}

function responseBodyOf(response: Fields, content: Content | null): SeenBody {
  const fields = isFields(response.content) ? response.content : {};
  const size = numberOr(fields.size, -1);
  const status = numberOr(response.status, 0);
  if (content === null) {
    if (status === 204 || status === 304 || size === 0) return { state: 'none' };
    return { state: 'withheld', bytes: size > 0 ? size : null, why: size > mostContent ? 'too large' : 'not given' };
  }
  // Chromium gives an empty text for a body that the page read as a Blob: not the same as no body.
  if (content.content === '')
    return size > 0 ? { state: 'withheld', bytes: size, why: 'not given' } : { state: 'none' };
  const length = content.content.length;
  const cut = length > mostContent;
  const data = cut ? content.content.slice(0, mostContent) : content.content;
  const whole = cut ? { length } : {};
  if (content.encoding !== 'base64') return { state: 'text', text: data, ...whole };
  return textOfBase64(content.content, cut, size) ?? { state: 'base64', base64: data, ...whole };
}

/**
 * Without a Content-Type browsers give base64; most of that is text all the same. Firefox makes it of the characters where
 * the bytes were UTF-8: then the text, and not the base64, has the length that the body had.
 */
function textOfBase64(base64: string, cut: boolean, size: number): SeenBody | null {
  if (cut) return null;
  try {
    const characters = atob(base64);
    const bytes = Uint8Array.from(characters, (c) => c.charCodeAt(0));
    const isOfCharacters = size !== bytes.length && size === new TextEncoder().encode(characters).length;
    const text = isOfCharacters ? characters : new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    return text.includes('\0') ? null : { state: 'text', text };
  } catch {
    return null;
  }
}

function servedByOf(entry: Fields, response: Fields): ServedBy {
  if (response._fetchedViaServiceWorker === true) {
    const source = response._serviceWorkerResponseSource;
    if (source === 'network') return 'network';
    if (source === 'http-cache') return 'http-cache';
    return 'service-worker';
  }
  if (response.status === 304) return 'revalidated';
  return isString(entry._fromCache) && entry._fromCache !== '' ? 'http-cache' : 'network';
}

/** Who asked: the document's or script's URL of `_initiator` (Chromium). */
function initiatorOf(entry: Fields): string | null {
  const initiator = entry._initiator;
  if (!isFields(initiator)) return null;
  if (isString(initiator.url)) return initiator.url;
  const stack = initiator.stack;
  const frames = isFields(stack) ? stack.callFrames : undefined;
  const top: unknown = Array.isArray(frames) ? frames[0] : undefined;
  return isFields(top) && isString(top.url) ? top.url : null;
}

function isIgnored(entry: Fields, response: Fields): boolean {
  const type = entry._resourceType;
  if (isString(type)) return ignoredTypes.has(type.toLowerCase());
  const content = response.content;
  const media = isFields(content) ? stringOr(content.mimeType, '') : '';
  return ignoredMedia.some((start) => media.startsWith(start));
}

/** Whether an entry is worth asking for its body. */
export function isOfInterest(entry: unknown): boolean {
  if (!isFields(entry) || !isFields(entry.request) || !isFields(entry.response)) return false;
  return /^https?:/i.test(stringOr(entry.request.url, '')) && !isIgnored(entry, entry.response);
}

/**
 * A HAR entry of `devtools.network` as a sighting, or null where it is none of a page's requests (images, scripts) or does not parse.
 * HAR stands at the wire: its headers are those `sent` and `received`. For a cached response nothing went over the wire,
 * so they are what the page `set` and has `seen`.
 */
export function harSighting(entry: unknown, content: Content | null, tabId: number): Sighting | null {
  if (!isOfInterest(entry) || !isFields(entry) || !isFields(entry.request) || !isFields(entry.response)) return null;
  const { request, response } = entry;
  const started = Date.parse(stringOr(entry.startedDateTime, ''));
  if (!isString(request.method) || !isString(request.url) || Number.isNaN(started)) return null;
  const status = numberOr(response.status, 0);
  const servedBy = servedByOf(entry, response);
  const isOnWire = servedBy === 'network' || servedBy === 'revalidated';
  const sent = headersOf(request.headers);
  const received = status === 0 ? null : headersOf(response.headers);
  const initiator = initiatorOf(entry);
  const error = stringOr(response._error, '');
  const network = networkFacts(entry, !isSafe(request.method) || status >= 400);
  return {
    source: 'devtools-network',
    key: null,
    state: status === 0 ? 'failed' : 'done',
    method: request.method,
    url: request.url,
    startedAt: started,
    endedAt: started + Math.max(0, numberOr(entry.time, 0)),
    tabId,
    ...(initiator === null ? {} : { initiator }),
    ...(isString(entry._resourceType) ? { resourceType: entry._resourceType } : {}),
    headers: {
      ...(sent === null ? {} : { [isOnWire ? 'sent' : 'set']: sent }),
      ...(received === null ? {} : { [isOnWire ? 'received' : 'seen']: received }),
    },
    requestBody: requestBodyOf(request),
    ...(status === 0 ? {} : { responseBody: responseBodyOf(response, content), status, servedBy }),
    ...(error === '' ? {} : { error }),
    ...(network === null ? {} : { network }),
  };
}

/**
 * Chromium's `getContent` answers `{content, encoding}` or calls back with the two; Firefox answers or calls back with the content and
 * its media type.
 */
export function contentOf(answer: unknown, second: unknown): Content | null {
  if (isFields(answer) && isString(answer.content))
    return { content: answer.content, encoding: stringOr(answer.encoding, '') };
  if (Array.isArray(answer)) return contentOf(answer[0], answer[1]);
  if (!isString(answer)) return null;
  const said = stringOr(second, '');
  if (!said.includes('/')) return { content: answer, encoding: said };
  return { content: answer, encoding: isBase64InFirefox(answer, said) ? 'base64' : '' };
}
