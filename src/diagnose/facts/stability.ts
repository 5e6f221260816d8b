import { bareTag } from '../../http/entity-tag.ts';
import { headerValue } from '../../http/header-list.ts';
import { httpDate, sameVersion } from '../../http/same-version.ts';
import { isSuccess } from '../../http/status.ts';
import { type Exchange, responseHeaders } from '../../record/exchange.ts';
import { say } from '../../texts/say.ts';
import { defineFact, isMissingValue, missing } from '../define.ts';
import { baseRead } from './base-read.ts';
import { type JsonDifference, jsonDifference, sameContent } from './json-values.ts';
import { probeReads } from './probe-reads.ts';
import { sharedCacheTrace } from './shared-cache.ts';
import { versionPlace } from './version-place.ts';

/** One look at the resource that came from the server itself. */
export type Look = { readonly exchange: Exchange; readonly version: string };

/**
 * What reads in a row show: `steady` (one version), `flapping` (versions differ, the content does not),
 * `volatile` (each read has another version, and only what is made anew for every answer differs),
 * `replicas` (an older version with other content comes back after a newer one), `moving` (each read is another version
 * with other content: real edits), `unsteady` (versions differ and the bodies to compare are not there).
 */
export type Stability = {
  readonly looks: readonly [Look, Look, ...Look[]];
  readonly state: 'steady' | 'flapping' | 'volatile' | 'replicas' | 'moving' | 'unsteady';
  /** A version came back after another one. */
  readonly recurs: boolean;
  /** The version that came back is older than the one before it, by its own count or by Last-Modified (RFC 9110 §8.8.2). */
  readonly older: boolean;
  /** Where answers differ from one read to the next, for `volatile`. */
  readonly paths: readonly string[];
};

/** What a machine makes anew for an answer: a number, a time, a token; no words. */
const machineMade = /^[\w+/=.:#‹› -]{1,200}$/;
const mostVolatile = 3;

function fromServer(x: Exchange): boolean {
  const direct = x.servedBy === 'network' || x.servedBy === 'revalidated' || x.servedBy === 'unknown';
  return isSuccess(x.status) && direct && sharedCacheTrace(x) === null;
}

export const stability = defineFact<Stability>('stability', (_, read) => {
  const [probe, place, base] = [read(probeReads), read(versionPlace), read(baseRead)];
  if (isMissingValue(probe)) return probe;
  if (isMissingValue(place)) return place;
  const look = (exchange: Exchange): Look[] => {
    const version = place.in(exchange);
    return version === null || !fromServer(exchange) ? [] : [{ exchange, version }];
  };
  const normal = probe.normal === null || probe.normal.servedBy === 'unknown' ? [] : look(probe.normal);
  const looks = [...normal, ...probe.fresh.flatMap(look)];
  const [first, second, ...more] = looks;
  if (first === undefined || second === undefined || probe.fresh.length < 2)
    return missing(
      say`Several fresh reads in a row are needed to see whether the version stands still.`,
      'cached-against-fresh',
    );
  // The page's own read counts too when an old version comes back; it is too far off to compare contents with.
  const earlier =
    isMissingValue(base) || base.version === null || !fromServer(base.exchange) ? [] : look(base.exchange);
  const recurs = comesBack([...earlier, ...looks].map((l) => l.version));
  const older = looks.some((l, i) => {
    const before = looks[i - 1];
    return before !== undefined && isOlder(l, before);
  });
  const rest = { looks: [first, second, ...more] as const, recurs, older };
  if (looks.every((l) => sameVersion(l.version, first.version))) return { ...rest, state: 'steady', paths: [] };
  const pairs = looks.slice(1).flatMap((b, i) => {
    const a = looks[i];
    return a === undefined || sameVersion(a.version, b.version) ? [] : [[a.exchange, b.exchange] as const];
  });
  const differences = pairs.map(([a, b]) => difference(a, b, place.name));
  if (differences.some((d) => d === null)) return { ...rest, state: 'unsteady', paths: [] };
  const found = differences.flatMap((d) => d ?? []);
  if (found.length === 0) return { ...rest, state: 'flapping', paths: [] };
  if (recurs) return { ...rest, state: 'replicas', paths: [] };
  const paths = [...new Set(found.map((d) => d.path))];
  const everyTime = differences.every((d) => d !== null && d.length === paths.length);
  const volatile = everyTime && paths.length <= mostVolatile && found.every((d) => looksMachineMade(d));
  return { ...rest, state: volatile ? 'volatile' : 'moving', paths };
});

/** A version that counts lower, or was last modified earlier. */
function isOlder(one: Look, other: Look): boolean {
  const [a, b] = [one, other].map(({ version }) => /^\D{0,12}(\d{1,15})\D{0,4}$/.exec(bareTag(version))?.[1]);
  if (a !== undefined && b !== undefined) return Number(a) < Number(b);
  const [x, y] = [one, other].map(({ exchange }) =>
    httpDate(headerValue(responseHeaders(exchange), 'Last-Modified') ?? ''),
  );
  return typeof x === 'number' && typeof y === 'number' && x < y;
}

function comesBack(versions: readonly string[]): boolean {
  return versions.some((version, i) => {
    const left = versions.findIndex((other, j) => j > i && !sameVersion(other, version));
    return left > i && versions.slice(left).some((other) => sameVersion(other, version));
  });
}

/** Where two answers differ apart from the version itself; null where that cannot be told. */
function difference(a: Exchange, b: Exchange, versionAt: string): readonly JsonDifference[] | null {
  if (sameContent(a.responseBody, b.responseBody) === true) return [];
  const json = jsonDifference(a.responseBody, b.responseBody);
  if (json !== null) return json.filter((d) => d.path !== versionAt);
  const [x, y] = [a.responseBody, b.responseBody];
  if (x.state !== 'kept' || y.state !== 'kept' || x.truncated || y.truncated) return null;
  return [textDifference(x.data, y.data)];
}

/** The one stretch between what two texts have in common at both ends. */
function textDifference(a: string, b: string): JsonDifference {
  let start = 0;
  while (start < a.length && start < b.length && a[start] === b[start]) start++;
  let end = 0;
  while (end < a.length - start && end < b.length - start && a.at(-1 - end) === b.at(-1 - end)) end++;
  return { path: '$', before: a.slice(start, a.length - end), after: b.slice(start, b.length - end) };
}

function looksMachineMade({ before, after }: JsonDifference): boolean {
  if (before === null || after === null || !machineMade.test(before) || !machineMade.test(after)) return false;
  // Words have blanks between them; a redacted secret is written with one of its own.
  const hasWords = (text: string) => /\s/.test(text.replaceAll('‹redacted ', '‹redacted'));
  // A text that grows by what somebody typed begins as it did before.
  return !hasWords(before) && !hasWords(after) && !(after.length > before.length && after.startsWith(before));
}
