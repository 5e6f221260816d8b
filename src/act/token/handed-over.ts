import type { Exchange } from '../../record/exchange.ts';
import { say } from '../../texts/say.ts';
import { alike } from './looks.ts';
import type { TokenPlan } from './plan.ts';
import { namesCurrent, nameWeight, pairWeight } from './priors.ts';
import type { Slot } from './slots.ts';
import { bodyOf, type Spots, scalars } from './spots.ts';

/**
 * The refusal itself names the version that the server holds (`currentVersion`). Only its body counts, never its ETag, and only
 * for a value of the save that is called a version. It was said before the fresh read, so the text is at least as new as the token.
 */
export function handedOver(slots: readonly Slot[], refused: Exchange, fresh: Spots): TokenPlan | null {
  const body = bodyOf(refused.responseBody);
  if (body === undefined) return null;
  const said = scalars(body);
  const shown = new Set([...fresh.all.values()].map(({ value }) => value));
  for (const slot of slots) {
    if (nameWeight(slot.key, slot.parent) < 3) continue;
    const spot = said.find(
      ({ key, value }) =>
        value !== slot.value &&
        alike(value, slot.value) &&
        (namesCurrent(key) || (pairWeight(slot.key, key) === 3 && value.length >= 8)),
    );
    if (spot === undefined) continue;
    const agreed = shown.has(spot.value)
      ? ` ${say`The fresh read has the same value.`}`
      : ` ${say`The fresh read does not show it.`}`;
    return {
      ok: true,
      carriers: [
        {
          carrier: slot.carrier,
          stale: slot.value,
          fresh: spot.value,
          number: slot.number,
          from: `refusal:${spot.place}`,
        },
      ],
      learnt: 'seen',
      how: `${say`The refusal itself names the version that the server holds: ${spot.value} at ${spot.place}.`}${agreed}`,
    };
  }
  return null;
}
