import type { CaseFile } from '../../diagnose/contract.ts';
import { headerValue } from '../../http/header-list.ts';
import { isSuccess } from '../../http/status.ts';
import type { Outcome } from '../../messages/acts.ts';
import { type Exchange, requestHeaders } from '../../record/exchange.ts';
import { wasRefused } from '../../record/refusal.ts';
import { say } from '../../texts/say.ts';
import { handedField } from '../token/handshake.ts';
import { textOf } from './answered.ts';
import { baseCandidates, onlyVersionRead } from './base.ts';
import { headersOfSave, type Preparing, ready, refuse, refusedByHeaders } from './preparing.ts';
import { isRace } from './refusals.ts';

/** Every replay of the same save, whichever round of it was replayed. */
export function roundsOf({ refusal, history }: CaseFile): readonly Exchange[] {
  const sent = new Map(history.filter((x) => x.parent?.role === 'replay-send').map((x) => [x.id, x]));
  const first = (x: Exchange): string => {
    const before = x.parent?.role === 'replay-send' ? x.parent.id : null;
    // Each round is later than the one that it replays, so this ends.
    const known = before === null ? undefined : sent.get(before);
    return before === null ? x.id : known === undefined || known.startedAt > x.startedAt ? before : first(known);
  };
  const save = first(refusal);
  return [...sent.values()].filter((x) => first(x) === save);
}

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
  const rounds = roundsOf(file);
  const took = rounds.find(({ status }) => isSuccess(status));
  if (took !== undefined)
    return refuse(
      say`The server took this request when it was sent again (${took.status ?? 0}). Once more, and it would take effect twice.`,
    );
  const recorded = requestHeaders(refused);
  const hasKey =
    headerValue(recorded, 'idempotency-key') !== null || headerValue(recorded, 'x-idempotency-key') !== null;
  // Each round has a key of its own, so it does not protect from a round that may have arrived.
  const mayHaveArrived = rounds.some((x) => !wasRefused(x));
  if ((!hasKey || mayHaveArrived) && !accepted.includes('repeat-unsafe-method'))
    return refuse(
      mayHaveArrived
        ? say`This POST was sent again before, and what became of it is not known. Sent once more it may take effect twice. Send it again all the same?`
        : say`This POST names no version and has no idempotency key. Sent again it may take effect twice. Send it again all the same?`,
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
