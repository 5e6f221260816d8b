import type { HeaderList } from '../../http/header-list.ts';
import { isFields, isOneOf, isPairs, isString, isStrings } from '../../http/unknown.ts';
import type { ReplayPlan } from '../../messages/acts.ts';
import type { MergeBodies } from '../merge/result.ts';
import type { TokenPlan } from '../token/plan.ts';

const kinds = ['update', 'remove', 'create', 'repeat'] as const;

/** All that sending needs, so that a worker's death between “prepare” and “send” loses nothing. JSON, kept in memory only: it holds secrets. */
export type PreparedReplay = {
  readonly plan: ReplayPlan;
  /**
   * `update`: a body under the fresh token; `remove`: a request without a body under it (DELETE); `create`: with If-None-Match: *;
   * `repeat`: a POST that names no version, as it was, which the person agreed to.
   */
  readonly kind: (typeof kinds)[number];
  /** The save without its token. */
  readonly request: {
    readonly url: string;
    readonly headers: HeaderList;
    readonly body: string | null;
    readonly credentials: 'same-origin' | 'include';
    readonly crossOrigin: boolean;
    /** Only a page of this origin sends it; left out: not known. */
    readonly pageOrigin?: string;
  };
  /** How the resource is read. */
  readonly read: {
    readonly url: string;
    readonly headers: HeaderList;
    /** Under an address of its own each time, past a cache that holds an old copy. */
    readonly past: boolean;
  };
  /** null where there is no version to name (`create`, `repeat`). */
  readonly token: TokenPlan | null;
  /** null where there is no body to merge. */
  readonly bodies: MergeBodies | null;
  /** What stood on the server when this was prepared. */
  readonly fresh: { readonly body: string; readonly token: string | null };
};

/** A prepared replay as `storage.session` gives it back, or null. Its inner lists are checked where a wrong one could change what is sent. */
export function parsePrepared(value: unknown): PreparedReplay | null {
  return isPrepared(value) ? value : null;
}

function isPrepared(value: unknown): value is PreparedReplay {
  if (!isFields(value) || !isOneOf(kinds, value.kind)) return false;
  const { plan, request, read, token, bodies, fresh } = value;
  return (
    isPlan(plan) &&
    isFields(request) &&
    isString(request.url) &&
    isPairs(request.headers) &&
    (request.body === null || isString(request.body)) &&
    isOneOf(['same-origin', 'include'], request.credentials) &&
    typeof request.crossOrigin === 'boolean' &&
    (request.pageOrigin === undefined || isString(request.pageOrigin)) &&
    isFields(read) &&
    isString(read.url) &&
    isPairs(read.headers) &&
    typeof read.past === 'boolean' &&
    (token === null || isToken(token)) &&
    (bodies === null || isBodies(bodies)) &&
    isFields(fresh) &&
    isString(fresh.body) &&
    (fresh.token === null || isString(fresh.token))
  );
}

function isPlan(value: unknown): boolean {
  return (
    isFields(value) &&
    ['id', 'conflict', 'method', 'url', 'fresh'].every((name) => isString(value[name])) &&
    isFields(value.token) &&
    Array.isArray(value.tokens) &&
    Array.isArray(value.fields) &&
    isStrings(value.notReplayed) &&
    isPairs(value.headers) &&
    (value.without === undefined || isWithout(value.without))
  );
}

function isWithout(value: unknown): boolean {
  return isFields(value) && isString(value.id) && isString(value.name) && isStrings(value.steps);
}

function isToken(value: unknown): boolean {
  return (
    isFields(value) &&
    value.ok === true &&
    Array.isArray(value.carriers) &&
    value.carriers.length > 0 &&
    value.carriers.every(
      (carrier) => isFields(carrier) && ['carrier', 'fresh', 'from'].every((name) => isString(carrier[name])),
    )
  );
}

function isBodies(value: unknown): boolean {
  return (
    isFields(value) &&
    isString(value.mine) &&
    isString(value.theirs) &&
    (value.base === null || isString(value.base)) &&
    isStrings(value.tokenPaths)
  );
}
