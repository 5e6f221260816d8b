import { bareTag, withoutCodingSuffix } from '../../http/entity-tag.ts';
import type { Slot } from './slots.ts';
import type { Spot } from './spots.ts';

/** How the value that travels is made from the value that was read. */
export type Form = {
  readonly name: 'as-is' | 'quoted' | 'weak' | 'strong' | 'bare' | 'without-suffix' | 'within' | 'next';
  /** Puts another value of that place into the same form; null where it does not fit. */
  readonly apply: (value: string) => string | null;
};

const asIs: Form = { name: 'as-is', apply: (value) => value };

/** Spellings of an entity tag that pages make of what they read; the order is the order of trust. */
const tagForms: readonly Form[] = [
  { name: 'quoted', apply: (value) => `"${bareTag(value)}"` },
  { name: 'strong', apply: (value) => value.replace(/^W\//, '') },
  { name: 'bare', apply: (value) => bareTag(value) },
  { name: 'weak', apply: (value) => `W/"${bareTag(value)}"` },
  {
    name: 'without-suffix',
    apply: (value) => {
      const bare = bareTag(value);
      return `"${withoutCodingSuffix(bare)?.bare ?? bare}"`;
    },
  },
];

/** What turned the place's value into the slot's, null where they are not related. */
export function formOf(slot: Slot, spot: Spot): Form | null {
  if (slot.value === spot.value) return asIs;
  if (slot.via === 'header') {
    if (/^if-match$/i.test(slot.key) || isTagged(slot.value) || isTagged(spot.value)) {
      const tag = tagForms.find((form) => form.apply(spot.value) === slot.value);
      if (tag !== undefined) return tag;
    }
    return within(slot.value, spot);
  }
  return null;
}

function isTagged(value: string): boolean {
  return /^(W\/)?"/.test(value);
}

/** `revision_number=4`, `(["etag"])`, a JSON header: the value stands within fixed text. Short values only behind their own name. */
function within(value: string, spot: Spot): Form | null {
  const at = value.indexOf(spot.value);
  if (at < 0 || value.indexOf(spot.value, at + 1) >= 0) return null;
  const [before, after] = [value.slice(0, at), value.slice(at + spot.value.length)];
  const named = before.toLowerCase().replace(/\W+$/, '').endsWith(spot.key.toLowerCase());
  if (spot.value.length < 8 && !named) return null;
  if (/[\w-]$/.test(before) || /^[\w-]/.test(after)) return null;
  return { name: 'within', apply: (now) => before + now + after };
}

/** The next number: current + 1. */
export function nextOf(value: string): string | null {
  return /^\d{1,30}$/.test(value) ? String(BigInt(value) + 1n) : null;
}

/** The number before; null for 0 and for what is no number. */
export function previousOf(value: string): string | null {
  return /^[1-9]\d{0,29}$/.test(value) ? String(BigInt(value) - 1n) : null;
}

export const next: Form = { name: 'next', apply: nextOf };
