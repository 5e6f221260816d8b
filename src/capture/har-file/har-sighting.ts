import type { HeaderList } from '../../http/header-list.ts';
import { type Fields, isFields, isNumber, isString } from '../../http/unknown.ts';
import { type Content, harSighting } from '../devtools-network.ts';
import { headerStages, type Sighting } from '../sighting.ts';

/** Who wrote a HAR file: `log.creator.name` (HAR 1.2). */
export type Creator = { readonly name: string; readonly version: string };

export function creatorOf(value: unknown): Creator | null {
  if (!isFields(value) || !isString(value.name)) return null;
  return { name: value.name.slice(0, 80), version: isString(value.version) ? value.version.slice(0, 40) : '' };
}

/**
 * Whether the file holds what the Network panel of one tab saw: Chromium's creator is `WebInspector`, Safari's too, Firefox's `Firefox`.
 * Proxies see every program on the machine, or several machines.
 */
export function isOfOneTab(creator: Creator | null): boolean {
  return creator !== null && /^(WebInspector|WebKit Web Inspector|Firefox)$/i.test(creator.name);
}

/** `response.content` as a browser's `getContent` would have given it. null: the file does not hold the body. */
function contentOf(response: unknown): Content | null {
  const content = isFields(response) ? response.content : null;
  if (!isFields(content) || !isString(content.text)) return null;
  return { content: content.text, encoding: isString(content.encoding) ? content.encoding.toLowerCase() : '' };
}

/**
 * Moments as HAR writers write them, epoch milliseconds with fractions: ISO 8601 (HAR 1.2), with one to nine digits after the point
 * (mitmproxy 6, Fiddler 7) and with or without a zone. Without one it is UTC. null where it is none.
 */
export function momentOf(text: string): number | null {
  const match = /^(\d{4}-\d\d-\d\d)[T ](\d\d:\d\d:\d\d)(?:[.,](\d{1,9}))?\d*\s*(Z|[+-]\d\d:?\d\d)?$/i.exec(text.trim());
  if (match === null) return null;
  const [, day, time, fraction = '0', zone = 'Z'] = match;
  const offset = zone.length === 5 ? `${zone.slice(0, 3)}:${zone.slice(3)}` : zone.toUpperCase();
  const whole = Date.parse(`${day}T${time}${offset}`);
  return Number.isNaN(whole) ? null : whole + Number(`0.${fraction}`) * 1_000;
}

/** What tells an entry from others and finds its like; the rest is read when it is looked at. */
export type Glance = {
  readonly startedAt: number;
  readonly method: string;
  readonly url: string;
  /** 0: no answer. */
  readonly status: number;
  /** `User-Agent` of who asked; empty where it is not told. */
  readonly agent: string;
  /** A document, not something that a page asked for. */
  readonly isPage: boolean;
};

/** The little that is needed of an entry that is of interest; null where it is none. */
export function glanceAt(entry: unknown): Glance | null {
  if (!isFields(entry) || !isString(entry.startedDateTime) || !isFields(entry.request)) return null;
  const startedAt = momentOf(entry.startedDateTime);
  const { method, url, headers } = entry.request;
  if (startedAt === null || !isString(method) || !isString(url)) return null;
  const response = isFields(entry.response) ? entry.response : {};
  const type = entry._resourceType;
  const content = isFields(response.content) ? response.content.mimeType : null;
  return {
    startedAt,
    method,
    url,
    status: isNumber(response.status) && response.status > 0 ? response.status : 0,
    agent: agentOf(headers),
    isPage: isString(type)
      ? /^(document|main_frame|sub_frame)$/.test(type)
      : isString(content) && /^text\/html/i.test(content),
  };
}

function agentOf(headers: unknown): string {
  if (!Array.isArray(headers)) return '';
  for (const field of headers)
    if (
      isFields(field) &&
      isString(field.name) &&
      field.name.length === 10 &&
      field.name.toLowerCase() === 'user-agent'
    )
      return isString(field.value) ? field.value : '';
  return '';
}

/** The tab that a file of Resave's own tells of (`_resave.tab`); null for all other files. */
export function tabOfResave(entry: unknown): number | null {
  const own = isFields(entry) && isFields(entry._resave) ? entry._resave : null;
  return own !== null && isNumber(own.tab) ? own.tab : null;
}

/** The headers of every stage, as a file of Resave's own has them (`_resave.custody`); null for all other files. */
function custodyOf(entry: Fields): Sighting['headers'] | null {
  const custody = isFields(entry._resave) ? entry._resave.custody : null;
  if (!isFields(custody)) return null;
  const read: { -readonly [S in keyof NonNullable<Sighting['headers']>]: HeaderList } = {};
  for (const stage of headerStages) {
    const list = custody[stage];
    if (Array.isArray(list))
      read[stage] = list.flatMap((field: unknown) =>
        isFields(field) && isString(field.name) && isString(field.value) ? [[field.name, field.value] as const] : [],
      );
  }
  return read;
}

/**
 * An entry of a HAR file as a sighting, by the same reader as that of DevTools' live entries; null where it is none of a page's requests
 * (images, scripts) or no entry.
 * @param key the entry's own name, so that the same entry is the same exchange each time it is read
 * @param tabId whose request it was, as far as the file tells
 */
export function harFileSighting(entry: unknown, key: string, tabId: number): Sighting | null {
  if (!isFields(entry) || !isString(entry.startedDateTime)) return null;
  const started = momentOf(entry.startedDateTime);
  if (started === null) return null;
  const response = isFields(entry.response) ? entry.response : {};
  // Charles and Fiddler write -1 for a request without an answer.
  const status = isNumber(response.status) && response.status > 0 ? response.status : 0;
  const plain = { ...entry, startedDateTime: new Date(started).toISOString(), response: { ...response, status } };
  const sighting = harSighting(plain, contentOf(response), tabId);
  if (sighting === null) return null;
  const took = (sighting.endedAt ?? started) - sighting.startedAt;
  const headers = custodyOf(entry) ?? sighting.headers ?? {};
  return { ...sighting, source: 'har-file', key, startedAt: started, endedAt: started + took, headers };
}
