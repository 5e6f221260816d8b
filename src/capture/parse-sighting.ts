import { type Fields, isFields, isNumber, isOneOf, isPairs, isString } from '../http/unknown.ts';
import { parseNetworkFacts } from './network-facts.ts';
import { headerStages, type Parent, roles, type SeenBody, type Sighting, servers, sources } from './sighting.ts';

/** A body as another context sent it, or null. */
function parseBody(value: unknown): SeenBody | null {
  if (!isFields(value)) return null;
  const length = isNumber(value.length) ? { length: value.length } : {};
  if (value.state === 'none') return { state: 'none' };
  if (value.state === 'text' && isString(value.text)) return { state: 'text', text: value.text, ...length };
  if (value.state === 'base64' && isString(value.base64)) return { state: 'base64', base64: value.base64, ...length };
  if (value.state === 'withheld')
    return {
      state: 'withheld',
      bytes: isNumber(value.bytes) ? value.bytes : null,
      why: isString(value.why) ? value.why : '',
    };
  return null;
}

/** A parent as a message or a stored row gives it, or null. */
export function parseParent(value: unknown): Parent | null {
  if (!isFields(value) || !isString(value.id) || !isOneOf(roles, value.role)) return null;
  return { id: value.id, role: value.role, note: isString(value.note) ? value.note : '' };
}

/** Header lists by stage; a list that is none is left out. */
export function parseStages(value: unknown): NonNullable<Sighting['headers']> {
  const fields: Fields = isFields(value) ? value : {};
  const read: { -readonly [S in keyof NonNullable<Sighting['headers']>]: NonNullable<Sighting['headers']>[S] } = {};
  for (const stage of headerStages) {
    const list = fields[stage];
    if (isPairs(list)) read[stage] = list;
  }
  return read;
}

/** A sighting as another context sent it; null where its identity (source, method, URL, start, tab) is missing. */
export function parseSighting(value: unknown): Sighting | null {
  if (!isFields(value)) return null;
  const { source, key, state, method, url, startedAt, tabId } = value;
  if (!isOneOf(sources, source) || !(key === null || isString(key))) return null;
  if (state !== 'open' && state !== 'done' && state !== 'failed') return null;
  if (!isString(method) || !isString(url) || !isNumber(startedAt) || !isNumber(tabId)) return null;
  const request = parseBody(value.requestBody);
  const response = parseBody(value.responseBody);
  const parent = parseParent(value.parent);
  const network = parseNetworkFacts(value.network);
  return {
    source,
    key,
    state,
    method,
    url,
    startedAt,
    tabId,
    ...(value.late === true ? { late: true } : {}),
    ...(isNumber(value.endedAt) ? { endedAt: value.endedAt } : {}),
    ...(isNumber(value.frameId) ? { frameId: value.frameId } : {}),
    ...(isString(value.initiator) ? { initiator: value.initiator } : {}),
    ...(isString(value.resourceType) ? { resourceType: value.resourceType } : {}),
    headers: parseStages(value.headers),
    ...(request ? { requestBody: request } : {}),
    ...(response ? { responseBody: response } : {}),
    ...(isNumber(value.status) ? { status: value.status } : {}),
    ...(isOneOf(servers, value.servedBy) ? { servedBy: value.servedBy } : {}),
    ...(isString(value.error) ? { error: value.error } : {}),
    ...(parent ? { parent } : {}),
    ...(network ? { network } : {}),
  };
}
