import type { Sighting } from '../capture/sighting.ts';
import type { HeaderList } from '../http/header-list.ts';
import { originOf } from '../http/resource.ts';
import { isSecretName } from '../http/secret-name.ts';
import { isFields, isPairs, isString } from '../http/unknown.ts';
import type { Exchange } from '../record/exchange.ts';
import { hasRedaction } from '../record/tag.ts';
import { isForbidden } from './repeat-headers.ts';
import type { SessionArea } from './replay/shelf.ts';
import { mayHandOver } from './token/handshake.ts';

/** The header fields that a tab sent to an origin last and that never reach the disk; memory of the browser session only. */
type Known = { readonly place: string; readonly headers: HeaderList };

export type SecretMemory = {
  /** Remembers the secrets of what a tab sent, as soon as it was seen. */
  readonly note: (sightings: readonly Sighting[]) => void;
  /**
   * The newest values that the exchange's tab sent to its origin; empty where none are known.
   * The newest and not its own, because tokens are renewed and the page would send the new one too.
   */
  readonly of: (x: Pick<Exchange, 'tabId' | 'url'>) => Promise<HeaderList>;
};

const key = 'secrets';
/** More tabs and origins than are worked in at once; the oldest are forgotten. */
const most = 40;
/** Longest value that is worth keeping; servers take no longer header fields. */
const longest = 16_384;

const place = (tabId: number, url: string) => `${tabId} ${originOf(url)}`;

/**
 * `area`: `storage.session`, which outlives the worker, stays in memory and is out of the pages' reach.
 * `isSecret`: whether the value under a header field's name is kept off the disk.
 */
export function createSecretMemory(area: SessionArea, isSecret = isSecretName): SecretMemory {
  let known: Known[] | null = null;
  let loading: Promise<Known[]> | null = null;
  const load = (): Promise<Known[]> => {
    loading ??= area.get(key).then(
      (items) => {
        known = parse(items[key]);
        return known;
      },
      () => {
        known = [];
        return known;
      },
    );
    return loading;
  };
  return {
    note(sightings) {
      const news = sightings.flatMap((sighting) => {
        const headers = secretsOf(sighting, isSecret);
        return sighting.tabId < 0 || headers.length === 0
          ? []
          : [{ place: place(sighting.tabId, sighting.url), headers }];
      });
      if (news.length === 0) return;
      void load().then((before) => {
        const after = news.reduce(remember, known ?? before);
        if (after === known) return;
        known = after;
        area.set({ [key]: after }).catch(() => undefined);
      });
    },
    async of({ tabId, url }) {
      const before = await load();
      const wanted = place(tabId, url);
      return (known ?? before).find((one) => one.place === wanted)?.headers ?? [];
    },
  };
}

/** The same list where nothing is new, so that most requests cost no write. */
function remember(known: Known[], news: Known): Known[] {
  const old = known.find((one) => one.place === news.place);
  const has = (name: string, value: string) => old?.headers.some(([n, v]) => n === name && v === value) === true;
  if (news.headers.every(([name, value]) => has(name, value))) return known;
  const names = new Set(news.headers.map(([name]) => name));
  const headers = [...(old?.headers ?? []).filter(([name]) => !names.has(name)), ...news.headers];
  return [...known.filter((one) => one !== old), { place: news.place, headers }].slice(-most);
}

/** What a page can set again and may not reach the disk, by lower-case name: what it sent, and what a refusal handed over instead. */
function secretsOf({ headers, source, status }: Sighting, isSecret: (name: string) => boolean): HeaderList {
  // An imported file says nothing of a tab of this browser.
  if (source === 'har-file' || source === 'access-log') return [];
  const found = new Map<string, string>();
  const keep = (name: string, value: string) => {
    const isWanted = isSecret(name) && !isForbidden(name) && value !== '' && value.length <= longest;
    if (isWanted && !hasRedaction(value)) found.set(name.toLowerCase(), value);
  };
  for (const [name, value] of headers?.sent ?? headers?.set ?? []) keep(name, value);
  for (const [name, value] of headers?.received ?? headers?.seen ?? [])
    if (mayHandOver(status, name)) keep(name, value.trim());
  return [...found];
}

function parse(value: unknown): Known[] {
  if (!Array.isArray(value)) return [];
  return value.flatMap((one) =>
    isFields(one) && isString(one.place) && isPairs(one.headers) ? [{ place: one.place, headers: one.headers }] : [],
  );
}
