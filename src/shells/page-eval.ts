import browser from 'webextension-polyfill';
import { pageResult } from '../act/page-runner.ts';
import { pageTaskSource } from '../act/page-task.ts';
import { isFields, isString } from '../http/unknown.ts';
import type { PageResult, PageTask } from '../messages/protocol.ts';

/** How long the page may take beyond the request's own time-out; a page paused in the debugger never ends. Milliseconds. */
const grace = 4_000;
const forgetting = 10_000;
const pollEvery = 40;

/** Chromium gives `[value, error]` to its callback and the polyfill passes it on, or the bare value; Firefox gives `[value, error]`. */
function bareValue(answer: unknown): unknown {
  return Array.isArray(answer) && answer.length <= 2 ? answer[0] : answer;
}

/** Evaluates in the inspected page; rejects when the page did not answer in time. */
export function evaluate(source: string, within: number): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error('timeout')), within);
    browser.devtools.inspectedWindow.eval(source).then(
      (answer) => {
        clearTimeout(timer);
        resolve(bareValue(answer));
      },
      (error: unknown) => {
        clearTimeout(timer);
        reject(error);
      },
    );
  });
}

/**
 * Runs a page task by `inspectedWindow.eval`, which needs no host permission. It cannot await, so the page keeps the result under
 * a name that nobody can guess until it is fetched. Never rejects. What comes back is the page's word and is read as such.
 */
export async function runByEval(task: PageTask): Promise<PageResult> {
  const startedAt = Date.now();
  const limit = startedAt + (task.task === 'fetch' ? task.request.timeout : forgetting) + grace;
  const name = JSON.stringify(`resave-${crypto.randomUUID()}`);
  const failed = (why: 'no-page' | 'paused', message: string): PageResult => ({
    ok: false,
    why,
    message,
    startedAt,
    endedAt: Date.now(),
  });
  const gone = 'The page was left or loaded anew meanwhile. Wait until it has loaded, then repeat this.';
  const start = `(() => {
    const box = { result: null };
    Object.defineProperty(window, ${name}, { value: box, configurable: true });
    ${pageTaskSource(task)}.then((result) => { box.result = JSON.stringify(result); });
    return 'started';
  })()`;
  const poll = `(() => {
    const box = window[${name}];
    if (box === undefined) return 'gone';
    if (box.result === null) return 'waiting';
    delete window[${name}];
    return box.result;
  })()`;
  try {
    if ((await evaluate(start, limit - Date.now())) !== 'started') return failed('no-page', gone);
    while (Date.now() < limit) {
      const answer = await evaluate(poll, Math.max(1, limit - Date.now()));
      if (answer === 'waiting') await new Promise((resolve) => setTimeout(resolve, pollEvery));
      else return (isString(answer) ? pageResult(parse(answer)) : null) ?? failed('no-page', gone);
    }
  } catch (error) {
    if (!(error instanceof Error) || error.message !== 'timeout') return failed('no-page', gone);
  }
  evaluate(`delete window[${name}]`, grace).catch(() => undefined);
  return failed(
    'paused',
    'The page does not answer: it is paused in the debugger, showing a dialog, or busy. Let it run on, then repeat this.',
  );
}

function parse(text: string): unknown {
  try {
    const value: unknown = JSON.parse(text);
    return isFields(value) ? value : null;
  } catch {
    return null;
  }
}
