import { fieldsChanged } from '../../diagnose/facts/changed-on-the-way.ts';
import { isWrite } from '../../http/method.ts';
import { isSuccess } from '../../http/status.ts';
import type { Exchange, ExchangeId } from '../../record/exchange.ts';
import { wasRefused } from '../../record/refusal.ts';
import { say } from '../../texts/say.ts';
import type { Running } from '../running.ts';
import { sameTag } from './judge.ts';
import type { PreparedReplay } from './prepared.ts';
import { tokenOf } from './state.ts';

/** The field of the replay's own condition that something between page and wire changed or took away; null where none was seen to be. */
export async function changedOnItsWay(
  running: Running,
  { token }: PreparedReplay,
  sent: ExchangeId | null,
): Promise<string | null> {
  const names = (token?.carriers ?? []).flatMap(({ carrier }) =>
    carrier.startsWith('header:') ? [carrier.slice(7).toLowerCase()] : [],
  );
  if (names.length === 0) return null;
  const joined = await running.seenElsewhere(sent, (x) => (x.headers.sent === null ? null : x));
  const changed = joined === null ? [] : fieldsChanged(joined);
  return (
    changed.find(({ direction, name }) => direction === 'request' && names.includes(name.toLowerCase()))?.name ?? null
  );
}

/**
 * A save of somebody else that the server took between the fresh read and this one, which it then took too: it compared nothing.
 * Only what this browser has seen.
 */
export async function passedOver(running: Running, prepared: PreparedReplay, sent: Exchange): Promise<Exchange | null> {
  const { plan, kind } = prepared;
  if (kind !== 'update' && kind !== 'remove') return null;
  const file = await running.deps.store.caseFile(plan.conflict);
  const fresh = file?.history.find(({ id }) => id === plan.fresh);
  const since = fresh?.endedAt ?? null;
  if (!file || since === null) return null;
  const before = prepared.fresh.token;
  const isOther = (x: Exchange): boolean => {
    // A save that changes nothing may leave the version as it is.
    const made = tokenOf(prepared, x);
    return made !== null && before !== null && !sameTag(made, before);
  };
  return (
    file.history.find(
      (x) =>
        isWrite(x.method) &&
        isSuccess(x.status) &&
        !wasRefused(x) &&
        x.id !== sent.id &&
        x.startedAt >= since &&
        x.endedAt !== null &&
        x.endedAt <= sent.startedAt &&
        isOther(x),
    ) ?? null
  );
}

/** What speaks against the good answer to a replay, a sentence; null where nothing does. */
export async function doubtOf(
  running: Running,
  prepared: PreparedReplay,
  sent: Exchange,
  status: number,
  changed: string | null,
): Promise<string | null> {
  if (changed !== null)
    return say`The server answered ${status}, but ${changed} was changed on its way, most likely by another extension: the server did not compare the fresh version. What somebody saved since it was read may be overwritten. Load the page anew and look.`;
  const other = await passedOver(running, prepared, sent);
  return other === null
    ? null
    : say`The server answered ${status}, but another save (${other.method}) had gone through since the fresh read: the server did not compare the version. What that save changed may be overwritten. Load the page anew and look.`;
}
