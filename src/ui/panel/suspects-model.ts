import { type Signal, signal } from '@preact/signals';
import type { Suspect } from '../../messages/acts.ts';
import type { ExchangeId } from '../../record/exchange.ts';
import { say } from '../../texts/say.ts';
import { messageOf } from '../shared/words.ts';
import type { World } from '../world.ts';

/** What is known of the other extensions that could have changed a refused save. */
export type Suspected =
  | { readonly stage: 'asking' }
  | {
      readonly stage: 'named';
      readonly sentence: string;
      readonly suspects: readonly Suspect[];
      /** The person has to switch extensions, because the browser lets no extension do it. */
      readonly byHand: boolean;
    }
  | { readonly stage: 'failed'; readonly sentence: string };

/** Names the suspects of a refused save, and tells of extensions that were left off. */
export function createSuspects(world: World) {
  const of: Signal<ReadonlyMap<ExchangeId, Suspected>> = signal(new Map());
  /** Names of extensions that Resave could not switch on again. */
  const leftOff: Signal<readonly string[]> = signal([]);

  const tell = (conflict: ExchangeId, now: Suspected): void => {
    of.value = new Map(of.value).set(conflict, now);
  };

  async function find(conflict: ExchangeId): Promise<void> {
    // No await before this: the browser asks only in the click's own turn.
    const asked = world.allowExtensions();
    tell(conflict, { stage: 'asking' });
    try {
      const answer = await asked;
      if (answer === 'refused') {
        tell(conflict, { stage: 'failed', sentence: refused() });
        return;
      }
      const outcome = await world.act(crypto.randomUUID(), { act: 'suspects', conflict });
      if (outcome.outcome === 'named') {
        const { sentence, suspects, byHand } = outcome;
        tell(conflict, { stage: 'named', sentence, suspects, byHand });
      } else if (outcome.outcome === 'not-allowed' && answer === 'elsewhere') {
        await world.openPage('extensions');
        tell(conflict, { stage: 'failed', sentence: elsewhere() });
      } else tell(conflict, { stage: 'failed', sentence: outcome.sentence });
    } catch (error) {
      tell(conflict, { stage: 'failed', sentence: messageOf(error) });
    }
  }

  async function refresh(): Promise<void> {
    leftOff.value = await world.leftOff().catch(() => []);
  }

  return { of, leftOff, find, refresh };
}
export type Suspects = ReturnType<typeof createSuspects>;

const refused = () =>
  say`The browser did not give the permission, so the extensions cannot be named. You can still try it by hand: turn an extension off, save again, turn it on again.`;
const elsewhere = () =>
  say`Firefox asks for this in a page of its own: use the button in the tab that opened, then come back and ask again.`;
