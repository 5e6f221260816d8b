import { isMoment } from '../merge/managed.ts';
import { type Form, formOf, next, previousOf } from './forms.ts';
import { type Look, lookOf } from './looks.ts';
import type { Learnt, TokenCarrier } from './plan.ts';
import { nameWeight, pairWeight } from './priors.ts';
import type { Slot } from './slots.ts';
import type { Spot, Spots } from './spots.ts';

/** One reading of a slot: the place that it came from, and what stands there now. */
export type Candidate = {
  readonly slot: Slot;
  readonly spot: Spot;
  readonly form: Form;
  readonly carrier: TokenCarrier;
  /** The place changed. Else the save named what the server still holds. */
  readonly changed: boolean;
  /** How well name and place say that this is a version; 0: only its look does. */
  readonly weight: number;
  readonly look: Look;
  readonly learnt: Learnt;
};

/** Readings of one slot in the earlier read against the fresh one. */
export function readings(slot: Slot, before: Spots, fresh: Spots): Candidate[] {
  const found: Candidate[] = [];
  for (const spot of related(slot, before)) {
    const form = formOf(slot, spot) ?? nextForm(slot, spot);
    if (form === null) continue;
    const weight = weigh(slot, spot, form);
    if (weight === null) continue;
    const now = before.later(spot, fresh);
    const value = now === undefined ? null : form.apply(now.value);
    if (now === undefined || value === null) continue;
    found.push({
      slot,
      spot,
      form,
      carrier: { carrier: slot.carrier, stale: slot.value, fresh: value, number: slot.number, from: now.place },
      changed: value !== slot.value,
      weight,
      look: lookOf(spot.value, now.value),
      learnt: 'seen',
    });
  }
  return found;
}

/** Places that are worth a look: all for the few header fields, else those of the same value. */
function related(slot: Slot, before: Spots): Iterable<Spot> {
  if (slot.via === 'header') return before.all.values();
  const spots = new Set(before.under(slot.key, slot.value));
  const named = nameWeight(slot.key, slot.parent) === 3;
  if (named) for (const spot of before.under(slot.key, previousOf(slot.value) ?? '')) spots.add(spot);
  if (named || slot.value.length >= 8 || slot.via === 'query')
    for (const spot of before.withValue(slot.value)) spots.add(spot);
  return spots;
}

/** Current + 1 counts only where the name is the same and speaks of a version. */
function nextForm(slot: Slot, spot: Spot): Form | null {
  if (slot.via === 'header' || slot.key !== spot.key || nameWeight(slot.key, slot.parent) < 3) return null;
  return next.apply(spot.value) === slot.value ? next : null;
}

/** null: the two values are equal by chance for all that is known. */
function weigh(slot: Slot, spot: Spot, form: Form): number | null {
  const named = nameWeight(slot.key, slot.parent);
  const pair = pairWeight(slot.key, spot.key);
  const long = spot.value.length >= 8 && /\d/.test(spot.value) && !/\s/.test(spot.value);
  const spotNamed = nameWeight(spot.key, spot.parent);
  const precise = form.name === 'as-is' ? 1 : 0;
  if (
    slot.carrier === 'header:If-Match' ||
    slot.carrier === 'header:If-Unmodified-Since' ||
    slot.carrier === 'header:If'
  ) {
    // A short value of the body equals a tag by chance; the name must fit then.
    return pair > 0 || long || form.name === 'within' ? 20 + precise * 2 + pair + (spot.path === null ? 1 : 0) : null;
  }
  if (slot.via === 'header') {
    if (pair > 0 || spotNamed === 3 || (named > 0 && long)) return 10 + pair + spotNamed + precise;
    // A long value that says nothing by its name (a user, a tenant) counts only where nothing better is found.
    return long ? 0 : null;
  }
  if (slot.via === 'query') return pair > 0 || (long && spotNamed + named > 0) ? 8 + named + pair : null;
  // A version has no blanks, but for a date.
  if (/\s/.test(spot.value) && !isMoment(spot.value)) return null;
  const samePlace = pair === 3 && tail(slot, spot);
  if (samePlace) return named === 0 ? 0 : named * 2 + 6 + precise;
  if (named === 3 && (pair > 0 || long)) return named * 2 + pair;
  return null;
}

/** The slot's place and the spot's end in the same way: an envelope may stand around either of them. */
function tail(slot: Slot, spot: Spot): boolean {
  if (slot.path === null || spot.path === null) return true;
  const [a, b] = [slot.path, spot.path];
  const shared = Math.min(a.length, b.length);
  for (let back = 1; back <= shared; back++) if (a.at(-back) !== b.at(-back)) return false;
  return true;
}
