import { listen, send } from './bus.ts';
import { parsePageTask } from './parse.ts';
import type { PageResult, PageTask } from './protocol.ts';

/** Asks the devtools page of a tab to do something in the inspected page. Rejects where DevTools is not open on that tab. */
export async function askPage(tabId: number, task: PageTask): Promise<unknown> {
  return send({ resave: 'page', tabId, task }, 'DevTools is not open on this tab.');
}

/** Answers for one tab; others stay silent. For the devtools page. */
export function answerPage(tabId: number, run: (task: PageTask) => Promise<PageResult>): void {
  listen((message) => {
    if (message.resave !== 'page' || message.tabId !== tabId) return null;
    const task = parsePageTask(message.task);
    return task === null ? Promise.reject(new Error('Resave did not understand a task for the page.')) : run(task);
  });
}
