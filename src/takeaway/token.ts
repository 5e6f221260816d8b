import { headerValue } from '../http/header-list.ts';
import { isVersionName } from '../http/secret-name.ts';
import { isFields } from '../http/unknown.ts';
import { type Exchange, requestHeaders, responseHeaders } from '../record/exchange.ts';

/** Where a version token stands in a request or in the answer to a read. */
export type Place =
  | { readonly via: 'header' | 'query'; readonly name: string }
  | { readonly via: 'body'; readonly path: readonly (string | number)[] };

/** A token of the save and where a fresh read has its current value. */
export type TokenUse = { readonly place: Place; readonly source: Place };

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
  const seen = found.flatMap(({ place, value }) => {
    const source = before
      .toReversed()
      .flatMap(inRead)
      .find((spot) => spot.value === value)?.place;
    return source === undefined ? [] : [{ place, source }];
  });
  const [first, ...rest] = seen;
  if (first !== undefined) return [first, ...rest];
  const guess = found.find(({ place }) => place.via !== 'header' || rank(place) === 0);
  return [guess === undefined ? usual : { place: guess.place, source: usualSource(guess.place) }];
}

const usual: TokenUse = { place: { via: 'header', name: 'If-Match' }, source: { via: 'header', name: 'ETag' } };

function usualSource(place: Place): Place {
  if (place.via === 'body') return place;
  if (place.via === 'query') return { via: 'body', path: [place.name] };
  return { via: 'header', name: /^if-unmodified-since$/i.test(place.name) ? 'Last-Modified' : 'ETag' };
}

const preconditions = ['if-match', 'if-unmodified-since'];

/** Versions of resources; an API's or an app's own version is none. */
function namesVersion(name: string): boolean {
  if (/api|schema|client|app|protocol/i.test(name)) return false;
  return isVersionName(name) || /^(cas|if_seq_no|if_primary_term)$/i.test(name);
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
    ({ place }) => place.via === 'body' && namesVersion(String(place.path.at(-1))),
  );
  return [...headers, ...query, ...body];
}

const rank = (place: Place) => (place.via === 'header' && preconditions.includes(place.name.toLowerCase()) ? 0 : 1);

function inRead(read: Exchange): readonly Found[] {
  const headers = responseHeaders(read);
  const own = ['ETag', 'Last-Modified'].flatMap((name): Found[] => {
    const value = headerValue(headers, name);
    return value === null ? [] : [{ place: { via: 'header', name }, value: value.trim() }];
  });
  const body = values(read.responseBody).filter(
    ({ place }) => place.via === 'body' && namesVersion(String(place.path.at(-1))),
  );
  const others = (headers ?? []).flatMap(([name, value]): Found[] =>
    namesVersion(name) ? [{ place: { via: 'header', name }, value: value.trim() }] : [],
  );
  return [...own, ...body, ...others];
}

/** Texts and numbers of a JSON body with their paths. */
function values(body: Exchange['requestBody']): readonly Found[] {
  if (body.state !== 'kept' || body.encoding !== 'text') return [];
  let whole: unknown;
  try {
    whole = JSON.parse(body.data);
  } catch {
    return [];
  }
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

/** `$._rev`, for people. */
export function spoken(place: Place): string {
  return place.via === 'body'
    ? `$${place.path.map((step) => `.${step}`).join('')} of the body`
    : `${place.name} (${place.via})`;
}
