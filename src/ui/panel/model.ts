import { batch, computed, type ReadonlySignal, type Signal, signal } from '@preact/signals';
import type { CaseFile, Finding } from '../../diagnose/contract.ts';
import type { PlannedRead } from '../../diagnose/probe-plan.ts';
import type { Act, Choice, Consent, Correction, Outcome, ReplayPlan } from '../../messages/acts.ts';
import type { Exchange, ExchangeId } from '../../record/exchange.ts';
import { say } from '../../texts/say.ts';
import { messageOf } from '../shared/words.ts';
import type { Engine, World } from '../world.ts';
import { createJudging } from './state/judging.ts';
import { createList } from './state/list.ts';
import { oneAtATime } from './state/one-at-a-time.ts';
import { keepSame, newestFirst } from './state/rows.ts';
import { idle, madeChoices, next, type RunEvent, type RunState, stillAsked } from './state/run.ts';
import { judgedOf } from './state/summary.ts';
import { createUnsaved } from './state/unsaved.ts';
import { createSuspects } from './suspects-model.ts';

export type Load = { readonly state: 'loading' | 'ready' } | { readonly state: 'failed'; readonly sentence: string };

/** An exchange that was opened from a piece of evidence. */
export type Opened =
  | { readonly state: 'loading'; readonly id: ExchangeId }
  | { readonly state: 'open'; readonly id: ExchangeId; readonly exchange: Exchange }
  | { readonly state: 'gone'; readonly id: ExchangeId; readonly sentence: string };

/** The newest that are judged at each reading; the others when they are looked at. */
const judgedAtOnce = 5;

/** The panel reads anew for other traffic at most this often, milliseconds. */
const calm = 200;

export type Panel = ReturnType<typeof createPanel>;

/** The panel's state and what can be done to it. Everything shown is derived from these signals. */
export function createPanel(world: World) {
  const rows: Signal<readonly Exchange[]> = signal([]);
  const load: Signal<Load> = signal({ state: 'loading' });
  /** Why recordings do not reach the disk; null where they do. */
  const trouble: Signal<string | null> = signal(null);
  const filter = signal('');
  const view: Signal<'conflicts' | 'patterns'> = signal('conflicts');
  const selected: Signal<ExchangeId | null> = signal(null);
  const file: Signal<CaseFile | null> = signal(null);
  const fileState: Signal<Load> = signal({ state: 'loading' });
  const opened: Signal<Opened | null> = signal(null);
  const runs: Signal<ReadonlyMap<ExchangeId, RunState>> = signal(new Map());
  /** A short word about something that is no act, such as a copy. */
  const note = signal('');

  /** null until it is there: the list does not wait for it. */
  const engine: Signal<Engine | null> = signal(null);
  /** Why there is no engine, as a sentence; null where it is there or on its way. */
  const engineTrouble: Signal<string | null> = signal(null);
  const cause: Engine['cause'] = (id) => engine.value?.cause(id);

  const findings: ReadonlySignal<readonly Finding[]> = computed(() =>
    file.value === null ? [] : (engine.value?.diagnose(file.value) ?? []),
  );
  /** What “Check the server” would send now. */
  const plan: ReadonlySignal<readonly PlannedRead[]> = computed(() =>
    file.value === null ? [] : (engine.value?.plan(file.value, findings.value) ?? []),
  );
  const list = createList({
    world,
    filter,
    judged: (id) => judgedOf(judging.summaries.peek().get(id)),
    read(found) {
      batch(() => {
        rows.value = keepSame(rows.value, newestFirst(found));
        // The newest is what the person came for; a choice once made is theirs.
        const [first] = rows.value;
        if (selected.value === null && first !== undefined) select(first.id);
      });
    },
  });
  const run: ReadonlySignal<RunState> = computed(() => runs.value.get(selected.value ?? '') ?? idle);

  const refreshRows = oneAtATime(async () => {
    try {
      const [storage] = await Promise.all([world.storageTrouble().catch(() => null), list.refresh()]);
      batch(() => {
        load.value = { state: 'ready' };
        trouble.value = storage;
      });
    } catch (error) {
      load.value = { state: 'failed', sentence: messageOf(error) };
    }
  });

  const refreshFile = oneAtATime(async () => {
    const id = selected.value;
    if (id === null) return;
    try {
      const found = await world.caseFile(id);
      if (selected.value !== id) return;
      batch(() => {
        file.value = found;
        fileState.value =
          found === null
            ? { state: 'failed', sentence: say`This save is no longer kept: newer ones took its place.` }
            : { state: 'ready' };
      });
    } catch (error) {
      if (selected.value === id) fileState.value = { state: 'failed', sentence: messageOf(error) };
    }
  });

  /** The case file of what was chosen last is being read. */
  let choosing: Promise<void> = Promise.resolve();

  const unsaved = createUnsaved(world);
  const suspects = createSuspects(world);

  const loadEngine = oneAtATime(async () => {
    if (engine.value !== null) return;
    try {
      engine.value = await world.engine();
      engineTrouble.value = null;
    } catch {
      engineTrouble.value = say`Resave’s rules could not be loaded, so the reason cannot be told. Close this and open it again.`;
    }
  });

  const judging = createJudging({
    engine,
    caseFile: async (id) => (id === selected.value && file.value !== null ? file.value : world.caseFile(id)),
    fresh: () => [
      ...(selected.peek() === null ? [] : [selected.peek() ?? '']),
      ...rows
        .peek()
        .slice(0, judgedAtOnce)
        .map(({ id }) => id),
    ],
    wanted: () => (list.shown.peek().filter.asksCause ? list.lines() : null),
    choosing: () => choosing,
    learnt: () => {
      if (list.shown.peek().filter.text.trim() !== '') void list.sift(false);
    },
  });

  /** Replays that ended while no panel was there to hear it. */
  let listened = false;
  async function hear(): Promise<void> {
    if (listened) return;
    listened = true;
    for (const { conflict, outcome } of await world.ended().catch(() => []))
      tell(conflict, { event: 'heard', outcome });
  }

  /** `again`: judge anew what was judged already; without it only what has not been. */
  async function refresh(again = true): Promise<void> {
    void hear();
    await refreshRows();
    await Promise.all([refreshFile(), loadEngine(), unsaved.refresh(), suspects.refresh()]);
    await (again ? judging.refresh() : judging.goOn());
  }

  function select(id: ExchangeId): void {
    if (selected.value === id) return;
    batch(() => {
      selected.value = id;
      file.value = null;
      fileState.value = { state: 'loading' };
      opened.value = null;
      note.value = '';
    });
    choosing = refreshFile();
  }

  async function open(id: ExchangeId): Promise<void> {
    opened.value = { state: 'loading', id };
    const gone = (sentence: string): Opened => ({ state: 'gone', id, sentence });
    const found = await world.exchange(id).then(
      (exchange): Opened =>
        exchange === null ? gone(say`This exchange is no longer kept.`) : { state: 'open', id, exchange },
      (error) => gone(messageOf(error)),
    );
    if (opened.value?.id === id) opened.value = found;
  }

  function tell(conflict: ExchangeId, event: RunEvent): void {
    const before = runs.value.get(conflict) ?? idle;
    const after = next(before, event);
    if (after !== before) runs.value = new Map(runs.value).set(conflict, after);
  }

  async function act(conflict: ExchangeId, what: Act): Promise<void> {
    if ((runs.value.get(conflict) ?? idle).running !== null) return;
    const id = crypto.randomUUID();
    tell(conflict, { event: 'started', run: id, act: what });
    const outcome = await world.act(id, what).catch(async (error): Promise<Outcome> => {
      // The next background knows what became of a save that was on its way.
      const ended = what.act === 'replay-send' ? await world.ended().catch(() => []) : [];
      return (
        ended.find(({ run }) => run === id)?.outcome ?? {
          act: what.act,
          outcome: 'failed',
          sentence: say`Resave’s background did not finish this: ${messageOf(error)}`,
        }
      );
    });
    tell(conflict, { event: 'ended', run: id, outcome });
    if (outcome.outcome === 'ready') await recall(conflict, outcome.plan);
    // What the act sent came in through the recorder: judge again with it.
    await refresh();
  }

  /** Brings back the choices of a panel that was closed, where they answer the same question still. */
  async function recall(conflict: ExchangeId, plan: ReplayPlan): Promise<void> {
    const made = await world.draft(conflict, null).catch(() => []);
    const now = runs.value.get(conflict)?.replay;
    if (now?.stage !== 'ready' || now.plan.id !== plan.id) return;
    for (const { path, choice } of stillAsked(plan, made))
      if (!Object.hasOwn(now.choices, path)) tell(conflict, { event: 'chosen', path, choice });
  }

  let keeping: ReturnType<typeof setTimeout> | undefined;
  /** A moment after the last choice: an editor tells of every letter. */
  function keepChoices(conflict: ExchangeId): void {
    clearTimeout(keeping);
    keeping = setTimeout(() => {
      const replay = runs.value.get(conflict)?.replay;
      if (replay?.stage !== 'ready') return;
      void world.draft(conflict, madeChoices(replay.plan, replay.choices)).catch(() => undefined);
    }, 150);
  }

  let later: ReturnType<typeof setTimeout> | undefined;
  const unlisten = world.onPing((ping) => {
    if (ping.ping === 'progress') {
      for (const [conflict, state] of runs.value)
        if (state.running?.run === ping.run)
          tell(conflict, { event: 'progress', run: ping.run, progress: ping.progress });
    } else if (ping.ping === 'changed' && (world.tabId === null || ping.tabId === world.tabId || ping.tabId === -1)) {
      // A refusal shows at once; of other traffic there may be much, and only the histories gain by it.
      if (ping.conflict) void refresh(false);
      later ??= setTimeout(() => {
        later = undefined;
        void refresh();
      }, calm);
    }
  });
  const stop = (): void => {
    clearTimeout(later);
    judging.stop();
    unlisten();
    list.stop();
  };

  return {
    rows,
    list,
    load,
    trouble,
    filter,
    selected,
    file,
    fileState,
    engine,
    engineTrouble,
    cause,
    findings,
    plan,
    opened,
    run,
    /** What the diagnosis says of each row that has been diagnosed, for the list, the filter and the popup. */
    summaries: judging.summaries,
    /** How far the judging is that a filter by cause waits for; null where nothing waits. */
    judging: judging.progress,
    note,
    unsaved,
    suspects,
    links: world.links,
    /** An exchange with its bodies; null where it is no longer kept. */
    read: world.exchange,
    refresh: () => refresh(),
    select,
    open,
    close: () => {
      opened.value = null;
    },
    setFilter: (text: string) => {
      filter.value = text;
      view.value = 'conflicts';
      void judging.goOn();
    },
    judge: async (ids: readonly ExchangeId[]) => {
      await loadEngine();
      return judging.judge(ids);
    },
    view,
    lookAt: judging.lookAt,
    check: (conflict: ExchangeId) => act(conflict, { act: 'check', conflict }),
    clearResource: (conflict: ExchangeId) => act(conflict, { act: 'clear-resource', conflict }),
    clearSite: (conflict: ExchangeId) => act(conflict, { act: 'clear-site', conflict }),
    clearBrowser: (conflict: ExchangeId) => act(conflict, { act: 'clear-browser', conflict }),
    clearCookies: (conflict: ExchangeId) => act(conflict, { act: 'clear-cookies', conflict }),
    tryWithout: (conflict: ExchangeId, extension: string) => act(conflict, { act: 'try-without', conflict, extension }),
    checkWithout: (conflict: ExchangeId, extension: string) =>
      act(conflict, { act: 'check-without', conflict, extension }),
    prepareReplay: (
      conflict: ExchangeId,
      accepted: readonly Consent[] = [],
      corrections: readonly Correction[] = [],
      without: string | null = null,
    ) =>
      act(conflict, {
        act: 'replay-prepare',
        conflict,
        accepted,
        ...(corrections.length === 0 ? {} : { corrections }),
        ...(without === null ? {} : { without }),
      }),
    /** The same save once more, with what the person said of its token. */
    anotherRound: (conflict: ExchangeId) => {
      const corrections = (runs.value.get(conflict) ?? idle).carried;
      return act(conflict, { act: 'replay-prepare', conflict, accepted: [], corrections });
    },
    choose: (conflict: ExchangeId, path: string, choice: Choice) => {
      tell(conflict, { event: 'chosen', path, choice });
      keepChoices(conflict);
    },
    send: (conflict: ExchangeId) => {
      const replay = runs.value.get(conflict)?.replay;
      if (replay?.stage !== 'ready') return;
      void act(conflict, { act: 'replay-send', plan: replay.plan.id, choices: replay.choices });
    },
    closeReplay: (conflict: ExchangeId) => tell(conflict, { event: 'replay-closed' }),
    cancel: (conflict: ExchangeId) => {
      const running = runs.value.get(conflict)?.running;
      if (running === null || running === undefined) return;
      tell(conflict, { event: 'cancelling', run: running.run });
      void world.cancel(running.run).catch(() => undefined);
    },
    stop,
  };
}
