import { parseSighting } from '../capture/parse-sighting.ts';
import type { Sighting } from '../capture/sighting.ts';
import { answerAs, askOf, type Parsers } from './bus.ts';

/** What the devtools page hands over. A name of its own: it comes all the time and waits for nothing that is loaded on demand. */
type Sighted = { sightings: { ask: { sightings: readonly Sighting[] }; answer: null } };

export const parseSighted: Parsers<Sighted> = {
  sightings: ({ sightings }) =>
    Array.isArray(sightings) ? { sightings: sightings.flatMap((each) => parseSighting(each) ?? []) } : null,
};

/** Hears what sources in other contexts saw. `take` resolves when it is in the store: only then is it acknowledged. */
export function onSighted(take: (sightings: readonly Sighting[]) => Promise<unknown>): void {
  answerAs<Sighted>('sighted', parseSighted, {
    async sightings({ sightings }) {
      await take(sightings);
      return null;
    },
  });
}

/** Resolves when the background has written them; rejects where it ended before. The same sighting may be handed over twice. */
export async function handSightings(sightings: readonly Sighting[]): Promise<void> {
  await askOf<Sighted, 'sightings'>('sighted', 'sightings', { sightings }, 'no background');
}
