import type { HeaderList } from '../../http/header-list.ts';
import type { SeenBody } from '../sighting.ts';

/** What the hook in a page tells of one request: the part of a sighting that the page itself knows. JSON. */
export type Told = {
  /** Number of the request in its document. */
  readonly key: number;
  readonly state: 'open' | 'done' | 'failed';
  readonly method: string;
  readonly url: string;
  readonly startedAt: number;
  readonly endedAt?: number;
  /** `set`: what page code set, nothing that the browser adds. `seen`: what page code can read (CORS hides the rest). */
  readonly headers?: { readonly set?: HeaderList; readonly seen?: HeaderList };
  readonly requestBody?: SeenBody;
  readonly responseBody?: SeenBody;
  readonly status?: number;
  readonly error?: string;
  /** The beginning belongs to another URL: this is what a redirect led to. */
  readonly late?: true;
};

/** How soon it has to be handed over: at once, soon, or when there is nothing better to do (and then not all of it). */
export type Weight = 'now' | 'soon' | 'idle';
export type Tell = (told: Told, weight: Weight) => void;

const refusals = [409, 412, 423, 428];
const safe = ['GET', 'HEAD', 'OPTIONS', 'TRACE', 'PROPFIND', 'REPORT', 'SEARCH', 'QUERY'];

export const isSafeMethod = (method: string): boolean => safe.includes(method);
export const isRefused = (status: number | undefined): boolean => status !== undefined && refusals.includes(status);

const versions = ['etag', 'last-modified'];
const conditions = ['if-match', 'if-none-match', 'if-unmodified-since', 'if-modified-since', 'if-range'];

const holds = (list: HeaderList | undefined, names: readonly string[]) =>
  list?.some(([name]) => names.includes(name.toLowerCase())) === true;

/** Refusals and saves go at once; validators and preconditions soon, all of them; the rest when it is quiet. */
export function weightOf({ method, status, headers }: Told): Weight {
  if (isRefused(status) || !isSafeMethod(method)) return 'now';
  return holds(headers?.seen, versions) || holds(headers?.set, conditions) ? 'soon' : 'idle';
}
