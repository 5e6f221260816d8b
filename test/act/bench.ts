import type { ActDeps } from '../../src/act/deps.ts';
import { createActs } from '../../src/act/index.ts';
import type { RunInPage } from '../../src/act/page-runner.ts';
import { pageTask } from '../../src/act/page-task.ts';
import { createSendJournal } from '../../src/act/replay/send-journal.ts';
import { createPlanShelf, type SessionArea } from '../../src/act/replay/shelf.ts';
import type { SeenBody, Sighting } from '../../src/capture/sighting.ts';
import type { CaseFile, Finding } from '../../src/diagnose/contract.ts';
import { diagnose } from '../../src/diagnose/index.ts';
import type { HeaderList } from '../../src/http/header-list.ts';
import { originOf, resourceKey } from '../../src/http/resource.ts';
import type { Act, Outcome, Progress } from '../../src/messages/acts.ts';
import type { PageResult, PageTask } from '../../src/messages/protocol.ts';
import type { Body, Exchange } from '../../src/record/exchange.ts';

/** A tab with its recorder, over Node's fetch: what the page does and what Resave sends both land in one history. */
export type Bench = {
  readonly history: Exchange[];
  readonly progress: Progress[];
  readonly acts: ReturnType<typeof createActs>;
  readonly act: (act: Act) => Promise<Outcome>;
  readonly read: (url: string, headers?: HeaderList) => Promise<Exchange>;
  readonly save: (method: string, url: string, headers: HeaderList, body: string | null) => Promise<Exchange>;
  readonly add: (exchange: Partial<Exchange>) => Exchange;
  /** What the page is asked to do, before it does it; throwing a result answers in its place. */
  intercept: ((task: PageTask, goOn: () => Promise<PageResult>) => Promise<PageResult>) | null;
};

function bodyOf(seen: SeenBody | undefined): Body {
  if (seen === undefined || seen.state === 'none') return { state: 'none' };
  if (seen.state === 'withheld') return { state: 'not-kept', why: 'not-given', length: seen.bytes };
  const data = seen.state === 'text' ? seen.text : seen.base64;
  const encoding = seen.state === 'text' ? 'text' : 'base64';
  return {
    state: 'kept',
    encoding,
    data,
    length: data.length,
    truncated: (seen.length ?? 0) > data.length,
    redacted: false,
  };
}

export function exchangeFrom(id: string, s: Sighting): Exchange {
  return {
    id,
    method: s.method,
    url: s.url,
    resource: resourceKey(s.url),
    origin: originOf(s.url),
    tabId: s.tabId,
    frameId: 0,
    initiator: originOf(s.url),
    resourceType: null,
    startedAt: s.startedAt,
    endedAt: s.endedAt ?? null,
    status: s.status ?? null,
    error: s.error ?? null,
    headers: { set: null, sent: null, received: null, seen: null, ...s.headers },
    requestBody: bodyOf(s.requestBody),
    responseBody: bodyOf(s.responseBody),
    servedBy: s.servedBy ?? 'unknown',
    sources: [s.source],
    missed: [],
    parent: s.parent ?? null,
  };
}

/** A browser in which Resave may see no other extension. */
export const noExtensions: ActDeps['extensions'] = {
  byHand: false,
  others: async () => null,
  switchOff: async () => false,
  switchOn: async () => 'still-off',
};

export function memoryArea(): SessionArea {
  const items: { [key: string]: unknown } = {};
  return {
    get: async (key) => ({ [key]: items[key] }),
    // As the browser does: what is kept is a copy.
    set: async (more) => void Object.assign(items, structuredClone(more)),
  };
}

export function createBench(
  more: Partial<ActDeps> & { readonly diagnose?: (file: CaseFile) => readonly Finding[] } = {},
): Bench {
  const history: Exchange[] = [];
  const progress: Progress[] = [];
  let count = 0;
  const runInPage: RunInPage = (_tab, task, signal) => {
    const cancelled: PageResult = {
      ok: false,
      why: 'cancelled',
      message: 'Cancelled.',
      startedAt: Date.now(),
      endedAt: Date.now(),
    };
    if (signal.aborted) return Promise.resolve(cancelled);
    const goOn = () => pageTask(task);
    const ended = new Promise<PageResult>((resolve) => signal.addEventListener('abort', () => resolve(cancelled)));
    return Promise.race([bench.intercept === null ? goOn() : bench.intercept(task, goOn), ended]);
  };
  const file = (id: string): CaseFile | null => {
    const refusal = history.find((x) => x.id === id);
    if (refusal === undefined) return null;
    return {
      refusal,
      history: history.filter((x) => x.resource === refusal.resource),
      neighbours: history.filter((x) => x.resource !== refusal.resource),
      recordingSince: 0,
    };
  };
  const deps: ActDeps = {
    store: { caseFile: async (id) => file(id), exchange: async (id) => history.find((x) => x.id === id) ?? null },
    record: async (sighting) => bench.add(exchangeFrom(`x${++count}`, sighting)).id,
    progress: (_run, step) => progress.push(step),
    runInPage: (...args) => runInPage(...args),
    diagnose,
    clearSite: async () => null,
    clearBrowser: async () => false,
    removeCookies: async () => 'of-the-site',
    extensions: noExtensions,
    secrets: async () => [],
    savedBody: async () => null,
    letGo: async () => undefined,
    plans: createPlanShelf(memoryArea()),
    journal: createSendJournal(memoryArea()),
    clock: { now: Date.now, sleep: async () => undefined },
    ...more,
  };
  const acts = createActs(deps);
  const send = async (method: string, url: string, headers: HeaderList, body: string | null): Promise<Exchange> => {
    const request = { method, url, headers, body, cache: 'no-store', timeout: 10_000 } as const;
    const result = await pageTask({ task: 'fetch', request });
    if (!('status' in result)) throw new Error(JSON.stringify(result));
    return bench.add(
      exchangeFrom(`x${++count}`, {
        source: 'devtools-network',
        key: null,
        state: 'done',
        method,
        url,
        tabId: 1,
        startedAt: result.startedAt,
        endedAt: result.endedAt,
        headers: { set: headers, sent: headers, received: result.headers },
        requestBody: body === null ? { state: 'none' } : { state: 'text', text: body },
        responseBody: { state: 'text', text: result.body },
        status: result.status,
        servedBy: 'network',
      }),
    );
  };
  const bench: Bench = {
    history,
    progress,
    acts,
    act: (act) => acts.run(`run${++count}`, 1, act),
    read: (url, headers = []) => send('GET', url, headers, null),
    save: send,
    add(partial) {
      const exchange = { ...exchangeFrom(`x${++count}`, blank), ...partial };
      history.push(exchange);
      history.sort((a, b) => a.startedAt - b.startedAt);
      return exchange;
    },
    intercept: null,
  };
  return bench;
}

const blank: Sighting = {
  source: 'devtools-network',
  key: null,
  state: 'done',
  method: 'GET',
  url: 'https://api.example/notes/1',
  startedAt: 0,
  endedAt: 0,
  tabId: 1,
  status: 200,
};

export const json = ['Content-Type', 'application/json'] as const;

/** Insists on one kind of outcome and gives it with its type. */
export function expectOutcome<K extends Outcome['outcome']>(
  outcome: Outcome,
  ...kinds: readonly K[]
): Outcome & { outcome: K } {
  if (!kinds.some((kind) => kind === outcome.outcome))
    throw new Error(`not ${kinds.join()}: ${JSON.stringify(outcome)}`);
  // The check above is what the type says.
  return outcome as Outcome & { outcome: K };
}
