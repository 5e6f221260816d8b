import { parseTagList } from '../../http/entity-tag.ts';
import { headerValue } from '../../http/header-list.ts';
import { isSafe } from '../../http/method.ts';
import { sameVersion } from '../../http/same-version.ts';
import { type Exchange, requestHeaders, responseHeaders } from '../../record/exchange.ts';
import { defineFact, isMissingValue } from '../define.ts';
import { answerValues } from './json-values.ts';
import { sentToken } from './sent-token.ts';
import { traffic } from './traffic.ts';

/** Where the answers of this resource say which version they hold. Learnt, not assumed. */
export type VersionPlace = {
  readonly where: 'header' | 'body';
  /** For people: `ETag`, `Last-Modified`, `$._rev`. */
  readonly name: string;
  /** The version in an answer, or null where it names none (or its body is not kept). */
  readonly in: (x: Exchange) => string | null;
};

function header(name: string): VersionPlace {
  return { where: 'header', name, in: (x) => headerValue(responseHeaders(x), name) };
}

/** A 304 confirms the tag that was asked about, and names it again or leaves that out (RFC 9110 §15.4.5). */
const etag: VersionPlace = {
  where: 'header',
  name: 'ETag',
  in: (x) => {
    const named = headerValue(responseHeaders(x), 'ETag');
    if (named !== null || x.status !== 304) return named;
    const asked = parseTagList(headerValue(requestHeaders(x), 'If-None-Match') ?? '');
    return asked !== '*' && asked.length === 1 ? headerValue(requestHeaders(x), 'If-None-Match') : null;
  },
};

/** A field of the answer's body. Answers to writes are often shorter and spell it otherwise (`_rev`, then `rev`). */
function field(path: string, key: string): VersionPlace {
  const plain = (name: string) => name.toLowerCase().replace(/[^a-z0-9]/g, '');
  return {
    where: 'body',
    name: path,
    in: (x) => {
      const values = answerValues(x);
      const exact = values.find((v) => v.path === path);
      if (exact !== undefined || isSafe(x.method)) return exact?.value ?? null;
      const alike = values.filter((v) => plain(v.key) === plain(key));
      return alike.length === 1 ? (alike[0]?.value ?? null) : null;
    },
  };
}

/** Header fields besides the validators in which servers hand out versions. */
const otherHeaders = ['OC-ETag', 'X-State-Token', 'x-goog-generation', 'x-ms-lease-id', 'Upload-Offset'];

function speaksOfVersions({ value, key }: { readonly value: string; readonly key: string }): boolean {
  return (value.length >= 12 && !/\s/.test(value)) || versionName.test(key);
}

/** A short value stands in many places by chance; then only a field whose name speaks of versions counts. */
const versionName = /etag|rev|version|lock|seq|term|generation|sha|modif|updated|index|timestamp/i;

/**
 * The place in the answers before the save where the sent token stands, the newest answer first;
 * where it stands nowhere, the place that belongs to the precondition (RFC 9110 §13.1).
 */
export const versionPlace = defineFact<VersionPlace>('version place', (_, read) => {
  const [token, seen] = [read(sentToken), read(traffic)];
  const usual = etag;
  if (isMissingValue(token) || token === null || isMissingValue(seen)) return usual;
  const dated = token.carrier.toLowerCase() === 'header:if-unmodified-since';
  const places = [dated ? header('Last-Modified') : usual, ...otherHeaders.map(header)];
  for (const x of [...seen.reads, ...seen.writes].reverse()) {
    for (const place of places) {
      const value = place.in(x);
      if (value !== null && sameVersion(value, token.value)) return place;
    }
    const value = answerValues(x).find(
      (v) => v.value.length <= 512 && sameVersion(v.value, token.value) && speaksOfVersions(v),
    );
    if (value !== undefined) return field(value.path, value.key);
  }
  if (token.carrier.startsWith('body:$')) {
    const path = token.carrier.slice('body:'.length);
    if (seen.reads.some((x) => answerValues(x).some((v) => v.path === path)))
      return field(path, path.replace(/^.*[.\]]/, ''));
  }
  return dated ? header('Last-Modified') : usual;
});
