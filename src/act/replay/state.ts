import { headerValue } from '../../http/header-list.ts';
import { isSuccess } from '../../http/status.ts';
import { type Exchange, responseHeaders } from '../../record/exchange.ts';
import { mergeBodies } from '../merge/merge-bodies.ts';
import { spotsOf } from '../token/spots.ts';
import { textOf } from './answered.ts';
import { goneSince } from './gone-since.ts';
import type { Held } from './judge.ts';
import type { PreparedReplay } from './prepared.ts';

/** The current version as an answer gives it at the place where it was learnt (`header:ETag`, `body:$._rev`); null where it does not. */
export function readToken(from: string, answer: Exchange): string | null {
  if (!isSuccess(answer.status)) return null;
  // Handed over by the refusal itself: a read has it nowhere.
  if (from.startsWith('refusal:')) return null;
  return spotsOf(answer).get(from)?.value ?? null;
}

/** As `readToken`, for a prepared replay; the ETag where none was learnt. */
export function tokenOf(prepared: Pick<PreparedReplay, 'token'>, answer: Exchange): string | null {
  if (prepared.token !== null) return readToken(prepared.token.carriers[0].from, answer);
  return isSuccess(answer.status) ? headerValue(responseHeaders(answer), 'etag') : null;
}

/** Whether nothing of `sent` is missing from what the server holds; what it holds beyond that is left aside. */
export function holds(prepared: PreparedReplay, sent: string, held: string): boolean {
  if (prepared.bodies === null) return sent === held;
  const merged = mergeBodies({
    ...prepared.bodies,
    base: prepared.fresh.body,
    baseContentType: prepared.bodies.theirsContentType,
    mine: sent,
    theirs: held,
  });
  return merged.ok ? merged.landed : sent === held;
}

/** The server's state after sending, or null where the read says nothing of it. */
export function heldState(prepared: PreparedReplay, sent: string | null, read: Exchange): Held | null {
  const { kind } = prepared;
  // A POST that names no version need not show in what its URL answers.
  if (kind === 'repeat') return null;
  if (read.status === 404 || read.status === 410)
    return {
      token: null,
      hasMine: kind === 'remove',
      onlyMine: kind === 'remove',
      isAsBefore: kind === 'create',
      isGone: true,
    };
  if (!isSuccess(read.status)) return null;
  const token = tokenOf(prepared, read);
  const before = prepared.fresh.token;
  const body = textOf(read);
  const hasMine = sent !== null && kind !== 'remove' && holds(prepared, sent, body);
  return {
    token,
    hasMine,
    onlyMine: hasMine && sent !== null && holds(prepared, body, sent),
    isOther: sent !== null && kind === 'update' && !hasMine,
    gone: goneSince(prepared, body),
    isAsBefore:
      kind !== 'create' &&
      (token !== null && before !== null
        ? // A date names two versions of one second (RFC 9110 §8.8.2.2): then contents tell them apart.
          token === before && !(hasMine && body !== prepared.fresh.body)
        : body === prepared.fresh.body),
  };
}
