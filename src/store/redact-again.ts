import { originOf, resourceKey } from '../http/resource.ts';
import { isFields, isStrings } from '../http/unknown.ts';
import { type Exchange, requestHeaders, responseHeaders } from '../record/exchange.ts';
import { redactBody, redactHeaders } from '../record/redact.ts';
import { redactUrl } from '../record/redact-text.ts';
import type { Redaction } from '../record/redaction.ts';
import { parseBody, parseRow } from './parse-row.ts';
import { parseWork } from './parse-work.ts';
import { bodyKey } from './retention.ts';
import type { Database, Row } from './schema.ts';
import { countsOf, inDone, sizeKey, type WriteTransaction, written } from './tallies.ts';
import { sizeOf } from './weight.ts';

/** Rows of one transaction, so that recording never waits long. */
const atOnce = 100;

/**
 * Redacts what is kept already, after the person named another secret. Unsaved work is left as it is: without the value
 * it could not be saved any more.
 */
export async function redactAgain(db: Database, by: Redaction, words: readonly string[]): Promise<void> {
  const whole = await unsavedIds(db);
  let from: string | null = '';
  while (from !== null) from = await redactSome(db, by, from, whole);
  await db.put('settings', { key: 'redacted', value: [...words] });
}

/** Refused saves that wait to be saved, and what they started from. */
async function unsavedIds(db: Database): Promise<ReadonlySet<string>> {
  const [kept, setting] = await Promise.all([db.getAll('work'), db.get('settings', 'vault')]);
  const work = kept.flatMap((value) => parseWork(value) ?? []);
  const value = setting?.value;
  const waiting = isFields(value) && isStrings(value.waiting) ? value.waiting : [];
  return new Set([...work.flatMap(({ id, reads }) => [id, ...reads.map((read) => read.id)]), ...waiting]);
}

/** @returns where the next begin, or null at the end. */
async function redactSome(
  db: Database,
  by: Redaction,
  from: string,
  whole: ReadonlySet<string>,
): Promise<string | null> {
  const transaction: WriteTransaction = db.transaction([...written], 'readwrite');
  const counts = countsOf(transaction);
  const exchanges = transaction.objectStore('exchanges');
  const keys = await exchanges.getAllKeys(IDBKeyRange.lowerBound(from, true), atOnce);
  const wanted = keys.filter((key) => !whole.has(key));
  const rows = (await Promise.all(wanted.map((key) => exchanges.get(key)))).flatMap((value) => parseRow(value) ?? []);
  await counts.load([...new Set([...rows.map(sizeKey), 'bytes'])]);
  for (const row of rows) {
    const clean = { ...row, ...cleanHead(by, row) };
    const [request, response] = [
      await redactSide(transaction, by, row, 'request'),
      await redactSide(transaction, by, row, 'response'),
    ];
    const next: Row = { ...clean, room: [request, response] };
    counts.add('bytes', request + response - row.room[0] - row.room[1]);
    counts.add(sizeKey(row), sizeOf(next) - sizeOf(row));
    if (JSON.stringify(next) !== JSON.stringify(row)) exchanges.put(next).catch(inDone);
  }
  counts.save();
  await transaction.done;
  return keys.length < atOnce ? null : (keys.at(-1) ?? null);
}

type Head = Pick<Exchange, 'url' | 'resource' | 'origin' | 'initiator' | 'headers'>;

/** What stands in an exchange's row, redacted anew. */
export function cleanHead(by: Redaction, { url: old, initiator, headers }: Head): Head {
  const url = redactUrl(by, old);
  const list = (one: Exchange['headers']['set']) => one && redactHeaders(by, one);
  return {
    url,
    resource: resourceKey(url),
    origin: originOf(url),
    initiator: initiator && redactUrl(by, initiator),
    headers: {
      set: list(headers.set),
      sent: list(headers.sent),
      received: list(headers.received),
      seen: list(headers.seen),
    },
  };
}

/** Its bodies, redacted anew. */
export function cleanBodies(by: Redaction, x: Exchange): Pick<Exchange, 'requestBody' | 'responseBody'> {
  return {
    requestBody: redactBody(by, x.requestBody, requestHeaders(x)),
    responseBody: redactBody(by, x.responseBody, responseHeaders(x)),
  };
}

/** @returns the room that the body takes now. */
async function redactSide(
  transaction: WriteTransaction,
  by: Redaction,
  row: Row,
  side: 'request' | 'response',
): Promise<number> {
  const room = row.room[side === 'request' ? 0 : 1];
  if (room === 0) return 0;
  const bodies = transaction.objectStore('bodies');
  const stored = await bodies.get(bodyKey(row.id, side));
  if (stored === undefined) return 0;
  const body = parseBody(stored.body);
  const headers = side === 'request' ? requestHeaders(row) : responseHeaders(row);
  const clean = redactBody(by, body, headers);
  if (clean === body || clean.state !== 'kept') return room;
  await bodies.put({ ...stored, body: clean });
  return clean.data.length;
}
