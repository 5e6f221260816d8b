import type { Act, Outcome } from '../messages/acts.ts';
import { say } from '../texts/say.ts';
import { check } from './check.ts';
import { clearCache } from './clear-cache.ts';
import { clearCookies } from './clear-cookies.ts';
import type { ActDeps } from './deps.ts';
import { ActCancelled, ActFailure } from './failure.ts';
import { unheard } from './replay/send.ts';
import { Running } from './running.ts';
import { checkWithout, suspects, tryWithout } from './suspects/act.ts';
import { prepareWithout, sendWithout } from './suspects/replay-without.ts';

export type Acts = {
  /** Does an act in a tab's page. Never rejects: every end is an outcome with a sentence. `run` names it for progress and cancel. */
  readonly run: (run: string, tabId: number, act: Act) => Promise<Outcome>;
  /** Ends a run as soon as it can; what was sent already stays sent, and the outcome says so. */
  readonly cancel: (run: string) => void;
  /** Finds out what became of replays that an earlier background left in the middle, and waits for those that are under way here. */
  readonly resume: () => Promise<void>;
};

/** How many steps each act tells of. */
const steps: { readonly [A in Act['act']]: number } = {
  check: 3,
  'clear-resource': 3,
  'clear-site': 3,
  'clear-browser': 3,
  'replay-prepare': 3,
  'replay-send': 3,
  'clear-cookies': 1,
  suspects: 0,
  'try-without': 2,
  'check-without': 1,
};

/** All that Resave does to a page or a server, and nothing else does. */
export function createActs(deps: ActDeps): Acts {
  const under = new Map<string, { readonly first: AbortController; readonly second: AbortController }>();
  const sending = new Set<Promise<Outcome>>();
  let resuming: Promise<void> | null = null;

  const perform = (running: Running, act: Act): Promise<Outcome> => {
    switch (act.act) {
      case 'check':
        return check(running, act.conflict);
      case 'clear-resource':
      case 'clear-site':
      case 'clear-browser':
        return clearCache(running, act.act, act.conflict);
      case 'replay-prepare':
        return prepareWithout(running, act);
      case 'replay-send':
        return sendWithout(running, act.plan, act.choices);
      case 'clear-cookies':
        return clearCookies(running, act.conflict);
      case 'suspects':
        return suspects(running, act.conflict);
      case 'try-without':
        return tryWithout(running, act.conflict, act.extension);
      case 'check-without':
        return checkWithout(running, act.conflict, act.extension);
    }
  };

  async function run(run: string, tabId: number, act: Act): Promise<Outcome> {
    if (under.has(run)) return { act: act.act, outcome: 'failed', sentence: say`This is under way already.` };
    const [first, second] = [new AbortController(), new AbortController()];
    under.set(run, { first, second });
    try {
      return await perform(new Running(deps, run, tabId, first.signal, steps[act.act], second.signal), act);
    } catch (error) {
      if (error instanceof ActCancelled || first.signal.aborted)
        return { act: act.act, outcome: 'cancelled', sentence: say`Cancelled. Nothing was changed on the server.` };
      if (error instanceof ActFailure) return { act: act.act, outcome: 'failed', sentence: error.message };
      const message = error instanceof Error ? error.message : String(error);
      return {
        act: act.act,
        outcome: 'failed',
        sentence: say`Resave itself failed here (${message}). Please report it.`,
      };
    } finally {
      under.delete(run);
    }
  }

  async function resume(): Promise<void> {
    await Promise.allSettled(sending);
    const { open } = await deps.journal.all();
    for (const one of open) {
      if (under.has(one.run)) continue;
      const second = new AbortController();
      const running = new Running(deps, one.run, one.tabId, second.signal, 1, second.signal);
      const outcome = await unheard(running, one.prepared, one.sent, one.at, 'ended', null);
      await deps.journal.end({ run: one.run, conflict: one.prepared.plan.conflict, outcome });
    }
  }

  return {
    run(name, tabId, act) {
      const running = run(name, tabId, act);
      if (act.act !== 'replay-send') return running;
      sending.add(running);
      return running.finally(() => sending.delete(running));
    },
    cancel(run) {
      const one = under.get(run);
      (one?.first.signal.aborted ? one.second : one?.first)?.abort();
    },
    resume() {
      resuming ??= resume().finally(() => {
        resuming = null;
      });
      return resuming;
    },
  };
}
