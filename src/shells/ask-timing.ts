import { parseTiming, servedByTiming, timingSource, wantsTiming, withServedBy } from '../capture/page-timing.ts';
import type { Sighting } from '../capture/sighting.ts';

/** How long a page may take to tell its timing, milliseconds. One that is paused in the debugger never does. */
const patience = 4_000;

/**
 * Passes sightings on, reads with who answered them by the page’s own timing. What the page does not tell is not known: DevTools’ own
 * word for “network” says nothing in Firefox. @param evaluate gives an expression’s value in the inspected page
 */
export function withPageTiming(
  deliver: (sighting: Sighting) => void,
  evaluate: (expression: string, within: number) => Promise<unknown>,
): (sighting: Sighting) => void {
  return (sighting) => {
    if (!wantsTiming(sighting)) return deliver(sighting);
    evaluate(timingSource(sighting.url), patience).then(
      (answer) => deliver(withServedBy(sighting, servedByTiming(parseTiming(answer), sighting.startedAt))),
      () => deliver(withServedBy(sighting, 'unknown')),
    );
  };
}
