import { pageResult, type RunInPage } from '../act/page-runner.ts';
import type { askHelp } from '../messages/host.ts';

/**
 * Runs page tasks through the background. A cancel is passed on, and the background's answer to it is waited for: only it knows
 * whether the page was asked. Where the background ends meanwhile, nobody knows, and the result says that something may have been sent.
 */
export function runInPageByHelp(help: typeof askHelp): RunInPage {
  return async (tabId, task, signal) => {
    const startedAt = Date.now();
    const call = crypto.randomUUID();
    const stop = () => void help('stop', { call }).catch(() => undefined);
    signal.addEventListener('abort', stop);
    const failed = (why: 'no-page' | 'cancelled', message: string) =>
      ({ ok: false, why, message, startedAt, endedAt: Date.now() }) as const;
    try {
      if (signal.aborted) return { ...failed('cancelled', 'Cancelled.'), begun: false };
      return (
        pageResult(await help('page', { call, tabId, task })) ??
        failed('no-page', 'The page gave an answer that is none.')
      );
    } catch (error) {
      return failed('no-page', error instanceof Error ? error.message : String(error));
    } finally {
      signal.removeEventListener('abort', stop);
    }
  };
}
