import { headerValue } from '../../http/header-list.ts';
import type { Outcome } from '../../messages/acts.ts';
import { type Exchange, requestHeaders } from '../../record/exchange.ts';
import { say } from '../../texts/say.ts';
import { handedField } from '../token/handshake.ts';
import { textOf } from './answered.ts';
import { baseCandidates, onlyVersionRead } from './base.ts';
import { headersOfSave, type Preparing, ready, refuse, refusedByHeaders } from './preparing.ts';
import { isRace } from './refusals.ts';

/**
 * A POST that names no version, refused for a race or for work under way: it may be sent once more as it was.
 * Without an idempotency key it may take effect twice, so the person has to say that this is known. Nothing else goes out without a version:
 * null there, and null where what can be read at its address has changed since the page read it, which the POST might undo.
 * @param fresh what is read at its address now; null where nothing can be read there
 */
export async function prepareRepeat(context: Preparing, fresh: Exchange | null): Promise<Outcome | null> {
  const { refused, findings, accepted, file } = context;
  const handed = handedField(refused, await context.running.secrets(refused));
  if (refused.method.toUpperCase() !== 'POST' || !(isRace(findings) || handed !== null)) return null;
  if (fresh !== null) {
    const base = onlyVersionRead(file, baseCandidates(file));
    if (base === null || textOf(base) === '' || textOf(base) !== textOf(fresh)) return null;
  }
  const recorded = requestHeaders(refused);
  const hasKey =
    headerValue(recorded, 'idempotency-key') !== null || headerValue(recorded, 'x-idempotency-key') !== null;
  if (!hasKey && !accepted.includes('repeat-unsafe-method'))
    return refuse(
      say`This POST names no version and has no idempotency key. Sent again it may take effect twice. Send it again all the same?`,
      'repeat-unsafe-method',
    );
  const headers = await headersOfSave(context);
  const lost = refusedByHeaders(headers);
  if (lost !== null) return refuse(lost);
  const mine = refused.requestBody.state === 'kept' ? refused.requestBody.data : null;
  return ready(
    context,
    headers,
    {
      kind: 'repeat',
      token: null,
      base: null,
      bodies: null,
      fresh: { body: '', token: null },
      shownToken: {
        carrier: 'none',
        stale: null,
        fresh: '',
        how:
          handed === null
            ? say`The request names no version. The server refused it for something that passes, so it is sent once more as it was.`
            : say`The request names no version. The server refused it to hand over ${handed[0]}, so it is sent once more with that.`,
      },
      fields: [
        { path: '$', base: null, mine, theirs: null, takes: 'mine', merged: mine, why: say`It is sent as it was.` },
      ],
    },
    say`The request will be sent once more as it was.`,
  );
}
