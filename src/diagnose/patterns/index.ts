/**
 * What a whole recording shows that no single refusal does. Exchanges come by resource, each resource's oldest first (as the store
 * walks them); memory is bounded whatever comes. Pure.
 */
import { isWrite } from '../../http/method.ts';
import { createTemplates } from '../../http/seen-templates.ts';
import { isSuccess } from '../../http/status.ts';
import type { Exchange } from '../../record/exchange.ts';
import { isConflict, wasRefused } from '../../record/refusal.ts';
import { createClock, type Hours } from './clock.ts';
import { createResourceRun, type ResourceRun } from './resource-run.ts';
import { createTally, highest } from './tally.ts';
import { type Ailment, ailmentsOf, type ServerName, serversOf } from './validators.ts';

/** `PUT https://api.example/api/articles/{id}`. */
export type Endpoint = {
  readonly method: string;
  readonly origin: string;
  readonly path: string;
  conflicts: number;
  /** Saves in all, the refused ones among them. */
  saves: number;
  /** Conflicts by status. */
  readonly statuses: Map<number, number>;
};

export type TabCount = { readonly tabId: number; conflicts: number; saves: number };

/** One thing that is wrong with an origin’s validators. */
export type Health = {
  readonly origin: string;
  readonly ailment: Ailment;
  /** Resources on which it was seen. */
  resources: number;
  /** One of their addresses. */
  readonly example: string;
  /** Of resources that were also saved or refused: there it hurts. */
  saved: number;
  readonly servers: Set<ServerName>;
};

export type Patterns = {
  readonly exchanges: number;
  readonly conflicts: number;
  readonly saves: number;
  /** Most conflicts first; so in every list. */
  readonly endpoints: readonly Endpoint[];
  readonly tabs: readonly TabCount[];
  readonly hours: Hours;
  /** Resources that were refused more than once. */
  readonly repeated: readonly ResourceRun[];
  /** Resources of which two saves were under way at the same time. */
  readonly overlapping: readonly ResourceRun[];
  readonly health: readonly Health[];
  /** Exchanges that no longer had a place of their own among endpoints, tabs and origins. */
  readonly beyond: number;
};

/** How much is told apart, and how much of it is shown. */
const most = { endpoints: 2_000, tabs: 500, health: 600, shown: 50 } as const;

export function createPatterns() {
  const endpoints = createTally<Endpoint>(most.endpoints);
  const tabs = createTally<TabCount>(most.tabs);
  const health = createTally<Health>(most.health);
  const templates = createTemplates();
  const clock = createClock();
  let repeated: ResourceRun[] = [];
  let overlapping: ResourceRun[] = [];
  let [exchanges, conflicts, saves] = [0, 0, 0];
  let run: ReturnType<typeof createResourceRun> | null = null;
  let resource: string | null = null;
  let latest: Exchange | null = null;
  /** What ails the present resource, with the servers that were seen. */
  let ailing = new Map<Ailment, Set<ServerName>>();

  function endResource(): void {
    if (run === null || latest === null) return;
    const result = run.result();
    if (result.returns >= 2) ailing.set('flapping', new Set(serversOf(latest)));
    if (result.conflicts > 1) repeated = keep(repeated, result, (one) => one.conflicts);
    if (result.overlaps > 0) overlapping = keep(overlapping, result, (one) => one.overlaps);
    const { origin, url } = latest;
    for (const [ailment, seen] of ailing) {
      const entry = health.of(`${ailment} ${origin}`, () => ({
        origin,
        ailment,
        resources: 0,
        example: url,
        saved: 0,
        servers: new Set(),
      }));
      if (entry === null) continue;
      entry.resources++;
      if (result.writes > 0) entry.saved++;
      for (const name of seen) entry.servers.add(name);
    }
    ailing = new Map();
  }

  function count(x: Exchange): void {
    const isSave = isWrite(x.method) && (isSuccess(x.status) || wasRefused(x));
    const conflict = isConflict(x);
    if (!isSave && !conflict) return;
    if (isSave) saves++;
    const path = templates(x.origin, x.url);
    const endpoint = endpoints.of(`${x.method} ${x.origin}${path}`, () => ({
      method: x.method,
      origin: x.origin,
      path,
      conflicts: 0,
      saves: 0,
      statuses: new Map(),
    }));
    const tab = tabs.of(String(x.tabId), () => ({ tabId: x.tabId, conflicts: 0, saves: 0 }));
    for (const entry of [endpoint, tab]) if (entry !== null && isSave) entry.saves++;
    if (!conflict) return;
    conflicts++;
    clock.add(x.startedAt);
    for (const entry of [endpoint, tab]) if (entry !== null) entry.conflicts++;
    if (endpoint !== null && x.status !== null)
      endpoint.statuses.set(x.status, (endpoint.statuses.get(x.status) ?? 0) + 1);
  }

  return {
    add(x: Exchange): void {
      exchanges++;
      if (x.resource !== resource) {
        endResource();
        run = createResourceRun(x);
        resource = x.resource;
      }
      latest = x;
      run?.add(x);
      for (const ailment of ailmentsOf(x)) {
        const seen = ailing.get(ailment) ?? new Set();
        for (const name of serversOf(x)) seen.add(name);
        ailing.set(ailment, seen);
      }
      if (x.parent === null) count(x);
    },
    /** Ends the walk. */
    result(): Patterns {
      endResource();
      run = null;
      resource = null;
      const byConflicts = (one: { readonly conflicts: number; readonly saves: number }) => one.conflicts;
      return {
        exchanges,
        conflicts,
        saves,
        endpoints: highest(merged(endpoints.all(), templates).filter(byConflicts), byConflicts, most.shown),
        tabs: highest(tabs.all().filter(byConflicts), byConflicts, most.shown),
        hours: clock.hours(),
        repeated: highest(repeated, (one) => one.conflicts, most.shown),
        overlapping: highest(overlapping, (one) => one.overlaps, most.shown),
        health: highest(health.all(), (one) => one.saved * 1_000_000 + one.resources, most.shown),
        beyond: endpoints.beyond() + tabs.beyond() + health.beyond(),
      };
    },
  };
}

/** Endpoints that were counted apart until more of their numbers were seen. */
function merged(all: readonly Endpoint[], templates: ReturnType<typeof createTemplates>): readonly Endpoint[] {
  const byName = new Map<string, Endpoint>();
  for (const one of all) {
    const path = templates(one.origin, one.path);
    const name = `${one.method} ${one.origin}${path}`;
    const known = byName.get(name);
    if (known === undefined) byName.set(name, { ...one, path, statuses: new Map(one.statuses) });
    else {
      known.conflicts += one.conflicts;
      known.saves += one.saves;
      for (const [status, count] of one.statuses) known.statuses.set(status, (known.statuses.get(status) ?? 0) + count);
    }
  }
  return [...byName.values()];
}

function keep(list: ResourceRun[], one: ResourceRun, weight: (one: ResourceRun) => number): ResourceRun[] {
  list.push(one);
  return list.length < most.shown * 4 ? list : highest(list, weight, most.shown);
}
