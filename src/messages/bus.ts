import browser, { type Runtime } from 'webextension-polyfill';
import { type Fields, isFields, isString } from '../http/unknown.ts';
import { parseAsk, parsePageTask, parsePing } from './parse.ts';
import type { PageResult, PageTask, Ping, Requests } from './protocol.ts';

/** Questions by name, each with what is asked and what is answered. */
export type Questions = { readonly [kind: string]: { readonly ask: unknown; readonly answer: unknown } };

/**
 * The only file that sends and receives messages. An envelope is `{ resave, … }`; an answer is `{ answer }` or `{ error }`.
 * Only Resave's own pages and its background are heard: content scripts, web pages and other extensions are not.
 */
export type Handlers<Q extends Questions> = {
  readonly [K in keyof Q]: (ask: Q[K]['ask']) => Promise<Q[K]['answer']>;
};

/** How each question is read; null for what does not have the shape that its name promises. */
export type Parsers<Q extends Questions> = { readonly [K in keyof Q]: (payload: Fields) => Q[K]['ask'] | null };

/** Whether a message comes from one of Resave's own documents or workers. */
function isOwn(sender: Runtime.MessageSender): boolean {
  return sender.id === browser.runtime.id && (sender.url ?? '').startsWith(browser.runtime.getURL(''));
}

type Respond = (response: unknown) => void;

/** Adds a listener that answers with a promise where `handle` gives one, and leaves the message to others where it gives null. */
function listen(handle: (message: { readonly [name: string]: unknown }) => Promise<unknown> | null): void {
  const hear = (message: unknown, sender: Runtime.MessageSender, respond: Respond): true | undefined => {
    if (!isOwn(sender) || !isFields(message)) return undefined;
    const answer = handle(message);
    if (answer === null) return undefined;
    answer.then(
      (value) => respond({ answer: value }),
      (error: unknown) => respond({ error: error instanceof Error ? error.message : String(error) }),
    );
    // Says that `respond` is called later; returned promises are not understood by every version.
    return true;
  };
  // The typings know only listeners that always answer; both browsers let a listener pass.
  browser.runtime.onMessage.addListener(hear as Runtime.OnMessageListenerCallback);
}

async function send(message: { readonly [name: string]: unknown }, nobody: string): Promise<unknown> {
  let response: unknown;
  try {
    response = await browser.runtime.sendMessage(message);
  } catch {
    throw new Error(nobody);
  }
  if (!isFields(response)) throw new Error(nobody);
  if (isString(response.error)) throw new Error(response.error);
  return response.answer;
}

/**
 * Asks the background. Rejects with a sentence when it does not answer or could not do it.
 * The answer's shape is the background's word: both ends are this extension.
 */
export async function ask<K extends keyof Requests>(
  kind: K,
  payload: Requests[K]['ask'],
): Promise<Requests[K]['answer']> {
  return askOf<Requests, K>('ask', kind, payload, 'Resave’s background does not answer. Reload the extension.');
}

/** Asks whoever answers to that name. Rejects with `nobody` where nobody does. */
export async function askOf<Q extends Questions, K extends keyof Q & string>(
  name: string,
  kind: K,
  payload: Q[K]['ask'],
  nobody: string,
): Promise<Q[K]['answer']> {
  return (await send({ resave: name, kind, payload }, nobody)) as Q[K]['answer'];
}

/** Answers what other contexts ask. Call it once, in the first tick of the background. */
export function answer(handlers: Handlers<Requests>): void {
  answerAs('ask', parseAsk, handlers);
}

/** Answers the questions that are asked of that name. */
export function answerAs<Q extends Questions>(name: string, parsers: Parsers<Q>, handlers: Handlers<Q>): void {
  listen((message) => {
    const { resave, kind, payload } = message;
    if (resave !== name || !isString(kind) || !Object.hasOwn(handlers, kind)) return null;
    const parsed = isFields(payload) ? (parsers[kind]?.(payload) ?? null) : null;
    const handle = handlers[kind];
    if (parsed === null || handle === undefined)
      return Promise.reject(new Error(`Resave did not understand the message “${kind}”.`));
    return handle(parsed);
  });
}

/** Tells whoever listens. Nobody listening is no error. */
export function tell(ping: Ping): void {
  browser.runtime.sendMessage({ resave: 'ping', ping }).catch(() => undefined);
}

/** Hears pings until the returned function is called. */
export function onPing(listener: (ping: Ping) => void): () => void {
  const hear = (message: unknown, sender: Runtime.MessageSender): undefined => {
    if (!isOwn(sender) || !isFields(message) || message.resave !== 'ping') return undefined;
    const ping = parsePing(message.ping);
    if (ping) listener(ping);
    return undefined;
  };
  browser.runtime.onMessage.addListener(hear);
  return () => browser.runtime.onMessage.removeListener(hear);
}

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
