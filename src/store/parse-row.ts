import { parseNetworkFacts } from '../capture/network-facts.ts';
import { parseParent, parseStages } from '../capture/parse-sighting.ts';
import { servers, sources } from '../capture/sighting.ts';
import { isFields, isNumber, isOneOf, isString, isStrings, numberOr, stringOr } from '../http/unknown.ts';
import type { Body, Exchange, Missed } from '../record/exchange.ts';
import { flags } from '../record/flag.ts';
import type { Rank, Row } from './schema.ts';

const whys = ['not-given', 'too-large', 'evicted', 'not-loaded'] as const;
const missable: readonly Missed[] = ['beginning', 'end', 'request-headers', 'response-headers'];

/** A body as a row holds it; what does not parse is not kept. */
export function parseBody(value: unknown): Body {
  if (isFields(value)) {
    const { state, encoding, data } = value;
    if (state === 'none') return { state };
    if (state === 'kept' && isString(data) && (encoding === 'text' || encoding === 'base64')) {
      const truncated = value.truncated === true;
      const redacted = value.redacted === true;
      return { state, encoding, data, length: numberOr(value.length, data.length), truncated, redacted };
    }
    if (state === 'not-kept' && isOneOf(whys, value.why))
      return { state, why: value.why, length: numberOr(value.length, null) };
  }
  return { state: 'not-kept', why: 'not-given', length: null };
}

/** A row of `exchanges`, or null where its identity does not parse. Fields of a newer version are left out. */
export function parseRow(value: unknown): Row | null {
  if (!isFields(value)) return null;
  const { id, method, url, resource, origin, tabId, startedAt, servedBy } = value;
  if (!isString(id) || !isString(method) || !isString(url) || !isString(resource) || !isString(origin)) return null;
  if (!isNumber(tabId) || !isNumber(startedAt)) return null;
  const { set = null, sent = null, received = null, seen = null } = parseStages(value.headers);
  const seenBy: unknown = value.sources;
  const lost: unknown = value.missed;
  const room: unknown = value.room;
  const network = parseNetworkFacts(value.network);
  const rank = value.rank === 1 ? 1 : 0;
  const sharers = Array.isArray(value.sharers) ? value.sharers.filter(isNumber) : [];
  return {
    id,
    method,
    url,
    resource,
    origin,
    tabId,
    ...(sharers.length === 0 ? {} : { sharers }),
    frameId: numberOr(value.frameId, null),
    initiator: stringOr(value.initiator, null),
    resourceType: stringOr(value.resourceType, null),
    startedAt,
    endedAt: numberOr(value.endedAt, null),
    status: numberOr(value.status, null),
    error: stringOr(value.error, null),
    headers: { set, sent, received, seen },
    requestBody: parseBody(value.requestBody),
    responseBody: parseBody(value.responseBody),
    servedBy: isOneOf(servers, servedBy) ? servedBy : 'unknown',
    sources: Array.isArray(seenBy) ? seenBy.filter((source) => isOneOf(sources, source)) : [],
    missed: Array.isArray(lost) ? lost.filter((word) => isOneOf(missable, word)) : [],
    parent: parseParent(value.parent),
    ...(isOneOf(flags, value.flag) ? { flag: value.flag } : {}),
    ...(network === null ? {} : { network }),
    rank,
    ...sharedOf({ sharers, startedAt }, rank),
    keys: isStrings(value.keys) ? value.keys : [],
    open: isStrings(value.open) ? value.open : [],
    room: Array.isArray(room) ? [numberOr(room[0], 0), numberOr(room[1], 0)] : [0, 0],
  };
}

/** What the index `shared` finds a row by. */
export function sharedOf(
  { sharers = [], startedAt }: Pick<Exchange, 'sharers' | 'startedAt'>,
  rank: Rank,
): Pick<Row, 'shared'> {
  return sharers.length === 0 ? {} : { shared: sharers.map((tabId) => [tabId, rank, startedAt] as const) };
}

/** The exchange of a row, without what only the store needs. */
export function exchangeOf(row: Row): Exchange {
  const { rank: _rank, keys: _keys, open: _open, room: _room, shared: _shared, ...exchange } = row;
  return exchange;
}
