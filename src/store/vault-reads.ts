import { headerValue } from '../http/header-list.ts';
import { isWrite } from '../http/method.ts';
import { isSuccess } from '../http/status.ts';
import { bodySize } from '../record/body.ts';
import { type Exchange, requestHeaders, responseHeaders } from '../record/exchange.ts';
import { latest } from './latest.ts';
import { exchangeOf, parseBody, parseRow } from './parse-row.ts';
import type { WriteTransaction } from './tallies.ts';

/** How far back it is looked, how many are kept, and their bodies' room in UTF-16 units. */
const most = { rows: 150, reads: 12, room: 1024 * 1024 } as const;

/**
 * The answers that a save may have started from, oldest first, with their bodies. All of them or, where some cannot be kept, only those
 * that the save named by their validator: a part that passes for the whole could make a replay take the wrong one for its base.
 */
export async function startedFrom(transaction: WriteTransaction, refusal: Exchange): Promise<Exchange[]> {
  const { resource, startedAt } = refusal;
  const range = IDBKeyRange.bound([resource, Number.NEGATIVE_INFINITY], [resource, startedAt]);
  const found: Exchange[] = [];
  const rows = await latest(transaction.objectStore('exchanges').index('resource'), range, most.rows + 1);
  let isWhole = rows.length <= most.rows;
  let room = 0;
  for (const value of rows.slice(-most.rows).reverse()) {
    const row = parseRow(value);
    if (row === null || !isStart(row, refusal)) continue;
    const read = await withBody(transaction, exchangeOf(row));
    room += bodySize(read.responseBody) + bodySize(read.requestBody);
    if (!isKeptWhole(read) || found.length === most.reads || room > most.room) isWhole = false;
    else found.push(read);
  }
  return (isWhole ? found : found.filter((read) => isNamed(read, refusal))).reverse();
}

function isStart(x: Exchange, refusal: Exchange): boolean {
  return (
    x.id !== refusal.id &&
    (x.method === 'GET' || isWrite(x.method)) &&
    isSuccess(x.status) &&
    x.status !== 206 &&
    (x.endedAt ?? x.startedAt) <= refusal.startedAt
  );
}

/** An answer without a body can be no base, and hides none. */
function isKeptWhole({ responseBody }: Exchange): boolean {
  return responseBody.state === 'none' || (responseBody.state === 'kept' && !responseBody.truncated);
}

function isNamed(read: Exchange, refusal: Exchange): boolean {
  const asked = requestHeaders(refusal);
  const named = [headerValue(asked, 'if-match'), headerValue(asked, 'if-unmodified-since')];
  const headers = responseHeaders(read);
  return [headerValue(headers, 'etag'), headerValue(headers, 'last-modified')].some(
    (validator) => validator !== null && named.includes(validator),
  );
}

async function withBody(transaction: WriteTransaction, read: Exchange): Promise<Exchange> {
  const load = async (side: 'request' | 'response') => {
    const body = side === 'request' ? read.requestBody : read.responseBody;
    if (body.state !== 'not-kept' || body.why !== 'not-loaded') return body;
    const stored = await transaction.objectStore('bodies').get(`${read.id}/${side}`);
    return stored === undefined ? body : parseBody(stored.body);
  };
  const [requestBody, responseBody] = await Promise.all([load('request'), load('response')]);
  return { ...read, requestBody, responseBody };
}
