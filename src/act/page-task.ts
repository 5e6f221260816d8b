import type { Forgotten, PageResult, PageTask } from '../messages/protocol.ts';

/**
 * Does one task in the page: `scripting.executeScript` and `inspectedWindow.eval` send this function's source there,
 * so it stands alone: no import, no outer name, arguments and result are JSON.
 * Never throws and never rejects: Chromium 156 turns a rejected promise of `executeScript` into null.
 * Times are the wall clock in epoch milliseconds, as webRequest and HAR use it (`performance.timeOrigin` drifts from it while a computer sleeps).
 * Bodies are read as UTF-8 text, at most 2 MB of it; the rest is read and dropped, so that the browser's cache gets the whole.
 */
export async function pageTask(task: PageTask): Promise<PageResult> {
  const cap = 2_000_000;
  const startedAt = Date.now();
  const failed = (why: 'network' | 'timeout' | 'cancelled', message: string): PageResult => ({
    ok: false,
    why,
    message,
    startedAt,
    endedAt: Date.now(),
  });
  const words = (error: unknown): string => (error instanceof Error ? error.message : String(error));

  try {
    if (task.task === 'forget') {
      const forgotten: Forgotten[] = [];
      // Absent on pages that are no secure context; then there is nothing to forget.
      if (typeof caches !== 'undefined')
        for (const name of await caches.keys()) {
          if (task.url === null) {
            if (await caches.delete(name)) forgotten.push({ what: 'storage', name });
          } else {
            const cache = await caches.open(name);
            if (await cache.delete(task.url, { ignoreVary: true })) forgotten.push({ what: 'entry', name });
          }
        }
      if (task.url === null && typeof navigator !== 'undefined' && 'serviceWorker' in navigator)
        for (const registration of await navigator.serviceWorker.getRegistrations())
          if (await registration.unregister()) forgotten.push({ what: 'worker', name: registration.scope });
      return { ok: true, forgotten };
    }

    if (task.task === 'abort') {
      const stop: unknown = Reflect.get(globalThis, `resave-${task.id}`);
      if (typeof stop === 'function') stop();
      return { ok: true, forgotten: [] };
    }

    const { request } = task;
    // Absent where there is no page (Node).
    const here = typeof location === 'undefined' ? undefined : location.origin;
    if (request.pageOrigin !== undefined && here !== undefined && here !== request.pageOrigin)
      return { ok: false, why: 'elsewhere', message: here, startedAt, endedAt: Date.now(), begun: false };
    const abort = new AbortController();
    let cancelled = false;
    const handle = task.id === undefined ? null : `resave-${task.id}`;
    if (handle !== null)
      Object.defineProperty(globalThis, handle, {
        configurable: true,
        value: () => {
          cancelled = true;
          abort.abort();
        },
      });
    const timer = setTimeout(() => abort.abort(), request.timeout);
    // An observer and not `getEntriesByName`: the page's own list of entries may be full.
    const entries: PerformanceEntry[] = [];
    let seen: () => void = () => undefined;
    const entrySeen = new Promise<void>((resolve) => {
      seen = resolve;
    });
    let observer: PerformanceObserver | null = null;
    try {
      observer = new PerformanceObserver((list) => {
        entries.push(...list.getEntries().filter((entry) => entry.name === request.url.split('#')[0]));
        if (entries.length > 0) seen();
      });
      observer.observe({ type: 'resource' });
    } catch {
      observer = null;
    }
    try {
      const response = await fetch(request.url, {
        method: request.method,
        headers: request.headers.map(([name, value]): [string, string] => [name, value]),
        body: request.body,
        cache: request.cache,
        credentials: request.credentials ?? 'same-origin',
        signal: abort.signal,
      });
      let body = '';
      let truncated = false;
      const decoder = new TextDecoder();
      const reader = response.body?.getReader();
      try {
        while (reader !== undefined) {
          const { done, value } = await reader.read();
          if (done) break;
          if (body.length < cap) body += decoder.decode(value, { stream: true });
          else truncated = true;
        }
        body += decoder.decode();
      } catch (error) {
        // The time ran out while only the part that is dropped anyway was on its way: what was read stands.
        if (!truncated) throw error;
      }
      if (body.length > cap) {
        body = body.slice(0, cap);
        truncated = true;
      }
      const endedAt = Date.now();
      if (observer !== null && entries.length === 0)
        await Promise.race([entrySeen, new Promise((resolve) => setTimeout(resolve, 200))]);
      const entry = entries.at(-1);
      const number = (name: string): number => {
        const value: unknown = entry === undefined ? undefined : Reflect.get(entry, name);
        return typeof value === 'number' ? value : 0;
      };
      return {
        ok: true,
        status: response.status,
        headers: Array.from(response.headers, ([name, value]): [string, string] => [name, value]),
        body,
        truncated,
        url: response.url || request.url,
        ...(here === undefined ? {} : { pageOrigin: here }),
        startedAt,
        endedAt,
        timing:
          // Of another origin without Timing-Allow-Origin there is no `requestStart`; in Firefox 153 the body's size is there and looks like the cache.
          entry === undefined || number('requestStart') === 0
            ? null
            : {
                transferSize: number('transferSize'),
                encodedBodySize: number('encodedBodySize'),
                decodedBodySize: number('decodedBodySize'),
                deliveryType: String(Reflect.get(entry, 'deliveryType') ?? ''),
                worker: number('workerStart') > 0,
              },
      };
    } catch (error) {
      if (cancelled) return failed('cancelled', 'Cancelled.');
      return abort.signal.aborted
        ? failed('timeout', `No answer within ${Math.round(request.timeout / 1000)} seconds.`)
        : failed('network', words(error));
    } finally {
      clearTimeout(timer);
      if (handle !== null) Reflect.deleteProperty(globalThis, handle);
      observer?.disconnect();
    }
  } catch (error) {
    return failed('network', words(error));
  }
}

/**
 * The task as a JavaScript expression for `inspectedWindow.eval`; its value is a promise of the PageResult.
 * `eval` cannot await: stash the promise's value on `window` and poll for it.
 */
export function pageTaskSource(task: PageTask): string {
  return `(${pageTask.toString()})(${JSON.stringify(task)})`;
}
