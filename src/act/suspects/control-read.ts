import { fieldsChanged } from '../../diagnose/facts/changed-on-the-way.ts';
import { type Tried, trialNote } from '../../diagnose/facts/suspect-trials.ts';
import { type HeaderList, headerValue } from '../../http/header-list.ts';
import type { PageRequest } from '../../messages/protocol.ts';
import { type ExchangeId, requestHeaders } from '../../record/exchange.ts';
import { type Case, openCase, whyNotAllowed } from '../case.ts';
import { ActFailure } from '../failure.ts';
import type { Running } from '../running.ts';

/** An extension is off while the second read is made: that may not take long. Milliseconds. */
const patience = 8_000;

/** A read that would be changed on its way as the refused save was. It changes nothing on the server. */
export type ControlRead = (how: 'with' | 'without', extension: Tried) => Promise<ExchangeId | null>;

/**
 * The read bears If-Match as the save does (RFC 9110 §13.1.1: any method may), so that an extension that takes it away gives itself away.
 * @throws ActFailure where the resource cannot be read again
 */
export async function openControlRead(running: Running, conflict: ExchangeId): Promise<ControlRead> {
  const opened = await openCase(running, conflict);
  const { file, target, asThePage } = opened;
  const requestChanged = fieldsChanged(file.refusal).some(({ direction }) => direction === 'request');
  let condition = conditionOf(opened);

  const read = async (how: 'with' | 'without', extension: Tried) => {
    const request: PageRequest = {
      method: 'GET',
      url: target.url,
      headers: [...asThePage.headers, ...condition],
      body: null,
      cache: 'no-store',
      credentials: target.credentials,
      timeout: patience,
    };
    const errand = {
      conflict,
      role: 'probe',
      note: trialNote(how, extension),
      crossOrigin: target.crossOrigin,
    } as const;
    const reading = await running.read(request, errand);
    const refused = whyNotAllowed(reading.answer.status, asThePage.lost);
    if (refused !== null) throw new ActFailure(refused);
    return reading;
  };

  return async (how, extension) => {
    let reading = await read(how, extension);
    // Refused for its condition it would not show the answer’s own fields, unless it is the condition that is looked for.
    if (reading.answer.status === 412 && condition.length > 0 && !requestChanged) {
      condition = [];
      reading = await read(how, extension);
    }
    // The page's own sight comes first; what the browser saw of it a moment later.
    await running.seenElsewhere(reading.exchange, ({ headers }) =>
      headers.sent !== null && headers.received !== null ? true : null,
    );
    return reading.exchange;
  };
}

/** What the page set on the save; where that was not seen or taken away, the newest tag that came over the wire. */
function conditionOf({ file, target }: Case): HeaderList {
  const name = 'If-Match';
  const asSet = headerValue(file.refusal.headers.set ?? requestHeaders(file.refusal), name);
  if (asSet !== null) return [[name, asSet]];
  // Another origin may not allow a field that the page never sent there (CORS), and the read would fail for it.
  if (target.crossOrigin) return [];
  const tags = file.history.flatMap((x) => headerValue(x.headers.received, 'ETag') ?? []);
  const newest = tags.at(-1);
  return newest === undefined ? [] : [[name, newest]];
}
