import { say } from './say.ts';

/** What one browser allows of one thing: all of it, a part, or nothing. */
export type Allowance = {
  readonly can: 'yes' | 'partly' | 'no';
  /** What it does not allow and what Resave does instead, or what to do. Empty where there is nothing to add. */
  readonly note: string;
};

/** One thing that Resave does, and what each browser allows of it. */
export type Limit = {
  readonly id: LimitId;
  readonly what: string;
  readonly chromium: Allowance;
  readonly firefox: Allowance;
};

export type LimitId =
  | 'record-in-devtools'
  | 'record-watched'
  | 'other-extensions'
  | 'switch-extension'
  | 'act'
  | 'cached-read'
  | 'worker-read'
  | 'cache-after-write'
  | 'clear-site'
  | 'ask-in-panel'
  | 'containers'
  | 'private-windows';

const yes: Allowance = { can: 'yes', note: '' };

/**
 * The one place that says what Firefox (153) and Chromium (156) do not allow. From here come the interface’s sentences, the reasons why a
 * story is not played in a browser, and the table of the README.
 */
export const limits: readonly Limit[] = [
  {
    id: 'record-in-devtools',
    what: say`Record with DevTools open, without any permission`,
    chromium: yes,
    firefox: yes,
  },
  { id: 'record-watched', what: say`Record watched sites with DevTools closed`, chromium: yes, firefox: yes },
  { id: 'act', what: say`Check, replay, clear one resource`, chromium: yes, firefox: yes },
  {
    id: 'other-extensions',
    what: say`See another extension’s header changes, on watched sites`,
    chromium: yes,
    firefox: {
      can: 'partly',
      note: say`not what another extension’s declarativeNetRequest does to the requests of workers`,
    },
  },
  {
    id: 'switch-extension',
    what: say`Try without another extension`,
    chromium: { can: 'yes', note: say`Resave turns it off for the comparison, and on again` },
    firefox: { can: 'partly', note: say`you turn it off and on yourself, Resave says when and compares` },
  },
  {
    id: 'cached-read',
    what: say`Tell a read that the browser’s cache answered`,
    chromium: yes,
    firefox: {
      can: 'partly',
      note: say`on watched sites; elsewhere DevTools do not say it, and Resave asks the page’s own timing, which is silent for other origins and frames`,
    },
  },
  {
    id: 'worker-read',
    what: say`Tell a read that a service worker answered`,
    chromium: yes,
    firefox: {
      can: 'partly',
      note: say`its extensions are not told; Resave asks the page’s own timing, which does not say whether the worker asked the server`,
    },
  },
  {
    id: 'cache-after-write',
    what: say`The cache keeps the old copy after a save with If-Match`,
    chromium: yes,
    firefox: { can: 'no', note: say`it reads anew by itself, so this trap does not exist` },
  },
  {
    id: 'clear-site',
    what: say`Clear one site’s HTTP cache`,
    chromium: yes,
    firefox: {
      can: 'partly',
      note: say`it cannot clear one site alone: the site’s cache storage and service workers are cleared and the resource is read anew; the whole browser’s cache is offered apart`,
    },
  },
  {
    id: 'ask-in-panel',
    what: say`Permission asked inside the panel`,
    chromium: yes,
    firefox: { can: 'partly', note: say`in a page of its own, with the same buttons` },
  },
  {
    id: 'containers',
    what: say`Container tabs`,
    chromium: { can: 'no', note: say`the browser has none` },
    firefox: {
      can: 'yes',
      note: say`checks, replays and clearing keep to the container of the tab; only the whole browser’s cache is cleared for all of them`,
    },
  },
  {
    id: 'private-windows',
    what: say`Private windows`,
    chromium: { can: 'no', note: say`Resave stays out: nothing of them may reach the disk` },
    firefox: { can: 'no', note: say`Resave stays out: nothing of them may reach the disk` },
  },
];

/** What a browser allows of one thing. */
export function allowance(id: LimitId, browser: 'chromium' | 'firefox'): Allowance {
  const found = limits.find((limit) => limit.id === id);
  if (found === undefined) throw new Error(`no limit ${id}`);
  return found[browser];
}

/** As a sentence: “Clear one site’s HTTP cache: it cannot …”. */
export function limitSentence(id: LimitId, browser: 'chromium' | 'firefox'): string {
  const { what } = limits.find((limit) => limit.id === id) ?? { what: id };
  const { can, note } = allowance(id, browser);
  return note === '' ? `${what}: ${words[can]}.` : `${what}: ${note}.`;
}

const words = { yes: say`yes`, partly: say`in part`, no: say`no` } as const;

/** A cell of the table: “yes”, “no: …”, “in part: …”. */
export function cell({ can, note }: Allowance): string {
  return note === '' ? words[can] : `${words[can]}: ${note}`;
}
