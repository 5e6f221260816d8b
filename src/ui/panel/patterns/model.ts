import { type Signal, signal } from '@preact/signals';
import { createPatterns, type Patterns } from '../../../diagnose/patterns/index.ts';
import type { Place } from '../../../store/list.ts';
import { messageOf } from '../../shared/words.ts';
import type { World } from '../../world.ts';

/** What the view shows: how far the recording was read, what it shows as a whole, or why it cannot be read. */
export type Reading =
  | { readonly state: 'reading'; readonly done: number; readonly of: number }
  | { readonly state: 'ready'; readonly patterns: Patterns }
  | { readonly state: 'failed'; readonly sentence: string };

/** Exchanges that are read at once; between portions the panel takes keys. */
const portion = 500;

const breath = (): Promise<void> => new Promise((done) => setTimeout(done));

/** Reads everything that is kept, portion by portion, and holds only what was counted. A new reading ends the one before. */
export function createReading(world: Pick<World, 'walk' | 'total'>) {
  const reading: Signal<Reading> = signal({ state: 'reading', done: 0, of: 0 });
  let turn = 0;

  async function read(): Promise<void> {
    const mine = ++turn;
    try {
      const of = await world.total();
      const patterns = createPatterns();
      let place: Place | null = null;
      let done = 0;
      if (mine === turn) reading.value = { state: 'reading', done, of };
      do {
        const page = await world.walk(place, portion);
        if (mine !== turn) return;
        for (const x of page.rows) patterns.add(x);
        done += page.rows.length;
        place = page.next;
        reading.value = { state: 'reading', done, of: Math.max(of, done) };
        await breath();
      } while (place !== null);
      if (mine === turn) reading.value = { state: 'ready', patterns: patterns.result() };
    } catch (error) {
      if (mine === turn) reading.value = { state: 'failed', sentence: messageOf(error) };
    }
  }

  return {
    reading,
    read,
    stop: (): void => {
      turn++;
    },
  };
}
