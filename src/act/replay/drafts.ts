import { isFields, isString } from '../../http/unknown.ts';
import type { MadeChoice } from '../../messages/acts.ts';
import { parseMade } from '../../messages/parse.ts';
import type { ExchangeId } from '../../record/exchange.ts';
import type { SessionArea } from './shelf.ts';

/**
 * The choices that a person has made in replays not sent yet, so that closing the panel does not lose them. Memory of the browser session:
 * what a person writes may hold a secret.
 */
export type Drafts = {
  readonly of: (conflict: ExchangeId) => Promise<readonly MadeChoice[]>;
  readonly put: (conflict: ExchangeId, choices: readonly MadeChoice[]) => Promise<void>;
};

const key = 'drafts';
/** Replays in the making, choices of one, and the length of one's texts together, in UTF-16 units. */
const most = { replays: 6, choices: 500, text: 300_000 } as const;

type Draft = { readonly conflict: ExchangeId; readonly choices: readonly MadeChoice[] };

export function createDrafts(area: SessionArea): Drafts {
  let last: Promise<unknown> = Promise.resolve();
  const all = async (): Promise<Draft[]> => {
    const value = (await area.get(key))[key];
    return Array.isArray(value) ? value.flatMap((one) => parseDraft(one) ?? []) : [];
  };
  return {
    of: async (conflict) => (await all().catch(() => [])).find((one) => one.conflict === conflict)?.choices ?? [],
    put(conflict, choices) {
      const kept = bounded(choices);
      const next = last
        .then(async () => {
          const others = (await all()).filter((one) => one.conflict !== conflict);
          const drafts = kept.length === 0 ? others : [...others, { conflict, choices: kept }];
          await area.set({ [key]: drafts.slice(-most.replays) });
        })
        .catch(() => undefined);
      last = next;
      return next;
    },
  };
}

function bounded(choices: readonly MadeChoice[]): MadeChoice[] {
  let room: number = most.text;
  return choices.slice(0, most.choices).filter(({ path, mine, theirs, choice }) => {
    const size =
      path.length + (mine?.length ?? 0) + (theirs?.length ?? 0) + ('text' in choice ? choice.text.length : 0);
    if (size > room) return false;
    room -= size;
    return true;
  });
}

function parseDraft(value: unknown): Draft | null {
  if (!isFields(value) || !isString(value.conflict) || !Array.isArray(value.choices)) return null;
  return { conflict: value.conflict, choices: value.choices.flatMap((one: unknown) => parseMade(one) ?? []) };
}
