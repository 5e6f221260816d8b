import { headerValue } from '../http/header-list.ts';
import { sameVersion } from '../http/same-version.ts';
import { type Exchange, requestHeaders } from '../record/exchange.ts';
import type { CaseFile } from './contract.ts';
import { isMissingValue } from './define.ts';
import { factReader } from './engine.ts';
import { bodyValues } from './facts/json-values.ts';
import { type SentToken, sentToken } from './facts/sent-token.ts';
import { type VersionPlace, versionPlace } from './facts/version-place.ts';

/** Where the versions of a resource are to be read, in all that was seen of it. */
export type VersionTrail = {
  readonly where: VersionPlace['where'];
  /** For people: `ETag`, `_rev`, `meta.version`. */
  readonly name: string;
  /** The version that an answer names, as written; null where it names none, or its body is not kept. */
  readonly told: (x: Exchange) => string | null;
  /** The version that a save was made for, as written; null where it names none there. */
  readonly claimed: (x: Exchange) => string | null;
};

/**
 * Follows the version that the refused save claimed, wherever it travels.
 * null where that was not learnt: the save named no version, or its version cannot be compared with what the answers name.
 */
export function versionTrail(file: CaseFile): VersionTrail | null {
  const read = factReader(file);
  const [token, place] = [read(sentToken), read(versionPlace)];
  if (isMissingValue(token) || token === null || isMissingValue(place)) return null;
  if (!areComparable(token, place, file)) return null;
  return {
    where: place.where,
    name: place.name.replace(/^\$\.?/, ''),
    told: place.in,
    claimed: (x) => (x.id === file.refusal.id ? token.value : claimedBy(x, token)),
  };
}

/** What belongs to a precondition may be compared with it. Elsewhere the save’s version must have stood in an answer, or have its path in one. */
function areComparable({ carrier, value }: SentToken, place: VersionPlace, { refusal, history }: CaseFile): boolean {
  const told = [...history, refusal].flatMap((x) => place.in(x) ?? []);
  if (told.length === 0) return false;
  const belongs = { ETag: 'header:if-match', 'Last-Modified': 'header:if-unmodified-since' };
  const isPair = Object.entries(belongs).some(([name, of]) => name === place.name && of === carrier.toLowerCase());
  return isPair || carrier === `body:${place.name}` || told.some((one) => sameVersion(one, value));
}

/** The version that another save of the same resource carried in the same place. */
function claimedBy(x: Exchange, { carrier, next }: SentToken): string | null {
  const value = carriedAt(x, carrier);
  if (value === null || !next) return value;
  return /^\d{1,15}$/.test(value) ? String(Number(value) - 1) : null;
}

function carriedAt(x: Exchange, carrier: string): string | null {
  const [kind, at] = [carrier.slice(0, carrier.indexOf(':')), carrier.slice(carrier.indexOf(':') + 1)];
  switch (kind) {
    case 'header':
      // WebDAV's If is a formula, not a version (RFC 4918 §10.4).
      return at.toLowerCase() === 'if' ? null : (headerValue(requestHeaders(x), at)?.trim() ?? null);
    case 'query':
      return URL.canParse(x.url) ? new URL(x.url).searchParams.get(at) : null;
    default:
      return bodyValues(x.requestBody).find(({ path }) => path === at)?.value ?? null;
  }
}
