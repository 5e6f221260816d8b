import type { ActDeps } from '../act/deps.ts';
import { type Acts, createActs } from '../act/index.ts';
import { createSendJournal } from '../act/replay/send-journal.ts';
import { createPlanShelf, type SessionArea } from '../act/replay/shelf.ts';
import type { CaseFile } from '../diagnose/contract.ts';
import { diagnose } from '../diagnose/index.ts';
import { readFlag } from '../diagnose/watch/flagged.ts';
import type { Flag } from '../record/flag.ts';

/**
 * What recording does not need and takes its time: acts with their merge, the causes, the reader of refusals. In Chromium they live in a
 * document of their own (host.ts), which does not stand in recording's way and outlives the background; Firefox's imports them when it is
 * first asked.
 */
export type Heavy = Acts & {
  /** What answer and history of a stored write say against its status. */
  readonly flag: (file: CaseFile) => Promise<Flag | null>;
};

export type HeavyDeps = Omit<ActDeps, 'diagnose' | 'clock' | 'plans' | 'journal'> & {
  /** `storage.session`: what was prepared survives the background. */
  readonly session: SessionArea;
};

export function createHeavy({ session, ...deps }: HeavyDeps): Heavy {
  const acts = createActs({
    ...deps,
    diagnose,
    plans: createPlanShelf(session),
    journal: createSendJournal(session),
    clock: { now: Date.now, sleep: (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds)) },
  });
  return { ...acts, flag: async (file) => readFlag(file) };
}
