import type { Exchange } from '../../record/exchange.ts';
import { say } from '../../texts/say.ts';
import { addMissing } from './add-missing.ts';
import { type Candidate, readings } from './find-changed.ts';
import { priorReadings } from './find-prior.ts';
import { handedOver } from './handed-over.ts';
import { describe } from './how.ts';
import { refuse, type TokenPlan, type TokenRefusal } from './plan.ts';
import { nameWeight, takesNext } from './priors.ts';
import { originForm, repaired } from './repair.ts';
import { type Slot, slotsOf } from './slots.ts';
import { Spots } from './spots.ts';

export type TokenCase = {
  /** The save with the server's refusal. */
  readonly refused: Exchange;
  /** The read on which the save stood; null where none was seen. */
  readonly baseRead: Exchange | null;
  /** What the server holds now. */
  readonly freshRead: Exchange;
  /** Other exchanges of the same resource, oldest first. */
  readonly earlier?: readonly Exchange[];
  /** Tags under which the server said that the fresh read has not changed (304). */
  readonly confirmed?: readonly string[];
};

/**
 * Finds the version token of a save wherever it travels: values of the save that stood in an earlier read and stand changed
 * at the same place in the fresh one. Names and standards decide only where no earlier read shows it. Pure.
 */
export function learnToken(known: TokenCase): TokenPlan | TokenRefusal {
  const { refused, baseRead, freshRead, earlier = [] } = known;
  const confirmed = new Set(known.confirmed);
  const unread = readRefusal(freshRead);
  if (unread !== null) return unread;
  const fresh = new Spots(freshRead);
  const slots = slotsOf(refused);
  const before = lazily(reads(baseRead, earlier, refused, freshRead));

  // `*` names no version (RFC 9110 §13.1.1).
  const candidates = slots.filter(({ value }) => value !== '*').flatMap((slot) => candidatesOf(slot, before, fresh));
  const named = candidates.filter(({ weight }) => weight > 0);
  const changed = best(named.filter((candidate) => candidate.changed && !sameElsewhere(candidate, named)));
  if (changed.length > 0)
    return plan(
      changed.map((candidate) => originForm(candidate, freshRead, earlier, confirmed)),
      candidates,
    );

  const handed = handedOver(slots, refused, fresh);
  if (handed !== null) return handed;

  const unchanged = named.find((candidate) => !candidate.changed && candidate.weight >= 8 - 1);
  if (unchanged !== undefined) return repaired({ candidate: unchanged, baseRead, freshRead, earlier, confirmed });

  const star = slots.find(({ value, carrier }) => value === '*' && carrier === 'header:If-Match');
  if (star !== undefined || createsOnly(refused))
    return refuse(
      'no-version-named',
      say`The save was sent on the condition that the resource does not exist, or exists in any version. It named no version, so there is none to bring up to date.`,
    );
  const unnamed = likeliest(candidates, refused);
  if (unnamed !== null) return plan([unnamed], candidates);
  const added = addMissing(refused, fresh);
  if (added !== null) return added;
  const { state } = refused.requestBody;
  if (state === 'not-kept' || (refused.requestBody.state === 'kept' && refused.requestBody.truncated))
    return refuse(
      'not-kept',
      say`The body of the save was not kept whole, so the version in it is not known. Repeat the save in the page.`,
    );
  const precondition = slots.find(
    ({ carrier }) => carrier === 'header:If-Match' || carrier === 'header:If-Unmodified-Since',
  );
  return refuse(
    'no-token',
    precondition === undefined
      ? say`Nothing in this save names the version that it was made on, so it cannot be sent on a condition. Load the page anew and repeat your edit.`
      : say`The save named ${precondition.value} in ${precondition.key}, and the fresh read shows no version that could stand there. Load the page anew and repeat your edit.`,
  );
}

function readRefusal({ status }: Exchange): TokenRefusal | null {
  if (status === 404 || status === 410)
    return refuse('gone', say`The resource is not there any more (${status}). Saving would create it anew.`);
  if (status === null)
    return refuse('not-read', say`The fresh read got no answer. Check the connection and try again.`);
  if (status === 401 || status === 403)
    return refuse('not-read', say`The fresh read was not allowed (${status}). Sign in to the page and try again.`);
  if (status < 200 || status > 203)
    return refuse(
      'not-read',
      say`The fresh read was answered ${status}, so what the server holds is not known. Try again later.`,
    );
  return null;
}

/** Older reads are looked at only so far back. */
const mostReads = 6;

/** The base read and the good reads before the fresh one, the newest first. */
function reads(
  baseRead: Exchange | null,
  earlier: readonly Exchange[],
  refused: Exchange,
  freshRead: Exchange,
): Exchange[] {
  const others = earlier.filter(
    ({ id, method, status }) =>
      method === 'GET' && (status === 200 || status === 304) && ![refused.id, freshRead.id, baseRead?.id].includes(id),
  );
  return [...(baseRead === null ? [] : [baseRead]), ...others.reverse()].slice(0, mostReads);
}

/** Reads are taken apart when they are asked for. */
function lazily(exchanges: readonly Exchange[]): (() => Spots)[] {
  return exchanges.map((x) => {
    let spots: Spots | null = null;
    return () => (spots ??= new Spots(x));
  });
}

/** The newest read that has the slot's value decides; names decide where none has. Words of a person are looked up in the newest only. */
function candidatesOf(slot: Slot, before: readonly (() => Spots)[], fresh: Spots): Candidate[] {
  const telling = slot.via === 'header' || slot.via === 'query' || nameWeight(slot.key, slot.parent) > 0;
  let asIs: Candidate[] = [];
  for (const spots of telling ? before : before.slice(0, 1)) {
    const found = readings(slot, spots(), fresh);
    if (found.length === 0) continue;
    // Where the save is known to carry the number after the one read, a read that shows that very number is somebody else's save.
    if (!takesNext(slot.carrier) || found.some(({ form }) => form.name === 'next')) return found;
    if (asIs.length === 0) asIs = found;
  }
  if (asIs.length > 0) return asIs;
  const [prior] = priorReadings(slot, fresh);
  if (prior === undefined) return [];
  // The earlier read had another value there: then the person wrote this one, and it is no token.
  const written = slot.via !== 'header' && slot.via !== 'query' && before[0]?.().all.has(prior.spot.place);
  return written ? [] : [prior];
}

/** A better reading of the same slot says that it has not changed. */
function sameElsewhere(candidate: Candidate, all: readonly Candidate[]): boolean {
  return all.some((other) => other.slot === candidate.slot && !other.changed && other.weight > candidate.weight);
}

/** One reading a slot, the likeliest first. */
function best(candidates: readonly Candidate[]): Candidate[] {
  const bySlot = new Map<string, Candidate>();
  for (const candidate of candidates) {
    const known = bySlot.get(candidate.slot.carrier);
    if (known === undefined || candidate.weight > known.weight) bySlot.set(candidate.slot.carrier, candidate);
  }
  return [...bySlot.values()].sort((a, b) => b.weight - a.weight);
}

/**
 * Of values whose names say nothing, the one that looks most like a version: named by the refusal, else opaque, else a number or
 * a moment that rose. The others need no token: what mine left alone follows theirs in the merge anyway.
 */
function likeliest(candidates: readonly Candidate[], refused: Exchange): Candidate | null {
  const possible = best(
    candidates.filter(({ weight, changed, look }) => weight === 0 && changed && look !== 'content'),
  );
  const said = refused.responseBody.state === 'kept' ? refused.responseBody.data.slice(0, 100_000) : '';
  const spoken = new Set(said.split(/[^\w.-]+/));
  const rank = ({ carrier, look, spot }: Candidate): number =>
    (spoken.has(carrier.fresh) ? 100 : 0) +
    (spoken.has(carrier.stale ?? '') ? 50 : 0) +
    (look === 'opaque' ? 20 : 0) -
    (spot.path?.length ?? 0);
  return [...possible].sort((a, b) => rank(b) - rank(a))[0] ?? null;
}

function createsOnly(refused: Exchange): boolean {
  return [refused.headers.sent, refused.headers.set].some((list) =>
    list?.some(([name, value]) => name.toLowerCase() === 'if-none-match' && value.trim() === '*'),
  );
}

function plan(chosen: readonly Candidate[], all: readonly Candidate[]): TokenPlan | TokenRefusal {
  const [first, ...rest] = chosen;
  if (first === undefined) return refuse('no-token', say`Nothing in this save names a version.`);
  const rival = all.find(
    (other) =>
      other.slot === first.slot &&
      other.spot !== first.spot &&
      other.changed &&
      other.weight === first.weight &&
      other.carrier.fresh !== first.carrier.fresh,
  );
  if (rival !== undefined && first.learnt === 'seen')
    return refuse(
      'ambiguous',
      say`The value ${first.slot.value} of ${first.carrier.carrier} stood at ${first.carrier.from} and at ${rival.carrier.from}, and they changed differently. Say which one it is.`,
      chosen.map(({ carrier }) => carrier),
    );
  return {
    ok: true,
    carriers: [first.carrier, ...rest.map((candidate) => ({ ...candidate.carrier, how: describe(candidate) }))],
    learnt: first.learnt,
    how: describe(first),
  };
}
