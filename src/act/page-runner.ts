import { type Forgotten, forgottenKinds, type PageResult, type PageTask } from '../messages/protocol.ts';
import { say } from '../texts/say.ts';
import { pageTask } from './page-task.ts';

/** Runs a task in a tab's page. Never rejects: whatever went wrong is a PageResult whose message is a sentence. */
export type RunInPage = (tabId: number, task: PageTask, signal: AbortSignal) => Promise<PageResult>;

type Injection = { readonly result?: unknown };
type Changes<Args extends readonly unknown[]> = {
  addListener(listener: (...args: Args) => void): void;
  removeListener(listener: (...args: Args) => void): void;
};

/** The part of the browser that the runner needs; `webextension-polyfill` fits, tests bring their own. */
export type RunnerBrowser = {
  readonly scripting: {
    executeScript(injection: {
      target: { tabId: number };
      func: (...args: never[]) => unknown;
      args?: unknown[];
    }): Promise<readonly Injection[]>;
  };
  readonly tabs: {
    /** Rejects where there is no such tab. */
    get(tabId: number): Promise<unknown>;
    readonly onRemoved: Changes<[number]>;
    readonly onUpdated: Changes<[number, { status?: string | undefined }]>;
  };
};

export type RunnerDeps = {
  readonly browser: RunnerBrowser;
  /** Asks the tab's devtools page, which needs no permission (`inspectedWindow.eval`); rejects where there is none. */
  readonly askPage: (tabId: number, task: PageTask) => Promise<PageResult>;
  /** Milliseconds; shorter in tests. */
  readonly patience?: { readonly ping: number; readonly grace: number; readonly stop?: number };
};

/** How long a page may take to answer a ping, and how long beyond a request's own time-out a task may take. */
const usual = { ping: 4_000, grace: 4_000 };
/** How long a page may take to say what became of a request that it was told to stop. */
const stopping = 1_500;
/** For tasks without a time-out of their own. */
const forgetting = 10_000;

/** What is told where a page did not do a task, however it was reached. */
export const sentences = {
  closed: say`The tab was closed. Open the page again and repeat this there.`,
  navigated: say`The page was left or loaded anew meanwhile. Wait until it has loaded, then repeat this.`,
  lost: say`DevTools does not reach the page: it is loading, or DevTools has lost it. Load the page anew or press “Watch this site”, then repeat this.`,
  silent: say`The page does not answer: it is paused in the debugger, showing a dialog, or busy. Let it run on, then repeat this.`,
  nowhere: say`Resave cannot act in this page. Open DevTools on the tab, or press “Watch this site” to give Resave access, then repeat this.`,
  cancelled: 'Cancelled.',
} as const;

/**
 * The runner: `scripting.executeScript` in the isolated world where Resave may script the tab, else through the tab's devtools page.
 * Both use the page's origin and cookies; the isolated world is not subject to the page's content security policy (Chromium 156, Firefox 153).
 * `executeScript` hangs when the page navigates or is paused, so every wait here ends by itself.
 */
export function createPageRunner({ browser, askPage, patience = usual }: RunnerDeps): RunInPage {
  async function timeOrigin(tabId: number): Promise<number | null> {
    const [injection] = await browser.scripting.executeScript({
      target: { tabId },
      func: () => performance.timeOrigin,
    });
    return typeof injection?.result === 'number' ? injection.result : null;
  }

  return (tabId, asked, signal) => {
    const task: PageTask = asked.task === 'fetch' ? { ...asked, id: crypto.randomUUID() } : asked;
    const startedAt = Date.now();
    let begun = false;
    const failed = (why: Extract<PageResult, { ok: false }>['why'], message: string): PageResult => ({
      ok: false,
      why,
      message,
      startedAt,
      endedAt: Date.now(),
      ...(begun ? {} : { begun: false }),
    });
    return new Promise<PageResult>((resolve) => {
      const timers = new Set<ReturnType<typeof setTimeout>>();
      const after = (ms: number, result: () => PageResult) => {
        const timer = setTimeout(() => end(result()), ms);
        timers.add(timer);
        return () => clearTimeout(timer);
      };
      const removed = (id: number) => {
        if (id === tabId) end(failed('no-page', sentences.closed));
      };
      let origin: number | null = null;
      // A page's own pushState may also report a status; only another time origin is another document.
      const updated = (id: number) => {
        if (id !== tabId || origin === null) return;
        timeOrigin(tabId).then(
          (now) => {
            if (now !== null && now !== origin) end(failed('no-page', sentences.navigated));
          },
          () => end(failed('no-page', sentences.navigated)),
        );
      };
      const cancelled = () => {
        const late = () => failed('cancelled', sentences.cancelled);
        if (!begun || task.task !== 'fetch' || task.id === undefined) return end(late());
        // The page ends the request, and says whether its answer had come before.
        after(patience.stop ?? stopping, late);
        const abort: PageTask = { task: 'abort', id: task.id };
        const told =
          origin === null
            ? askPage(tabId, abort)
            : browser.scripting.executeScript({ target: { tabId }, func: pageTask, args: [abort] });
        told.catch(() => end(late()));
      };
      const end = (result: PageResult) => {
        for (const timer of timers) clearTimeout(timer);
        signal.removeEventListener('abort', cancelled);
        browser.tabs.onRemoved.removeListener(removed);
        browser.tabs.onUpdated.removeListener(updated);
        resolve(result);
      };
      if (signal.aborted) return end(failed('cancelled', sentences.cancelled));
      signal.addEventListener('abort', cancelled);
      browser.tabs.onRemoved.addListener(removed);
      browser.tabs.onUpdated.addListener(updated);

      const limit = (task.task === 'fetch' ? task.request.timeout : forgetting) + patience.grace;
      const run = async (): Promise<PageResult> => {
        const pinged = after(patience.ping, () => failed('paused', sentences.silent));
        try {
          origin = await timeOrigin(tabId);
        } catch {
          // No permission for this page (or no such tab): the devtools page may still reach it.
        }
        pinged();
        after(limit, () => failed('paused', sentences.silent));
        begun = true;
        if (origin === null)
          try {
            return await askPage(tabId, task);
          } catch {
            begun = false;
            const closed = await browser.tabs.get(tabId).then(
              () => false,
              () => true,
            );
            return failed('no-page', closed ? sentences.closed : sentences.nowhere);
          }
        try {
          const [injection] = await browser.scripting.executeScript({
            target: { tabId },
            func: pageTask,
            args: [task],
          });
          return pageResult(injection?.result) ?? failed('no-page', sentences.navigated);
        } catch {
          return failed('no-page', sentences.navigated);
        }
      };
      run().then(end, () => end(failed('no-page', sentences.nowhere)));
    });
  };
}

/** What came back from a page is the page's word: null unless it has the shape of a result. */
export function pageResult(value: unknown): PageResult | null {
  if (typeof value !== 'object' || value === null || !('ok' in value)) return null;
  return isResult(value) ? value : null;
}

function isForgotten(value: unknown): value is Forgotten {
  const field = (name: string): unknown =>
    typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined;
  return forgottenKinds.some((kind) => kind === field('what')) && typeof field('name') === 'string';
}

function isResult(value: object): value is PageResult {
  const field = (name: string): unknown => Reflect.get(value, name);
  const text = (name: string) => typeof field(name) === 'string';
  const number = (name: string) => Number.isFinite(field(name));
  if (field('ok') === false) return text('why') && text('message') && number('startedAt') && number('endedAt');
  const forgotten = field('forgotten');
  if (forgotten !== undefined) return Array.isArray(forgotten) && forgotten.every(isForgotten);
  const headers = field('headers');
  return (
    number('status') &&
    number('startedAt') &&
    number('endedAt') &&
    text('body') &&
    text('url') &&
    (field('pageOrigin') === undefined || text('pageOrigin')) &&
    typeof field('truncated') === 'boolean' &&
    Array.isArray(headers) &&
    headers.every((pair) => Array.isArray(pair) && pair.length === 2 && pair.every((part) => typeof part === 'string'))
  );
}
