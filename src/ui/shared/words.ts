import type { ServedBy } from '../../capture/sighting.ts';
import type { Strength } from '../../diagnose/contract.ts';
import type { Exchange } from '../../record/exchange.ts';
import type { Flag } from '../../record/flag.ts';
import { say } from '../../texts/say.ts';

/** How sure a finding is, as the first word of a headline. */
export const strengthWord: { readonly [S in Strength]: string } = {
  proven: say`Proven`,
  likely: say`Likely`,
  possible: say`Possible`,
};

/** What the status of a row does not tell. */
export const flagWord: { readonly [F in Flag]: string } = {
  'disguised-refusal': say`hidden conflict`,
  'lost-update': say`overwrote somebody’s work`,
};

/** Who answered, in words that end a sentence "answered by …". */
export const servedWord: { readonly [S in ServedBy]: string } = {
  network: say`the server`,
  'http-cache': say`the browser’s cache`,
  revalidated: say`the browser’s cache, confirmed by the server`,
  'service-worker': say`the page’s service worker`,
  unknown: say`not known`,
};

/** The same in a word or two, for tight places. */
export const servedShort: { readonly [S in ServedBy]: string } = {
  network: say`server`,
  'http-cache': say`cache`,
  revalidated: say`cache, confirmed`,
  'service-worker': say`service worker`,
  unknown: '',
};

const clock = new Intl.DateTimeFormat('en-GB', {
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
  hour12: false,
});

/** `10:33:12`, local time. `at` in epoch milliseconds. */
export function timeOfDay(at: number): string {
  return clock.format(at);
}

/** A length of time for people: `85 ms`, `1.2 s`, `3 min`. */
export function duration(ms: number): string {
  if (ms < 1000) return `${Math.max(0, Math.round(ms))} ms`;
  if (ms < 60_000) return `${(ms / 1000).toFixed(1)} s`;
  if (ms < 3_600_000) return `${Math.round(ms / 60_000)} min`;
  return `${Math.round(ms / 3_600_000)} h`;
}

/** A size for people: `512 bytes`, `12 KB`, `30 MB`. `length` in bytes or, of text, in UTF-16 units. */
export function sizeOf(length: number): string {
  if (length < 1024) return say`${length} bytes`;
  if (length < 1024 * 1024) return `${Math.round(length / 1024)} KB`;
  return `${Math.round(length / (1024 * 1024))} MB`;
}

/** Path and query of a URL as shown in a row; the URL itself where it does not parse. */
export function pathOf(url: string): string {
  const parsed = parse(url);
  return parsed === null ? url : parsed.pathname + parsed.search;
}

/** Host of a URL, or an empty text. */
export function hostOf(url: string): string {
  return parse(url)?.host ?? '';
}

function parse(url: string): URL | null {
  try {
    return new URL(url);
  } catch {
    return null;
  }
}

/** `409 PUT /api/articles/7`: how a refusal is called everywhere in the interface. */
export function nameOf(x: Exchange): string {
  return `${x.status ?? say`no answer`} ${x.method} ${pathOf(x.url)}`;
}

/** At most `length` characters, with an ellipsis where some were cut. */
export function shorten(text: string, length: number): string {
  return text.length <= length ? text : `${text.slice(0, Math.max(0, length - 1))}…`;
}

/** An error's message as a sentence for people. */
export function messageOf(error: unknown): string {
  return error instanceof Error && error.message !== '' ? error.message : say`Something failed without saying why.`;
}
