import { headerValue } from '../http/header-list.ts';
import { isVersionName } from '../http/secret-name.ts';
import { isFields, isString } from '../http/unknown.ts';
import { type Exchange, requestHeaders, responseHeaders } from '../record/exchange.ts';

/** Where a version token stands in a request or in the answer to a read. */
export type Place =
  /** `patch`: the value of a JSON Patch's `test` operation (RFC 6902 §4.6), by its pointer. */
  | { readonly via: 'header' | 'query' | 'form' | 'patch'; readonly name: string }
  | { readonly via: 'body'; readonly path: readonly (string | number)[] };

/** A token of the save and where a fresh read has its current value. */
export type TokenUse = {
  readonly place: Place;
  readonly source: Place;
  /** The save carries the number after the one that was read (Confluence). */
  readonly next: boolean;
};

/** How deep and how far a body is searched. */
const most = { depth: 8, values: 5_000 } as const;

type Found = { readonly place: Place; readonly value: string };

/**
 * The version tokens of a save: values with a version's name, or of a precondition (RFC 9110 §13.1), that stood in a read before it.
 * Where no read shows them, the most usual place stands in; without any, If-Match under the ETag: the server then refuses rather than overwrites.
 * @param before reads of the resource, oldest first
 */
export function tokensOf(save: Exchange, before: readonly Exchange[]): readonly [TokenUse, ...TokenUse[]] {
  const found = inSave(save);
  const seen = found.flatMap(({ place, value }): TokenUse[] => {
    const spots = before.toReversed().flatMap(inRead);
    const asIs = spots.find((spot) => spot.value === value)?.place;
    const counted = spots.find((spot) => sameName(spot.place, place) && nextOf(spot.value) === value)?.place;
    // A later read of somebody else’s save shows the very number that this save counted up to.
    if (counted !== undefined && (asIs === undefined || takesNext(place)))
      return [{ place, source: counted, next: true }];
    return asIs === undefined ? [] : [{ place, source: asIs, next: false }];
  });
  const [first, ...rest] = seen;
  if (first !== undefined) return [first, ...rest];
  const guess = found.find(({ place }) => place.via !== 'header' || rank(place) === 0);
  if (guess === undefined) return [usual];
  return [{ place: guess.place, source: usualSource(guess.place), next: takesNext(guess.place) }];
}

const usual: TokenUse = {
  place: { via: 'header', name: 'If-Match' },
  source: { via: 'header', name: 'ETag' },
  next: false,
};

/** `version.number`, which Confluence wants one higher. */
function takesNext(place: Place): boolean {
  return place.via === 'body' && place.path.at(-1) === 'number' && place.path.at(-2) === 'version';
}

function sameName(a: Place, b: Place): boolean {
  const last = (place: Place) => String(place.via === 'body' ? place.path.at(-1) : nameOf(place.name)).toLowerCase();
  return last(a) === last(b);
}

/** `article[lock_version]` and `/meta/lock_version` speak of `lock_version`. */
function nameOf(name: string): string {
  return /\[([^\]]+)\]$/.exec(name)?.[1] ?? (name.startsWith('/') ? (stepsOf(name).at(-1) ?? name).toString() : name);
}

/** A JSON Pointer's steps (RFC 6901 §4). */
function stepsOf(pointer: string): (string | number)[] {
  return pointer
    .split('/')
    .slice(1)
    .map((step) => (/^(0|[1-9]\d{0,8})$/.test(step) ? Number(step) : step.replaceAll('~1', '/').replaceAll('~0', '~')));
}

/** Whether the version stands in what the merge makes. */
export function isMergesWork({ via }: Place): boolean {
  return via === 'body' || via === 'form' || via === 'patch';
}

function nextOf(value: string): string | null {
  return /^\d{1,15}$/.test(value) ? String(Number(value) + 1) : null;
}

/** What the names of query parameters go with in a read: Nomad, Elasticsearch, Google Cloud Storage. */
const sourcesOfQuery: { readonly [name: string]: string } = {
  cas: 'ModifyIndex',
  if_seq_no: '_seq_no',
  if_primary_term: '_primary_term',
  ifgenerationmatch: 'generation',
  ifmetagenerationmatch: 'metageneration',
  rev: '_rev',
};

function usualSource(place: Place): Place {
  if (place.via === 'body') return place;
  if (place.via === 'query') return { via: 'body', path: [sourcesOfQuery[place.name.toLowerCase()] ?? place.name] };
  if (place.via === 'patch') return { via: 'body', path: stepsOf(place.name) };
  if (place.via === 'form') return { via: 'body', path: [nameOf(place.name)] };
  return { via: 'header', name: /^if-unmodified-since$/i.test(place.name) ? 'Last-Modified' : 'ETag' };
}

const preconditions = ['if-match', 'if-unmodified-since'];

/** Versions of resources; an API's or an app's own version is none. */
function namesVersion(name: string): boolean {
  if (/api|schema|client|app|protocol/i.test(name)) return false;
  return isVersionName(name) || /^(cas|if_seq_no|if_primary_term|_?seq_no|_?primary_term|modifyindex)$/i.test(name);
}

function inSave(save: Exchange): readonly Found[] {
  const headers = (requestHeaders(save) ?? []).flatMap(([name, value]): Found[] =>
    preconditions.includes(name.toLowerCase()) || (namesVersion(name) && !/^(if-|accept|content-|sec-)/i.test(name))
      ? [{ place: { via: 'header', name }, value: value.trim() }]
      : [],
  );
  // The standard's own first.
  headers.sort((a, b) => rank(a.place) - rank(b.place));
  const query = URL.canParse(save.url)
    ? [...new URL(save.url).searchParams].flatMap(([name, value]): Found[] =>
        namesVersion(name) ? [{ place: { via: 'query', name }, value }] : [],
      )
    : [];
  const body = values(save.requestBody).filter(
    ({ place }) => place.via === 'body' && (takesNext(place) || namesVersion(String(place.path.at(-1)))),
  );
  return [...headers, ...query, ...body, ...formFields(save), ...testOperations(save)];
}

/** Fields of a form (application/x-www-form-urlencoded) whose names speak of a version. */
function formFields(save: Exchange): readonly Found[] {
  const { requestBody: body } = save;
  const type = headerValue(requestHeaders(save), 'content-type') ?? '';
  if (body.state !== 'kept' || body.encoding !== 'text' || !/^application\/x-www-form-urlencoded/i.test(type))
    return [];
  return [...new URLSearchParams(body.data)]
    .slice(0, most.values)
    .flatMap(([name, value]): Found[] => (namesVersion(nameOf(name)) ? [{ place: { via: 'form', name }, value }] : []));
}

/** The `test` operations of a JSON Patch whose pointers end in a version's name. */
function testOperations({ requestBody: body }: Exchange): readonly Found[] {
  const whole = body.state === 'kept' && body.encoding === 'text' ? parsed(body.data) : undefined;
  if (!Array.isArray(whole)) return [];
  return whole.slice(0, most.values).flatMap((operation: unknown): Found[] => {
    if (!isFields(operation) || operation.op !== 'test' || !isString(operation.path)) return [];
    const { path: name, value } = operation;
    if (!name.startsWith('/') || !namesVersion(nameOf(name))) return [];
    return typeof value === 'string' || typeof value === 'number'
      ? [{ place: { via: 'patch', name }, value: String(value) }]
      : [];
  });
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

const rank = (place: Place) => (place.via === 'header' && preconditions.includes(place.name.toLowerCase()) ? 0 : 1);

function inRead(read: Exchange): readonly Found[] {
  const headers = responseHeaders(read);
  const own = ['ETag', 'Last-Modified'].flatMap((name): Found[] => {
    const value = headerValue(headers, name);
    return value === null ? [] : [{ place: { via: 'header', name }, value: value.trim() }];
  });
  const body = values(read.responseBody).filter(
    ({ place }) => place.via === 'body' && (takesNext(place) || namesVersion(String(place.path.at(-1)))),
  );
  const others = (headers ?? []).flatMap(([name, value]): Found[] =>
    namesVersion(name) ? [{ place: { via: 'header', name }, value: value.trim() }] : [],
  );
  return [...own, ...body, ...others];
}

/** Texts and numbers of a JSON body with their paths. */
function values(body: Exchange['requestBody']): readonly Found[] {
  if (body.state !== 'kept' || body.encoding !== 'text') return [];
  const whole = parsed(body.data);
  const found: Found[] = [];
  let looked = 0;
  const walk = (value: unknown, path: readonly (string | number)[]): void => {
    if (++looked > most.values || path.length > most.depth) return;
    if (typeof value === 'string' || typeof value === 'number')
      found.push({ place: { via: 'body', path }, value: String(value) });
    else if (Array.isArray(value)) for (const [at, each] of value.entries()) walk(each, [...path, at]);
    else if (isFields(value)) for (const [name, each] of Object.entries(value)) walk(each, [...path, name]);
  };
  walk(whole, []);
  return found;
}

const kinds = { form: 'field of the form', patch: 'test operation', header: 'header', query: 'query' } as const;

/** `$._rev`, for people. */
export function spoken(place: Place): string {
  return place.via === 'body'
    ? `$${place.path.map((step) => `.${step}`).join('')} of the body`
    : `${place.name} (${kinds[place.via]})`;
}
