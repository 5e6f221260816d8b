import { type ReadonlySignal, type Signal, signal } from '@preact/signals';
import type { CaseFile } from '../../../diagnose/contract.ts';
import type { ExchangeId } from '../../../record/exchange.ts';
import type { Engine } from '../../world.ts';
import type { Line } from './line.ts';
import { oneAtATime } from './one-at-a-time.ts';
import { createSharing, type Summaries, type Summary, summaryOf } from './summary.ts';

/** Judging gives the panel back after so long, milliseconds. */
const slice = 12;
/** A list whose rows changed within so long is being scrolled: nothing is judged meanwhile, milliseconds. */
const still = 120;
/** A filter that waits for causes is answered anew at most this often, milliseconds: each answer looks through all lines. */
const seldom = 700;
/** How far it is is told at most this often, milliseconds. */
const often = 200;
/** Most rows of which it is remembered what was said; the oldest are let go. */
const mostJudged = 200_000;

/** How far the judging is that a filter waits for, in lines. */
export type Progress = { readonly done: number; readonly of: number };

type Deps = {
  readonly engine: ReadonlySignal<Engine | null>;
  readonly caseFile: (id: ExchangeId) => Promise<CaseFile | null>;
  /** What happened since matters for these: they are judged anew at each `refresh`. */
  readonly fresh: () => readonly ExchangeId[];
  /** The lines that the filter waits for; null where it does not ask for causes. */
  readonly wanted: () => readonly Line[] | null;
  /** What somebody has just chosen comes first. */
  readonly choosing: () => Promise<void>;
  /** More is known than before: the filter may answer otherwise. */
  readonly learnt: () => void;
};

/**
 * What the diagnosis says of the rows: of the newest and the chosen one at each reading, of those on the screen once the list stands
 * still, and of all while the filter asks for causes.
 */
export function createJudging({ engine, caseFile, fresh, wanted, choosing, learnt }: Deps) {
  const said = new Map<ExchangeId, Summary>();
  const shared = createSharing();
  const view = (): Summaries => ({ get: (id) => said.get(id), has: (id) => said.has(id), size: said.size });
  const summaries: Signal<Summaries> = signal(view());
  /** null: nothing waits. */
  const progress: Signal<Progress | null> = signal(null);
  /** No case file came for them: they are not asked for again. */
  const unjudgeable = new Set<ExchangeId>();
  const unknown = (id: ExchangeId): boolean => !said.has(id) && !unjudgeable.has(id);

  const again = new Set<ExchangeId>();
  let looking: readonly ExchangeId[] = [];
  let moved = Number.NEGATIVE_INFINITY;
  /** How far the wanted lines were gone through, and how many of them stand in the list. */
  let [of, at, passed, total]: [readonly Line[] | null, number, number, number] = [null, 0, 0, 0];
  let news = false;
  let answered = 0;
  let told = 0;

  /** What comes next to be judged, in the order of its weight. */
  function next(): ExchangeId | null {
    for (const id of again) {
      again.delete(id);
      return id;
    }
    const seen = looking.find(unknown);
    if (seen !== undefined) return seen;
    const lines = wanted();
    if (lines !== of) [of, at, passed, total] = [lines, 0, 0, lines?.filter(({ own }) => !own).length ?? 0];
    if (lines === null) return null;
    for (; at < lines.length; at++) {
      const line = lines[at];
      if (line === undefined || line.own) continue;
      if (unknown(line.id)) return line.id;
      passed++;
    }
    return null;
  }

  function learn(id: ExchangeId, now: Summary | null): void {
    const before = said.get(id);
    if (now === null) unjudgeable.add(id);
    if (now === null || (before?.sentence === now.sentence && before.saved === now.saved)) return;
    said.set(id, shared(now));
    news = true;
    if (said.size <= mostJudged) return;
    const [oldest] = said.keys();
    if (oldest !== undefined) said.delete(oldest);
  }

  /** Shows what was learnt. `isLast`: the filter is answered at once, else now and then. */
  function publish(isLast: boolean): void {
    if (news) summaries.value = view();
    if (isLast || of === null) progress.value = null;
    else if (performance.now() - told >= often) {
      told = performance.now();
      progress.value = { done: passed, of: total };
    }
    if (!news || (!isLast && performance.now() - answered < seldom)) return;
    news = false;
    answered = performance.now();
    learnt();
  }

  const goOn = oneAtATime(async () => {
    const judge = engine.peek();
    if (judge === null) return;
    let since = performance.now();
    for (let id = next(); id !== null; id = next()) {
      await choosing();
      learn(id, await judgeOne(judge, id));
      if (performance.now() - since <= slice) continue;
      publish(false);
      do await rest();
      while (performance.now() - moved < still);
      since = performance.now();
    }
    publish(true);
  });

  /** What the diagnosis says of a conflict; null where it is no longer kept. */
  async function judgeOne(judge: Engine, id: ExchangeId): Promise<Summary | null> {
    const found = await caseFile(id).catch(() => null);
    return found === null ? null : summaryOf(judge, found);
  }

  let later: ReturnType<typeof setTimeout> | undefined;
  return {
    summaries,
    progress,
    /** Other traffic came: what is fresh is judged anew. Ends when nothing is left to be judged. */
    refresh(): Promise<void> {
      for (const id of fresh()) again.add(id);
      return goOn();
    },
    /** The filter asks for more, or for less. */
    goOn,
    /** These rows are on the screen now. */
    lookAt(ids: readonly ExchangeId[]): void {
      const isMoving = performance.now() - moved < still;
      moved = performance.now();
      looking = [];
      clearTimeout(later);
      const look = (): void => {
        looking = ids;
        if (ids.some(unknown) || wanted() !== null) void goOn();
      };
      if (isMoving) later = setTimeout(look, still);
      else look();
    },
    /** What the diagnosis says of these; what is known already is not judged anew. */
    async judge(ids: readonly ExchangeId[]): Promise<ReadonlyMap<ExchangeId, Summary>> {
      const found = new Map<ExchangeId, Summary>();
      for (const id of ids) {
        if (unknown(id) && engine.value !== null) learn(id, await judgeOne(engine.value, id));
        const now = said.get(id);
        if (now !== undefined) found.set(id, now);
      }
      publish(of === null);
      return found;
    },
    stop: (): void => clearTimeout(later),
  };
}

/** Until the browser has nothing better to do, at most a fifth of a second. */
const rest = (): Promise<unknown> =>
  new Promise((done) => {
    if (typeof requestIdleCallback === 'function') requestIdleCallback(done, { timeout: 200 });
    else setTimeout(done);
  });
