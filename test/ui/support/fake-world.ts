import type { CaseFile, Finding } from '../../../src/diagnose/contract.ts';
import type { AnyCause } from '../../../src/diagnose/define.ts';
import { twinsOf } from '../../../src/diagnose/facts/near-twins.ts';
import { changedSave, trialsOf } from '../../../src/diagnose/facts/suspect-trials.ts';
import { mostReads, probePlan } from '../../../src/diagnose/probe-plan.ts';
import { versionTrail } from '../../../src/diagnose/version-trail.ts';
import { overwrittenBy } from '../../../src/diagnose/watch/flagged.ts';
import type { Act, Ended, MadeChoice, Outcome } from '../../../src/messages/acts.ts';
import type { Ping } from '../../../src/messages/protocol.ts';
import type { Exchange } from '../../../src/record/exchange.ts';
import type { Unsaved, WatchAnswer, Watched, World } from '../../../src/ui/world.ts';

/** A world that a test steers: what is stored, what is found, and how acts end. */
export type FakeWorld = World & {
  readonly files: Map<string, CaseFile>;
  findings: readonly Finding[];
  readonly causes: Map<string, AnyCause>;
  readonly cause: (id: string) => AnyCause | undefined;
  readonly acts: {
    readonly run: string;
    readonly act: Act;
    readonly end: (outcome: Outcome) => void;
    readonly fail: (error: Error) => void;
  }[];
  readonly cancelled: string[];
  endedNow: readonly Ended[];
  readonly drafts: Map<string, readonly MadeChoice[]>;
  readonly asked: (readonly string[])[];
  readonly pages: string[];
  unsavedNow: Unsaved;
  readonly let: { readonly id: string; readonly done: string }[];
  watchedNow: Watched;
  extensionsAllowed: WatchAnswer;
  leftOffNow: readonly string[];
  broken: Error | null;
  ping: (ping: Ping) => void;
};

export function fakeWorld(files: readonly CaseFile[] = [], tabId = 1): FakeWorld {
  const listeners = new Set<(ping: Ping) => void>();
  const world: FakeWorld = {
    tabId,
    files: new Map(files.map((file) => [file.refusal.id, file])),
    findings: [],
    causes: new Map(),
    acts: [],
    cancelled: [],
    endedNow: [],
    drafts: new Map(),
    asked: [],
    pages: [],
    unsavedNow: { entries: [], waiting: 0, elsewhere: [], limits: { count: 100, bytes: 16 * 1024 * 1024 } },
    let: [],
    watchedNow: { origins: [], all: false },
    extensionsAllowed: 'granted',
    leftOffNow: [],
    broken: null,
    ping: (ping) => {
      for (const listener of listeners) listener(ping);
    },
    list: async ({ tabId, before, limit }) => {
      if (world.broken !== null) throw world.broken;
      const all = conflictsOf(world, tabId).filter((x) => x.startedAt < before);
      const last = all[limit - 1]?.startedAt ?? null;
      const rows = last === null ? all : all.filter((x) => x.startedAt >= last);
      return { rows: structuredClone(rows), next: last };
    },
    listCount: async (tabId) => conflictsOf(world, tabId).length,
    walk: async () => ({
      rows: allOf(world).sort((a, b) =>
        a.resource < b.resource ? -1 : a.resource > b.resource ? 1 : a.startedAt - b.startedAt,
      ),
      next: null,
    }),
    total: async () => allOf(world).length,
    // A query gives new objects each time, as the store does.
    caseFile: async (id) => structuredClone(world.files.get(id) ?? null),
    exchange: async (id) => allOf(world).find((x) => x.id === id) ?? null,
    unsaved: async () => world.unsavedNow,
    vault: async (id, done) => {
      world.let.push({ id, done });
      const { entries } = world.unsavedNow;
      world.unsavedNow = {
        ...world.unsavedNow,
        entries:
          done === 'discarded'
            ? entries.filter((entry) => entry.id !== id)
            : entries.map((entry) => (entry.id === id ? { ...entry, exportedAt: 1 } : entry)),
      };
    },
    engine: async () => ({
      diagnose: () => world.findings,
      cause: world.cause,
      plan: probePlan,
      trail: versionTrail,
      overwritten: overwrittenBy,
      trials: trialsOf,
      changedSave,
      twins: twinsOf,
      mostReads,
    }),
    cause: (id) => world.causes.get(id),
    act: (run, act) => new Promise((end, fail) => void world.acts.push({ run, act, end, fail })),
    cancel: async (run) => void world.cancelled.push(run),
    draft: async (conflict, choices) => {
      if (choices !== null) world.drafts.set(conflict, choices);
      return world.drafts.get(conflict) ?? [];
    },
    ended: async () => world.endedNow,
    onPing: (listener) => {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    watched: async () => world.watchedNow,
    watch: async (patterns) => {
      world.asked.push(patterns);
      world.watchedNow = { origins: [...world.watchedNow.origins, ...patterns], all: patterns.includes('https://*/*') };
      return 'granted';
    },
    unwatch: async (patterns) => {
      world.watchedNow = { origins: world.watchedNow.origins.filter((o) => !patterns.includes(o)), all: false };
      return 'granted';
    },
    pageOrigin: async () => 'https://app.test',
    storageTrouble: async () => null,
    allowExtensions: async () => world.extensionsAllowed,
    leftOff: async () => world.leftOffNow,
    openPage: async (page) => void world.pages.push(page),
  };
  return world;
}

/** Of one tab or of all, newest first; the story’s own tab is the one of the world. */
function conflictsOf(world: FakeWorld, tabId: number | null): Exchange[] {
  const all = [...world.files.values()].map((file) => file.refusal).sort((a, b) => b.startedAt - a.startedAt);
  return tabId === null ? all : all.filter((x) => x.tabId === tabId || tabId === world.tabId);
}

function allOf(world: FakeWorld): Exchange[] {
  const all = [...world.files.values()].flatMap((file) => [file.refusal, ...file.history, ...file.neighbours]);
  return [...new Map(all.map((x) => [x.id, x])).values()];
}

/** A cause that only has its texts. */
export function causeNamed(id: string, title: string, more: Partial<AnyCause> = {}): AnyCause {
  return {
    id,
    kind: 'stale-version',
    specificity: 50,
    text: {
      title,
      why: 'Between your reading and your saving the server’s copy became another one. It refuses to let your save wipe that out.',
      fix: 'Replay: see what changed beside yours, choose, and save on top of it.',
      fixServer: 'Send the current version with the refusal, so that a client can merge without another read.',
      spec: 'RFC 9110 §13.1.1 (If-Match), §15.5.10 (409)',
    },
    remedy: 'replay',
    facts: [],
    run: () => ({ finding: 'not-applicable' }),
    ...more,
  };
}
