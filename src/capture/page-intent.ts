import { isFields, isNumber, isString } from '../http/unknown.ts';
import { parseSighting } from './parse-sighting.ts';
import type { Sighting } from './sighting.ts';

/** Who a document is, as the browser says it. */
export type PageDocument = {
  readonly tabId: number;
  readonly frameId: number;
  readonly url: string;
  readonly document: string;
};

/** Sightings of one batch; a hostile page must not make the background work for long. */
const mostOfBatch = 5_000;
/** So much later or earlier than now a page's clock may say that something began, milliseconds: a page that slept hands over late. */
const mostAway = 24 * 3_600_000;

/**
 * What the hook in a page told, as sightings of the source `page-intent`. It is the page's word: tab, frame and document come from the
 * browser, a parent is never taken from it, and where the browser told otherwise `fold` believes the browser.
 * @param batch a JSON text; what is none, or has not the shape, gives nothing
 */
export function pageSightings(batch: string, from: PageDocument, now: number): Sighting[] {
  let list: unknown;
  try {
    list = JSON.parse(batch);
  } catch {
    return [];
  }
  if (!Array.isArray(list)) return [];
  return list.slice(0, mostOfBatch).flatMap((told: unknown) => {
    if (!isFields(told) || !isNumber(told.key) || !isNumber(told.startedAt)) return [];
    if (Math.abs(told.startedAt - now) > mostAway) return [];
    if (!isString(told.url) || !/^https?:\/\//.test(told.url)) return [];
    const sighting = parseSighting({
      ...told,
      source: 'page-intent',
      key: `${from.document}.${told.key}`,
      tabId: from.tabId,
    });
    if (sighting === null) return [];
    const { parent: _parent, servedBy: _servedBy, headers, ...rest } = sighting;
    const { set, seen } = headers ?? {};
    return [
      {
        ...rest,
        frameId: from.frameId,
        initiator: from.url,
        resourceType: 'xmlhttprequest',
        headers: { ...(set ? { set } : {}), ...(seen ? { seen } : {}) },
      },
    ];
  });
}
