import { isMoment } from '../merge/managed.ts';
import type { Candidate } from './find-changed.ts';
import { next } from './forms.ts';
import { alike, lookOf } from './looks.ts';
import { nameWeight, pairWeight, takesNext } from './priors.ts';
import type { Slot } from './slots.ts';
import type { Spot, Spots } from './spots.ts';

/** Readings of a slot without an earlier read: the fresh read must have a place whose name fits. Best first. */
export function priorReadings(slot: Slot, fresh: Spots): Candidate[] {
  const named = nameWeight(slot.key, slot.parent);
  const isPrecondition = slot.carrier === 'header:If-Match' || slot.carrier === 'header:If-Unmodified-Since';
  if (named < 3 && !isPrecondition) return [];
  if (slot.via !== 'header' && /\s/.test(slot.value) && !isMoment(slot.value)) return [];
  const found: Candidate[] = [];
  for (const [place, spot] of fresh.all) {
    const pair = pairWeight(slot.key, spot.key);
    if (pair === 0 || (slot.path !== null && spot.path !== null && slot.parent !== spot.parent && spot.path.length > 2))
      continue;
    const fit = spelledLike(slot, spot);
    if (fit === null) continue;
    found.push({
      slot,
      spot,
      form: fit.form,
      carrier: { carrier: slot.carrier, stale: slot.value, fresh: fit.value, number: slot.number, from: place },
      changed: fit.value !== slot.value,
      weight:
        (isPrecondition ? 20 : 5) +
        pair +
        (slot.via === 'header' && spot.path === null ? 4 : 0) -
        (spot.path?.length ?? 0),
      look: lookOf(slot.value, spot.value),
      learnt: 'prior',
    });
  }
  return found.sort((a, b) => b.weight - a.weight);
}

/** The spot's value as the slot spells its own: quoted, weak, bare, behind a prefix, plus one. */
function spelledLike(slot: Slot, spot: Spot): { form: Candidate['form']; value: string } | null {
  const asIs = { form: { name: 'as-is', apply: (value: string) => value } as const, value: spot.value };
  if (slot.via === 'body' && takesNext(slot.carrier)) {
    const value = next.apply(spot.value);
    return value === null ? null : { form: next, value };
  }
  if (slot.carrier !== 'header:If-Match') return alike(slot.value, spot.value) ? asIs : null;
  if (spot.path === null && /^(W\/)?"/.test(spot.value)) return asIs;
  const prefix = /^(\w+=)\d+$/.exec(slot.value)?.[1];
  if (prefix !== undefined) {
    if (prefix.slice(0, -1).toLowerCase() !== spot.key.toLowerCase()) return null;
    return { form: { name: 'within', apply: (value) => prefix + value }, value: prefix + spot.value };
  }
  if (/^(W\/)?"/.test(slot.value) === /^(W\/)?"/.test(spot.value)) return asIs;
  if (!slot.value.startsWith('"') && !slot.value.startsWith('W/"')) return null;
  const weak = slot.value.startsWith('W/') ? 'W/' : '';
  return {
    form: { name: weak === '' ? 'quoted' : 'weak', apply: (value) => `${weak}"${value}"` },
    value: `${weak}"${spot.value}"`,
  };
}
