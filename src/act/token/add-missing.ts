import type { Exchange } from '../../record/exchange.ts';
import { say } from '../../texts/say.ts';
import { isObject } from '../merge/json.ts';
import { spellPath } from '../merge/path.ts';
import type { TokenPlan } from './plan.ts';
import { requiredFields } from './priors.ts';
import { bodyOf, type Spots } from './spots.ts';

/** A save that named no version gets one: the field that its system demands, or the precondition that a 428 asks for (RFC 6585 §3). */
export function addMissing(refused: Exchange, fresh: Spots): TokenPlan | null {
  const body = bodyOf(refused.requestBody);
  if (isObject(body))
    for (const key of requiredFields) {
      const spot = fresh.all.get(`body:${spellPath([key])}`);
      if (spot === undefined || body.has(key)) continue;
      return {
        ok: true,
        carriers: [
          {
            carrier: `body:${spellPath([key])}`,
            stale: null,
            fresh: spot.value,
            number: spot.number,
            from: spot.place,
          },
        ],
        learnt: 'prior',
        how: say`The save had no ${key}. The fresh read has it, and by that name servers want it back.`,
      };
    }
  // Of a 412 it is certain that a precondition was compared, even where the header fields were not seen.
  if (refused.status !== 428 && !(refused.status === 412 && refused.missed.includes('request-headers'))) return null;
  for (const [place, header] of [
    ['header:ETag', 'If-Match'],
    ['header:Last-Modified', 'If-Unmodified-Since'],
  ] as const) {
    const spot = fresh.all.get(place);
    if (spot === undefined) continue;
    return {
      ok: true,
      carriers: [{ carrier: `header:${header}`, stale: null, fresh: spot.value, number: false, from: place }],
      learnt: 'prior',
      how: say`The server asks for a condition (${refused.status}) and none was seen in the save; ${header} with the ${spot.key} of the fresh read is one (RFC 9110 §13.1).`,
    };
  }
  return null;
}
