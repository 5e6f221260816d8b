import browser from 'webextension-polyfill';
import { createSavedBodies, type SavedBodies } from '../act/saved-bodies.ts';
import type { Sighting } from '../capture/sighting.ts';
import { mayHaveOverwritten, takesHistory } from '../diagnose/watch/first-look.ts';
import { takesReader } from '../diagnose/watch/suspect.ts';
import type { Exchange, ExchangeId } from '../record/exchange.ts';
import { createFlagWatch, type FlagWatchDeps } from '../store/flag-watch.ts';
import type { SteadyStore } from '../store/steady.ts';
import { questionsOf } from '../store/steady-questions.ts';

export type SavesDeps = {
  readonly store: SteadyStore;
} & Pick<FlagWatchDeps, 'read' | 'judged'>;

/** What is done about saves once they are in the store; loaded with the first one. */
export type Saves = {
  readonly bodies: SavedBodies;
  readonly noted: (sightings: readonly Sighting[], ids: readonly ExchangeId[]) => void;
  readonly written: (exchanges: readonly Exchange[]) => Promise<void>;
};

export function createSaves({ store, read, judged }: SavesDeps): Saves {
  const bodies = createSavedBodies(browser.storage.session);
  const lookAt = createFlagWatch({
    store: questionsOf(store),
    takesReader,
    takesHistory,
    mayHaveOverwritten,
    read,
    judged(exchange) {
      bodies.judge([exchange]);
      judged(exchange);
    },
  });
  return {
    bodies,
    noted: bodies.note,
    async written(exchanges) {
      // What only the reader can tell of is judged when it has told.
      bodies.judge(exchanges.filter((exchange) => !takesReader(exchange)));
      await lookAt(exchanges);
    },
  };
}
