import { wordsOf } from '../../http/secret-name.ts';
import { isStampName, plainName } from '../merge/managed.ts';

/** Names under which systems let a version travel, without case and punctuation. */
const versionNames = new Set(
  `rev revid revno revision revisionid revisionnumber ifrevisionid baserevid version versionid versionnumber expectedversion ifversion
  lockversion rowversion resourceversion objectversion docversion modelversion entityversion baseversion currentversion
  etag odataetag ctag oetag ocetag ifmatch optlock concurrencystamp concurrencytoken updatetoken changetoken changenumber
  seqno ifseqno primaryterm ifprimaryterm generation metageneration ifgenerationmatch ifmetagenerationmatch
  cas modifyindex jobmodifyindex sha statetoken ifstatetoken basetimestamp uploadoffset`.split(/\s+/),
);

/** One of these words in a longer name speaks of a version too (`pageRevision`, `x-doc-etag`). */
const versionWords = new Set([
  'rev',
  'revision',
  'version',
  'etag',
  'lock',
  'generation',
  'cas',
  'seq',
  'concurrency',
  'sha',
]);

/** Names that may be a version and are often something else. */
const doubtfulWords = new Set([
  'hash',
  'checksum',
  'digest',
  'fingerprint',
  'sequence',
  'index',
  'timestamp',
  'stamp',
  'counter',
  'tag',
]);

/** Versions of something else than the resource. */
const others = new Set([
  'apiversion',
  'schemaversion',
  'appversion',
  'clientversion',
  'protocolversion',
  'msversion',
  'xmsversion',
  'odataversion',
  'formatversion',
]);

/** How strongly a name speaks of a version: 3 plainly, 2 perhaps, 0 not. `parent` is the key above it (`version.number`). */
export function nameWeight(key: string, parent: string | null = null): 0 | 2 | 3 {
  const name = plainName(key.replace(/^x-/i, ''));
  if (others.has(name)) return 0;
  if (versionNames.has(name)) return 3;
  if (parent !== null && /^(number|value|id|token|hash)$/.test(name) && versionNames.has(plainName(parent))) return 3;
  const words = wordsOf(key);
  if (words.some((word) => versionWords.has(word))) return 3;
  if (isStampName(key) || words.some((word) => doubtfulWords.has(word))) return 2;
  return 0;
}

/**
 * Where the current value of a slot stands in a read, by name; first match counts. From the interfaces of the systems named.
 */
const pairs: readonly { readonly slot: RegExp; readonly spots: readonly string[] }[] = [
  // RFC 9110 §13.1.1; the body's own tag first where there is one, because proxies alter the header (Eve, Cosmos DB, OData, Box).
  {
    slot: /^ifmatch$/,
    spots: ['odataetag', 'ocetag', 'etag', 'rev', 'revision', 'version', 'revisionnumber', 'lastmodified', 'versionid'],
  },
  { slot: /^ifunmodifiedsince$/, spots: ['lastmodified'] },
  // Elasticsearch, OpenSearch.
  { slot: /^ifseqno$/, spots: ['seqno'] },
  { slot: /^ifprimaryterm$/, spots: ['primaryterm'] },
  // Google Cloud Storage.
  { slot: /^(xgoog)?ifgenerationmatch$/, spots: ['generation', 'xgooggeneration'] },
  { slot: /^(xgoog)?ifmetagenerationmatch$/, spots: ['metageneration', 'xgoogmetageneration'] },
  // Nomad variables and jobs, Consul.
  { slot: /^cas$/, spots: ['modifyindex'] },
  // Sanity.
  { slot: /^ifrevisionid$/, spots: ['rev'] },
  // Fedora Repository.
  { slot: /^xifstatetoken$/, spots: ['xstatetoken'] },
  // Appwrite.
  { slot: /timestamp$/, spots: ['updatedat', 'modifiedat', 'lastmodified', 'timestamp'] },
  // AWS IoT, Bitbucket Server and many of their own making.
  { slot: /version$/, spots: ['version', 'lockversion', 'versionnumber', 'currentversion'] },
  { slot: /rev(ision)?(id)?$/, spots: ['rev', 'revision', 'revisionid'] },
  { slot: /etag$/, spots: ['etag', 'odataetag'] },
];

/** How well a place of a read fits a slot by name: 3 the same name, 2 a known pair, 0 nothing known. */
export function pairWeight(slotKey: string, spotKey: string): 0 | 2 | 3 {
  const [slot, spot] = [plainName(slotKey), plainName(spotKey)];
  if (slot === spot || slot === `x${spot}`) return 3;
  return pairs.some((pair) => pair.slot.test(slot) && pair.spots.includes(spot)) ? 2 : 0;
}

/** Paths whose save carries the current value plus one (Confluence). */
export function takesNext(path: string): boolean {
  return path.endsWith('.version.number');
}

/** Fields that a save must have and that are safe to add where it lacks them (CouchDB, OpenProject, Rails, Solr, NSX). */
export const requiredFields: readonly string[] = ['_rev', 'lockVersion', 'lock_version', '_version_', '_revision'];

/** Names under which a refusal hands over the version that the server holds. */
export function namesCurrent(key: string): boolean {
  return /^(current|actual|latest|server|existing)(version|revision|rev|etag|versionnumber|lockversion|seqno)?$/.test(
    plainName(key),
  );
}

/** Request header fields that never carry a version. */
const plainRequestHeaders =
  /^(accept|accept-.*|authorization|cache-control|connection|content-.*|cookie|dnt|date|host|keep-alive|origin|pragma|prefer|priority|proxy-.*|referer|sec-.*|te|trailer|transfer-encoding|upgrade.*|user-agent|via|x-requested-with|x-csrf.*|x-xsrf.*|x-forwarded.*|x-http-method.*|idempotency-key|traceparent|tracestate|x-request-id|x-correlation-id|if-none-match|if-modified-since|range|if-range)$/;

/** Response header fields that change without the resource, or say nothing of it. */
const plainResponseHeaders =
  /^(accept-.*|access-control-.*|age|alt-svc|allow|cache-control|cf-.*|connection|content-.*|cross-origin-.*|date|expires|keep-alive|location|nel|permissions-policy|pragma|ratelimit.*|referrer-policy|report-to|retry-after|server|server-timing|set-cookie|strict-transport-security|timing-allow-origin|trailer|transfer-encoding|upgrade|vary|via|warning|x-cache.*|x-content-type-options|x-frame-options|x-powered-by|x-ratelimit.*|x-request-id|x-correlation-id|x-runtime|x-response-time|x-served-by|x-timer|x-amz-request-id|x-amz-id-2|x-xss-protection)$/;

export function mayCarryVersion(requestHeader: string): boolean {
  return !plainRequestHeaders.test(requestHeader.toLowerCase());
}

export function mayNameVersion(responseHeader: string): boolean {
  return !plainResponseHeaders.test(responseHeader.toLowerCase());
}
