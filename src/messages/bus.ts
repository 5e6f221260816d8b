import browser, { type Runtime } from 'webextension-polyfill';
import { type Fields, isFields, isString } from '../http/unknown.ts';
import type { Ping } from './protocol.ts';

/** Questions by name, each with what is asked and what is answered. */
export type Questions = { readonly [kind: string]: { readonly ask: unknown; readonly answer: unknown } };

/** How each question is answered. */
export type Handlers<Q extends Questions> = {
  readonly [K in keyof Q]: (ask: Q[K]['ask']) => Promise<Q[K]['answer']>;
};

/** How each question is read; null for what does not have the shape that its name promises. */
export type Parsers<Q extends Questions> = { readonly [K in keyof Q]: (payload: Fields) => Q[K]['ask'] | null };

/** Whether a message comes from one of Resave's own documents or workers. */
export function isOwn(sender: Runtime.MessageSender): boolean {
  return sender.id === browser.runtime.id && (sender.url ?? '').startsWith(browser.runtime.getURL(''));
}

type Respond = (response: unknown) => void;

/** Answers a message, or leaves it to others: null. */
export type Answering = (message: Fields) => Promise<unknown> | null;

/**
 * Hears messages. An envelope is `{ resave, … }`; an answer is `{ answer }` or `{ error }`.
 * Only Resave's own pages and its background are heard: content scripts, web pages and other extensions are not.
 */
export function listen(handle: Answering): void {
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

/** Nobody took the question, or who took it ended over it. */
export class Unanswered extends Error {}

/** Sends a message and resolves to its answer. Rejects with the answer's error, or as `Unanswered` with the sentence `nobody`. */
export async function send(message: Fields, nobody: string): Promise<unknown> {
  let response: unknown;
  try {
    response = await browser.runtime.sendMessage(message);
  } catch (error) {
    throw new Unanswered(nobody, { cause: error });
  }
  if (!isFields(response)) throw new Unanswered(nobody);
  if (isString(response.error)) throw new Error(response.error);
  return response.answer;
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

/** Reads and answers the questions that are asked of that name. */
export function answering<Q extends Questions>(name: string, parsers: Parsers<Q>, handlers: Handlers<Q>): Answering {
  return ({ resave, kind, payload }) => {
    if (resave !== name || !isString(kind) || !Object.hasOwn(handlers, kind)) return null;
    const parsed = isFields(payload) ? (parsers[kind]?.(payload) ?? null) : null;
    const handle = handlers[kind];
    if (parsed === null || handle === undefined) return notUnderstood(kind);
    return handle(parsed);
  };
}

const notUnderstood = (kind: unknown) =>
  Promise.reject(new Error(`Resave did not understand the message “${String(kind)}”.`));

/** Answers the questions that are asked of that name. */
export function answerAs<Q extends Questions>(name: string, parsers: Parsers<Q>, handlers: Handlers<Q>): void {
  listen(answering(name, parsers, handlers));
}

/** Answers the questions that are asked of these names with what is loaded when the first one comes. Call it in the first tick of the background. */
export function answerOnDemand(names: readonly string[], load: () => Promise<Answering>): void {
  listen((message) => {
    const { resave, kind } = message;
    if (!isString(resave) || !names.includes(resave)) return null;
    return load().then((answer) => answer(message) ?? notUnderstood(kind));
  });
}

/** Tells whoever listens. Nobody listening is no error. */
export function tell(ping: Ping): void {
  browser.runtime.sendMessage({ resave: 'ping', ping }).catch(() => undefined);
}
