import type { Exchange } from '../../record/exchange.ts';
import { addMissing } from './add-missing.ts';
import { type Candidate, readings } from './find-changed.ts';
import { priorReadings } from './find-prior.ts';
import { handedOver } from './handed-over.ts';
import { describe } from './how.ts';
import { refuse, type TokenPlan, type TokenRefusal } from './plan.ts';
import { originForm, repaired } from './repair.ts';
import { type Slot, slotsOf } from './slots.ts';
import { type Spot, spotsOf } from './spots.ts';

export type TokenCase = {
  /** The save with the server's refusal. */
  readonly refused: Exchange;
  /** The read on which the save stood; null where none was seen. */
  readonly baseRead: Exchange | null;
  /** What the server holds now. */
  readonly freshRead: Exchange;
  /** Other exchanges of the same resource, oldest first. */
  readonly earlier?: readonly Exchange[];
};

/**
 * Finds the version token of a save wherever it travels: values of the save that stood in an earlier read and stand changed
 * at the same place in the fresh one. Names and standards decide only where no earlier read shows it. Pure.
 */
export function learnToken({ refused, baseRead, freshRead, earlier = [] }: TokenCase): TokenPlan | TokenRefusal {
  const unread = readRefusal(freshRead);
  if (unread !== null) return unread;
  const fresh = spotsOf(freshRead);
  const slots = slotsOf(refused);
  const before = [...(baseRead === null ? [] : [baseRead]), ...reads(earlier, refused, freshRead)].map(spotsOf);

  const candidates = slots.flatMap((slot) => candidatesOf(slot, before, fresh));
  const named = candidates.filter(({ weight }) => weight > 0);
  const changed = best(named.filter((candidate) => candidate.changed && !sameElsewhere(candidate, named)));
  if (changed.length > 0)
    return plan(
      changed.map((candidate) => originForm(candidate, freshRead, earlier)),
      candidates,
    );

  const handed = handedOver(slots, refused, fresh);
  if (handed !== null) return handed;

  const unchanged = named.find((candidate) => !candidate.changed && candidate.weight >= 8 - 1);
  if (unchanged !== undefined) return repaired({ candidate: unchanged, baseRead, freshRead, earlier });

  const star = slots.find(({ value, carrier }) => value === '*' && carrier === 'header:If-Match');
  if (star !== undefined || createsOnly(refused))
    return refuse(
      'no-version-named',
      'The save was sent on the condition that the resource does not exist, or exists in any version. It named no version, so there is none to bring up to date.',
    );
  const unnamed = unnamedOf(candidates, refused);
  if (unnamed.length === 1) return plan(unnamed, candidates);
  if (unnamed.length > 1)
    return refuse(
      'ambiguous',
      `Several values of the save could be its version: ${unnamed
        .map(({ carrier }) => carrier.carrier)
        .slice(0, 4)
        .join(', ')}. Say which one it is.`,
    );
  const added = addMissing(refused, fresh);
  if (added !== null) return added;
  const { state } = refused.requestBody;
  if (state === 'not-kept' || (refused.requestBody.state === 'kept' && refused.requestBody.truncated))
    return refuse(
      'not-kept',
      'The body of the save was not kept whole, so the version in it is not known. Repeat the save in the page.',
    );
  return refuse(
    'no-token',
    'Nothing in this save names the version that it was made on, so it cannot be sent on a condition. Load the page anew and repeat your edit.',
  );
}

function readRefusal({ status }: Exchange): TokenRefusal | null {
  if (status === 404 || status === 410)
    return refuse('gone', `The resource is not there any more (${status}). Saving would create it anew.`);
  if (status === null) return refuse('not-read', 'The fresh read got no answer. Check the connection and try again.');
  if (status === 401 || status === 403)
    return refuse('not-read', `The fresh read was not allowed (${status}). Sign in to the page and try again.`);
  if (status < 200 || status > 203)
    return refuse(
      'not-read',
      `The fresh read was answered ${status}, so what the server holds is not known. Try again later.`,
    );
  return null;
}

/** Reads among the earlier exchanges, the newest first. */
function reads(earlier: readonly Exchange[], refused: Exchange, freshRead: Exchange): Exchange[] {
  return earlier
    .filter((x) => x.method === 'GET' && x.status === 200 && x.id !== refused.id && x.id !== freshRead.id)
    .slice(-20)
    .reverse();
}

/** The newest read that has the slot's value decides; names decide where none has. */
function candidatesOf(
  slot: Slot,
  before: readonly ReadonlyMap<string, Spot>[],
  fresh: ReadonlyMap<string, Spot>,
): Candidate[] {
  for (const spots of before) {
    const found = readings(slot, spots, fresh);
    if (found.length > 0) return found;
  }
  return priorReadings(slot, fresh).slice(0, 1);
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

/** Values whose names say nothing: only what looks like a new version counts, opaque values before counters. */
function unnamedOf(candidates: readonly Candidate[], refused: Exchange): Candidate[] {
  const possible = best(
    candidates.filter(({ weight, changed, look }) => weight === 0 && changed && look !== 'content'),
  );
  const said = refused.responseBody.state === 'kept' ? refused.responseBody.data : '';
  const mentioned = possible.filter(({ carrier }) => carrier.fresh.length >= 6 && said.includes(carrier.fresh));
  if (mentioned.length > 0) return mentioned.slice(0, 1);
  const opaque = possible.filter(({ look }) => look === 'opaque');
  return opaque.length > 0 ? opaque : possible;
}

function createsOnly(refused: Exchange): boolean {
  return [refused.headers.sent, refused.headers.set].some((list) =>
    list?.some(([name, value]) => name.toLowerCase() === 'if-none-match' && value.trim() === '*'),
  );
}

function plan(chosen: readonly Candidate[], all: readonly Candidate[]): TokenPlan | TokenRefusal {
  const [first, ...rest] = chosen;
  if (first === undefined) return refuse('no-token', 'Nothing in this save names a version.');
  const rival = all.find(
    (other) =>
      other.slot === first.slot &&
      other.changed &&
      other.weight === first.weight &&
      other.carrier.fresh !== first.carrier.fresh,
  );
  if (rival !== undefined && first.learnt === 'seen')
    return refuse(
      'ambiguous',
      `The value ${first.slot.value} of ${first.carrier.carrier} stood at ${first.carrier.from} and at ${rival.carrier.from}, and they changed differently. Say which one it is.`,
    );
  return {
    ok: true,
    carriers: [first.carrier, ...rest.map(({ carrier }) => carrier)],
    learnt: first.learnt,
    how: describe(first),
  };
}
