import { sharedCacheTrace } from '../../diagnose/facts/shared-cache.ts';
import type { PageRequest } from '../../messages/protocol.ts';
import type { Exchange } from '../../record/exchange.ts';
import { say } from '../../texts/say.ts';
import { readTimeout } from '../case.ts';
import { pastCaches } from '../read-target.ts';
import type { Reading, Running } from '../running.ts';
import { timedBy } from '../served-by.ts';
import { answered } from './answered.ts';
import type { Held, Sent } from './judge.ts';
import type { PreparedReplay } from './prepared.ts';
import { heldState } from './state.ts';
import { notTheResource } from './the-resource.ts';

/** How long after a broken connection a save may still be on its way through the server; then one more look. Milliseconds. */
const settling = 1_500;

/** What a read after sending shows. */
export type Confirmed = {
  readonly held: Held | null;
  readonly read: Exchange | null;
  /** Why what was read is no version of the resource; null where it is one, or nothing was read. */
  readonly strange: string | null;
  /** A cache on the way or the page's service worker may have answered it. */
  readonly isCopy: boolean;
};

export const unread: Confirmed = { held: null, read: null, strange: null, isCopy: false };

/** A read that fails leaves the question open; it never hides what the server answered to the save. */
export async function confirm(
  running: Running,
  prepared: PreparedReplay,
  body: string | null,
  sent: Sent,
): Promise<Confirmed> {
  const first = await look(running, prepared, body, prepared.read.past);
  if (first.held?.isAsBefore !== true) return first;
  if (sent.answer === 'none') await running.deps.clock.sleep(settling);
  else if (!first.isCopy || prepared.read.past) return first;
  return look(running, prepared, body, first.isCopy);
}

async function look(
  running: Running,
  prepared: PreparedReplay,
  body: string | null,
  past: boolean,
): Promise<Confirmed> {
  const { read: how, request: at, plan } = prepared;
  const request: PageRequest = {
    url: past || how.past ? pastCaches(how.url) : how.url,
    headers: how.headers,
    method: 'GET',
    body: null,
    cache: 'no-store',
    credentials: at.credentials,
    ...(at.pageOrigin === undefined ? {} : { pageOrigin: at.pageOrigin }),
    timeout: readTimeout,
  };
  const errand = {
    conflict: plan.conflict,
    role: 'replay-confirm',
    note: say`what the server holds`,
    crossOrigin: at.crossOrigin,
  } as const;
  const { result, exchange } = await running.send(request, errand);
  if (!result.ok || result.truncated) return unread;
  const reading: Reading = { exchange, answer: result, by: timedBy(result.timing) };
  const read = await answered(running, request, reading);
  const isGood = read.status !== null && read.status >= 200 && read.status < 300;
  const strange = isGood ? notTheResource(request.url, result, knownAs(prepared)) : null;
  const held = strange === null ? heldState(prepared, body, read) : null;
  const isCopy = sharedCacheTrace(read) !== null || result.timing?.worker === true;
  return { held, read, strange, isCopy };
}

/** The fresh read; what was sent where there was nothing to read. */
function knownAs({ kind, fresh, bodies, request }: PreparedReplay) {
  if (kind === 'create') return { text: request.body ?? '', contentType: null, wasRead: false };
  return { text: fresh.body, contentType: bodies?.theirsContentType ?? null, wasRead: true };
}
