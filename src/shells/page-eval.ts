import browser from 'webextension-polyfill';
import { pageResult, sentences } from '../act/page-runner.ts';
import { pageTaskSource } from '../act/page-task.ts';
import { isWrite } from '../http/method.ts';
import { isFields, isString } from '../http/unknown.ts';
import type { PageResult, PageTask } from '../messages/protocol.ts';

/** How long the page may take beyond the request's own time-out; a page paused in the debugger never ends. Milliseconds. */
const grace = 4_000;
const forgetting = 10_000;
const pollEvery = 40;
/** How long DevTools may take to go over to the next page, and how often it is asked meanwhile, milliseconds. */
const arriving = 5_000;
const askEvery = 200;

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
 * Runs a page task by `inspectedWindow.eval`, which needs no host permission. Never rejects. What comes back is the page's word and is
 * read as such. A read that went to a page about to go is begun anew in the site's next page, for a while: DevTools go over to a page
 * some time after it is shown, and until then ask the one before or nobody. After Back they may lose it for good (Firefox 153).
 */
export async function runByEval(task: PageTask): Promise<PageResult> {
  let tried = await tryByEval(task);
  if (task.task !== 'fetch' || isWrite(task.request.method)) return tried.result;
  let { pageOrigin } = task.request;
  const limit = Date.now() + arriving;
  while (tried.leftAt !== null) {
    if (!(await isThere(limit))) return { ...tried.result, message: sentences.lost };
    pageOrigin ??= tried.leftAt.origin;
    tried = await tryByEval({
      ...task,
      request: { ...task.request, ...(pageOrigin === undefined ? {} : { pageOrigin }) },
    });
  }
  return tried.result;
}

/** Whether a page answers, waited for until `limit`. */
async function isThere(limit: number): Promise<boolean> {
  while (Date.now() < limit) {
    await new Promise((resolve) => setTimeout(resolve, askEvery));
    if (isString(await evaluate('location.origin', arriving).catch(() => null))) return true;
  }
  return false;
}

type Failed = Extract<PageResult, { ok: false }>;
type Tried =
  | { readonly result: PageResult; readonly leftAt: null }
  /** The page went away before it was heard of, with its origin where it said that it had begun. */
  | { readonly result: Failed; readonly leftAt: { readonly origin?: string } };

/** Eval cannot await, so the page keeps the result under a name that nobody can guess until it is fetched. */
async function tryByEval(task: PageTask): Promise<Tried> {
  const startedAt = Date.now();
  const limit = startedAt + (task.task === 'fetch' ? task.request.timeout : forgetting) + grace;
  const name = JSON.stringify(`resave-${crypto.randomUUID()}`);
  const failed = (why: 'no-page' | 'paused', message: string, leftAt: Tried['leftAt'] = null): Tried => ({
    result: { ok: false, why, message, startedAt, endedAt: Date.now() },
    leftAt,
  });
  const start = `(() => {
    const box = { result: null };
    Object.defineProperty(window, ${name}, { value: box, configurable: true });
    ${pageTaskSource(task)}.then((result) => { box.result = JSON.stringify(result); });
    return location.origin;
  })()`;
  const poll = `(() => {
    const box = window[${name}];
    if (box === undefined) return 'gone';
    if (box.result === null) return 'waiting';
    delete window[${name}];
    return box.result;
  })()`;
  let leftAt: Tried['leftAt'] = {};
  try {
    const origin = await evaluate(start, limit - Date.now());
    if (!isString(origin)) return failed('no-page', sentences.navigated, leftAt);
    leftAt = { origin };
    while (Date.now() < limit) {
      const answer = await evaluate(poll, Math.max(1, limit - Date.now()));
      if (answer !== 'waiting') {
        const result = isString(answer) ? pageResult(parse(answer)) : null;
        return result === null ? failed('no-page', sentences.navigated, leftAt) : { result, leftAt: null };
      }
      leftAt = null;
      await new Promise((resolve) => setTimeout(resolve, pollEvery));
    }
  } catch (error) {
    if (!(error instanceof Error) || error.message !== 'timeout') return failed('no-page', sentences.navigated, leftAt);
  }
  evaluate(`delete window[${name}]`, grace).catch(() => undefined);
  return failed('paused', sentences.silent);
}

function parse(text: string): unknown {
  try {
    const value: unknown = JSON.parse(text);
    return isFields(value) ? value : null;
  } catch {
    return null;
  }
}
