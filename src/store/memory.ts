import { isWrite } from '../http/method.ts';
import { resourceKey } from '../http/resource.ts';
import { isSuccess } from '../http/status.ts';
import { bodyMark, bodySize } from '../record/body.ts';
import { type Choices, defaultChoices } from '../record/choices.ts';
import type { Exchange } from '../record/exchange.ts';
import { withFlag } from '../record/flag.ts';
import type { Redaction } from '../record/redaction.ts';
import { isConflict, wasRefused } from '../record/refusal.ts';
import { caseLimits } from './queries.ts';
import { cleanBodies, cleanHead } from './redact-again.ts';
import type { Store } from './store.ts';
import { isSettledBy } from './unsettled.ts';
import type { Usage } from './usage.ts';
import { vaultRow } from './vault.ts';
import { defaultVaultLimits } from './vault-limits.ts';
import type { Write } from './writes.ts';

/** Exchanges that memory holds; the oldest that are no refusals go first. */
const most = 1_000;
/** Of so many of the latest the bodies stay. */
const mostBodies = 300;

const byTime = (a: Exchange, b: Exchange) => a.startedAt - b.startedAt;
const isOf = ({ tabId, sharers = [] }: Exchange, tab: number) => tabId === tab || sharers.includes(tab);
const headOf = (exchange: Exchange): Exchange => ({
  ...exchange,
  requestBody: bodyMark(exchange.requestBody),
  responseBody: bodyMark(exchange.responseBody),
});

/**
 * A store that lasts as long as this background: for browsers that refuse IndexedDB. The same questions, the same answers,
 * but it cannot say since when everything was seen.
 */
export function createMemoryStore(): Store {
  const rows = new Map<string, Write>();
  /** Work that was saved or discarded, and when work was exported. */
  const gone = new Set<string>();
  const exportedAt = new Map<string, number>();
  let choices: Choices = defaultChoices;
  const sorted = () => [...rows.values()].map(({ exchange }) => exchange).sort(byTime);

  function bound(): void {
    const oldest = [...rows.values()].sort((a, b) => byTime(a.exchange, b.exchange));
    const order = [
      ...oldest.filter(({ exchange }) => !isConflict(exchange)),
      ...oldest.filter(({ exchange }) => isConflict(exchange)),
    ];
    for (const { exchange } of order.slice(0, Math.max(0, rows.size - most))) rows.delete(exchange.id);
    for (const write of order.slice(0, Math.max(0, order.length - mostBodies)))
      if (rows.has(write.exchange.id))
        rows.set(write.exchange.id, { ...write, exchange: withoutBodies(write.exchange) });
  }

  return {
    async conflicts({ tabId, origin, limit, before = Number.POSITIVE_INFINITY }) {
      return sorted()
        .filter((each) => isConflict(each) && each.parent === null && each.startedAt < before)
        .filter(
          (each) => (tabId === undefined || isOf(each, tabId)) && (origin === undefined || each.origin === origin),
        )
        .reverse()
        .slice(0, limit)
        .map(headOf);
    },
    async exchange(id) {
      return rows.get(id)?.exchange ?? null;
    },
    async caseFile(id) {
      const refusal = rows.get(id)?.exchange;
      if (refusal === undefined) return null;
      const all = sorted();
      const near = (each: Exchange) => Math.abs(each.startedAt - refusal.startedAt);
      return {
        refusal,
        history: all
          .filter((each) => each.resource === refusal.resource)
          .slice(-(caseLimits.before + caseLimits.after)),
        neighbours: all
          .filter(
            (each) =>
              each.origin === refusal.origin && each.resource !== refusal.resource && near(each) <= caseLimits.near,
          )
          .slice(-caseLimits.neighbours)
          .map(headOf),
        recordingSince: null,
        ...(refusal.tabId < 0 ? { tellsTabs: false } : {}),
      };
    },
    async counts() {
      return { exchanges: rows.size, refusals: sorted().filter(isConflict).length, bytes: 0 };
    },
    async write(writes) {
      for (const write of writes) {
        const old = rows.get(write.exchange.id)?.exchange;
        const exchange = withFlag(write.exchange, old?.flag);
        rows.set(write.exchange.id, { ...write, exchange: old ? withOldBodies(exchange, old) : exchange });
      }
      if (rows.size > mostBodies) bound();
    },
    async flag(id, flag) {
      const row = rows.get(id);
      if (row === undefined || (row.exchange.flag === 'disguised-refusal' && isSuccess(row.exchange.status))) return;
      const { flag: _before, ...bare } = row.exchange;
      rows.set(id, { ...row, exchange: flag === null ? bare : { ...bare, flag } });
    },
    async recent(since, limit) {
      return [...rows.values()].filter(({ exchange }) => exchange.startedAt >= since).slice(-limit);
    },
    async near(url, from, to) {
      const resource = resourceKey(url);
      return [...rows.values()].filter(
        ({ exchange }) => exchange.resource === resource && exchange.startedAt >= from && exchange.startedAt <= to,
      );
    },
    async openWith(key) {
      return [...rows.values()].find((row) => row.keys.includes(key) && row.exchange.missed.includes('end')) ?? null;
    },
    async unsettled(tabId) {
      const all = sorted();
      return all.filter(
        (each) =>
          isOf(each, tabId) &&
          isConflict(each) &&
          each.parent === null &&
          !all.some((other) => isSettledBy(each, other)),
      ).length;
    },
    async unsaved(site) {
      const all = sorted();
      const entries = all
        .filter((x) => isWrite(x.method) && wasRefused(x) && x.parent === null && x.requestBody.state === 'kept')
        .filter((x) => !gone.has(x.id) && !all.some((other) => savesTheSame(other, x)))
        .map((x) => vaultRow(x, { exportedAt: exportedAt.get(x.id) ?? null, othersSavedAt: savedLast(all, x) }))
        .filter(({ sites }) => site === null || sites.includes(site))
        .reverse();
      return { entries, waiting: 0, elsewhere: [], limits: defaultVaultLimits };
    },
    async letGo(id) {
      gone.add(id);
    },
    async markExported(id, at) {
      exportedAt.set(id, at);
    },
    async makeRoom() {},
    async clearReadBodies() {},
    async keepSpans() {},
    async keepHeard() {},
    choices: async () => choices,
    async choose(chosen) {
      choices = chosen;
    },
    usage: async () => usageOf(sorted()),
    async forget(origin, unsaved) {
      for (const [id, { exchange: x }] of rows) {
        if (origin !== null && x.origin !== origin) continue;
        const waits = isWrite(x.method) && wasRefused(x) && x.parent === null && !gone.has(id);
        if (unsaved || !waits) rows.delete(id);
      }
    },
    wordsToRedact: async () => choices.words,
    async redactAgain(by) {
      for (const [id, { exchange, keys }] of rows) rows.set(id, { exchange: cleanOf(by, exchange), keys });
    },
    async beginSession() {},
    close() {},
  };
}

/** Beside what waits to be saved, which stays whole. */
function cleanOf(by: Redaction, x: Exchange): Exchange {
  return isWrite(x.method) && wasRefused(x) ? x : { ...x, ...cleanHead(by, x), ...cleanBodies(by, x) };
}

function usageOf(all: readonly Exchange[]): Usage {
  const origins = [...new Set(all.map((x) => x.origin))];
  const size = (x: Exchange) => bodySize(x.requestBody) + bodySize(x.responseBody);
  const sites = origins.map((origin) => {
    const own = all.filter((x) => x.origin === origin);
    return { origin, exchanges: own.length, size: own.reduce((sum, x) => sum + size(x), 0) };
  });
  const total = sites.reduce((sum, site) => sum + site.size, 0);
  return { sites, exchanges: all.length, size: total, unsaved: { count: 0, size: 0, sites: [] } };
}

/** Start of the last save of its resource after a refusal, epoch ms. */
function savedLast(all: readonly Exchange[], refusal: Exchange): number | null {
  return all.findLast((other) => isSettledBy(refusal, other))?.startedAt ?? null;
}

function savesTheSame(later: Exchange, refusal: Exchange): boolean {
  return (
    isSettledBy(refusal, later) &&
    later.method === refusal.method &&
    later.requestBody.state === 'kept' &&
    refusal.requestBody.state === 'kept' &&
    !refusal.requestBody.redacted &&
    later.requestBody.data === refusal.requestBody.data
  );
}

/** A body that the writer did not load is the one that is there. */
export function withOldBodies(exchange: Exchange, old: Exchange): Exchange {
  const pick = (body: Exchange['requestBody'], before: Exchange['requestBody']) =>
    body.state === 'not-kept' && body.why === 'not-loaded' ? before : body;
  return {
    ...exchange,
    requestBody: pick(exchange.requestBody, old.requestBody),
    responseBody: pick(exchange.responseBody, old.responseBody),
  };
}

function withoutBodies(exchange: Exchange): Exchange {
  const evict = (body: Exchange['requestBody']): Exchange['requestBody'] =>
    body.state === 'kept' ? { state: 'not-kept', why: 'evicted', length: body.length } : body;
  return { ...exchange, requestBody: evict(exchange.requestBody), responseBody: evict(exchange.responseBody) };
}
