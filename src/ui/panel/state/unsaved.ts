import { type Signal, signal } from '@preact/signals';
import type { ExchangeId } from '../../../record/exchange.ts';
import { say } from '../../../texts/say.ts';
import { messageOf } from '../../shared/words.ts';
import type { Unsaved, World } from '../../world.ts';

/** The unsaved work of the page's site, and what can be done to it. */
export function createUnsaved(world: World) {
  const work: Signal<Unsaved | null> = signal(null);
  /** Why the last step failed, or what came of it; empty where there is nothing to say. */
  const told = signal('');
  let asked = 0;

  async function refresh(): Promise<void> {
    const mine = ++asked;
    const found = await world.unsaved().catch(() => null);
    // A later question may have been answered first.
    if (mine === asked && found !== null) work.value = found;
  }

  async function end(id: ExchangeId, done: 'discarded' | 'exported', sentence: string): Promise<void> {
    try {
      await world.vault(id, done);
      told.value = sentence;
    } catch (error) {
      told.value = messageOf(error);
    }
    await refresh();
  }

  return {
    work,
    told,
    refresh,
    discard: (id: ExchangeId) => end(id, 'discarded', say`Discarded.`),
    exported: (id: ExchangeId) => end(id, 'exported', say`Exported. It stays listed until it is saved or discarded.`),
  };
}
