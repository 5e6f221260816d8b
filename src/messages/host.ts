import { parseSighting } from '../capture/parse-sighting.ts';
import type { Sighting } from '../capture/sighting.ts';
import type { HeaderList } from '../http/header-list.ts';
import { isFields, isNumber, isString } from '../http/unknown.ts';
import type { ExchangeId } from '../record/exchange.ts';
import type { Flag } from '../record/flag.ts';
import type { Act, Outcome } from './acts.ts';
import { type Answering, answerAs, answering, askOf, type Handlers, type Parsers } from './bus.ts';
import { parseAct, parsePageTask } from './parse.ts';
import type { PageResult, PageTask } from './protocol.ts';
import { parseSwitchedOff, type SwitchedBack, type SwitchedOff } from './switched-off.ts';

/**
 * Between the background and the host: the place where acts and diagnosis run. In Chromium that is an offscreen document, which has
 * `chrome.runtime` and IndexedDB and no other API (Chromium 156), so it asks the background for the rest.
 */
export type HostQuestions = {
  /** Are you there? Whoever answered stays for at least as long as `hostStays`. */
  hello: { ask: Record<string, never>; answer: null };
  act: { ask: { run: string; tabId: number; act: Act }; answer: Outcome };
  cancel: { ask: { run: string }; answer: null };
  /** Finish what an earlier host or background left in the middle; answered when that is done. */
  resume: { ask: Record<string, never>; answer: null };
  /** What a stored write's answer and history say against its status. */
  flag: { ask: { id: ExchangeId }; answer: Flag | null };
};

/** Whose cookies of a site were removed: the tab's container has a jar of its own, or not; nobody's where the tab is gone, and its jar cannot be told. */
export type CookiesGone = 'of-the-site' | 'of-the-container' | 'no-tab';

/** What the host asks of the background. Memory's secrets go this way and no other: from one context of the extension to another. */
export type HelpQuestions = {
  /** `call` names it, so that it can be stopped. */
  page: { ask: { call: string; tabId: number; task: PageTask }; answer: PageResult };
  stop: { ask: { call: string }; answer: null };
  record: { ask: { sighting: Sighting }; answer: ExchangeId };
  'clear-site': { ask: { origin: string }; answer: readonly string[] | null };
  'remove-cookies': { ask: { origin: string; tabId: number }; answer: CookiesGone };
  /** Other extensions, as `management` tells of them; null where the person has not allowed it. */
  extensions: { ask: Record<string, never>; answer: unknown };
  /** Switches one off until `switch-on`; false where the browser refused. */
  'switch-off': { ask: { one: SwitchedOff }; answer: boolean };
  'switch-on': { ask: { one: SwitchedOff }; answer: SwitchedBack };
  /** The shelf of prepared replays, `storage.session`. */
  'shelf-get': { ask: { key: string }; answer: { readonly [key: string]: unknown } };
  'shelf-set': { ask: { items: { readonly [key: string]: unknown } }; answer: null };
  secrets: { ask: { tabId: number; url: string }; answer: HeaderList };
  'saved-body': { ask: { id: ExchangeId }; answer: string | null };
  'let-go': { ask: { id: ExchangeId }; answer: null };
  /** The language of the browser's interface, as in `de` or `pt-BR`. */
  language: { ask: Record<string, never>; answer: string };
};

/** How long a host without work stays, milliseconds. */
export const hostStays = 60_000;

const parseHost: Parsers<HostQuestions> = {
  hello: () => ({}),
  act({ run, tabId, act }) {
    const parsed = parseAct(act);
    return isString(run) && isNumber(tabId) && parsed !== null ? { run, tabId, act: parsed } : null;
  },
  cancel: ({ run }) => (isString(run) ? { run } : null),
  resume: () => ({}),
  flag: ({ id }) => (isString(id) ? { id } : null),
};

function switchedOff(value: unknown): { one: SwitchedOff } | null {
  const [one] = parseSwitchedOff([value]);
  return one === undefined ? null : { one };
}

const parseHelp: Parsers<HelpQuestions> = {
  page({ call, tabId, task }) {
    const parsed = parsePageTask(task);
    return isString(call) && isNumber(tabId) && parsed !== null ? { call, tabId, task: parsed } : null;
  },
  stop: ({ call }) => (isString(call) ? { call } : null),
  record({ sighting }) {
    const parsed = parseSighting(sighting);
    return parsed === null ? null : { sighting: parsed };
  },
  'clear-site': ({ origin }) => (isString(origin) ? { origin } : null),
  'remove-cookies': ({ origin, tabId }) => (isString(origin) && isNumber(tabId) ? { origin, tabId } : null),
  extensions: () => ({}),
  'switch-off': ({ one }) => switchedOff(one),
  'switch-on': ({ one }) => switchedOff(one),
  'shelf-get': ({ key }) => (isString(key) ? { key } : null),
  'shelf-set': ({ items }) => (isFields(items) ? { items } : null),
  secrets: ({ tabId, url }) => (isNumber(tabId) && isString(url) ? { tabId, url } : null),
  'saved-body': ({ id }) => (isString(id) ? { id } : null),
  'let-go': ({ id }) => (isString(id) ? { id } : null),
  language: () => ({}),
};

/** Asks the host. Rejects where there is none, or where it ended over the question. */
export function askHost<K extends keyof HostQuestions>(
  kind: K,
  payload: HostQuestions[K]['ask'],
): Promise<HostQuestions[K]['answer']> {
  return askOf<HostQuestions, K>('host', kind, payload, 'no host');
}

/** For the host: answers the background. */
export function answerAsHost(handlers: Handlers<HostQuestions>): void {
  answerAs('host', parseHost, handlers);
}

/** For the host: asks the background, which is woken by it. */
export function askHelp<K extends keyof HelpQuestions>(
  kind: K,
  payload: HelpQuestions[K]['ask'],
): Promise<HelpQuestions[K]['answer']> {
  return askOf<HelpQuestions, K>('help', kind, payload, 'Resave’s background ended in the middle of this.');
}

/** For the background: how it answers the host. */
export function answeringHost(handlers: Handlers<HelpQuestions>): Answering {
  return answering('help', parseHelp, handlers);
}
