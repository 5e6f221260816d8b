import { type Fields, isFields, isNumber, isOneOf, isString, isStrings, stringOr } from '../http/unknown.ts';
import type { Act, Choice, Consent, Correction, MadeChoice } from './acts.ts';
import { parseKeeping } from './parse-keeping.ts';
import { type PageRequest, type PageTask, type Ping, pages, type Requests } from './protocol.ts';

/** Messages are untrusted until they are read here: null for whatever does not have the shape that its name promises. */

const consents: readonly Consent[] = ['repeat-unsafe-method', 'create-anew', 'unseen-version'];
/** More places than any save has; a message with more is cut. */
const mostCorrections = 50;

function parseChoice(value: unknown): Choice | null {
  if (!isFields(value)) return null;
  const { take, text } = value;
  if (take === 'mine' || take === 'theirs') return { take };
  return take === 'edit' && isString(text) ? { take, text } : null;
}

function parseChoices(value: unknown): { [path: string]: Choice } | null {
  if (!isFields(value)) return null;
  const pairs: [string, Choice][] = [];
  for (const [path, each] of Object.entries(value)) {
    const choice = parseChoice(each);
    if (choice === null) return null;
    pairs.push([path, choice]);
  }
  // fromEntries defines members and sets none, so `__proto__` is a name like any other.
  return Object.fromEntries(pairs);
}

export function parseAct(value: unknown): Act | null {
  if (!isFields(value)) return null;
  const { act, conflict, plan } = value;
  if (act === 'replay-send') {
    const choices = parseChoices(value.choices);
    return isString(plan) && choices !== null ? { act, plan, choices } : null;
  }
  if (!isString(conflict)) return null;
  if (
    act === 'check' ||
    act === 'clear-resource' ||
    act === 'clear-site' ||
    act === 'clear-browser' ||
    act === 'clear-cookies'
  )
    return { act, conflict };
  if (act === 'suspects') return { act, conflict };
  if (act === 'try-without' || act === 'check-without') {
    const { extension } = value;
    return isString(extension) ? { act, conflict, extension } : null;
  }
  if (act !== 'replay-prepare') return null;
  const accepted = value.accepted;
  return {
    act,
    conflict,
    accepted: Array.isArray(accepted) ? consents.filter((word) => accepted.includes(word)) : [],
    corrections: parseCorrections(value.corrections),
    ...(isString(value.without) ? { without: value.without } : {}),
  };
}

/** A choice with its question. */
export function parseMade(value: unknown): MadeChoice | null {
  if (!isFields(value) || !isString(value.path)) return null;
  const { path, mine, theirs } = value;
  const choice = parseChoice(value.choice);
  const isSide = (side: unknown): side is string | null => side === null || isString(side);
  return choice !== null && isSide(mine) && isSide(theirs) ? { path, mine, theirs, choice } : null;
}

function parseCorrections(value: unknown): Correction[] {
  if (!Array.isArray(value)) return [];
  return value.slice(0, mostCorrections).flatMap((one: unknown) => {
    if (!isFields(one) || !isString(one.carrier) || !(one.fresh === null || isString(one.fresh))) return [];
    const { carrier, fresh, from } = one;
    return [
      {
        carrier,
        fresh,
        on: one.on !== false,
        ...(isString(from) ? { from } : {}),
        ...(one.carried === true ? { carried: true } : {}),
      },
    ];
  });
}

export function parsePageTask(value: unknown): PageTask | null {
  if (!isFields(value)) return null;
  const { task, url } = value;
  if (task === 'forget') return url === null || isString(url) ? { task, url } : null;
  if (task === 'abort') return isString(value.id) ? { task, id: value.id } : null;
  const request = value.request;
  if (task !== 'fetch' || !isFields(request)) return null;
  const { method, headers, body, cache, credentials, pageOrigin, timeout } = request;
  if (!isString(method) || !isString(request.url) || !isNumber(timeout) || !(body === null || isString(body)))
    return null;
  if (cache !== 'default' && cache !== 'no-store' && cache !== 'reload' && cache !== 'no-cache') return null;
  if (!Array.isArray(headers)) return null;
  const list = headers.flatMap((pair: unknown) =>
    Array.isArray(pair) && isString(pair[0]) && isString(pair[1]) ? [[pair[0], pair[1]] as const] : [],
  );
  const bare: PageRequest = { method, url: request.url, headers: list, body, cache, timeout };
  return {
    task,
    request: {
      ...bare,
      ...(credentials === 'include' || credentials === 'same-origin' ? { credentials } : {}),
      ...(isString(pageOrigin) ? { pageOrigin } : {}),
    },
  };
}

export function parsePing(value: unknown): Ping | null {
  if (!isFields(value)) return null;
  const { ping, tabId, run, progress } = value;
  if (ping === 'permissions') return { ping };
  if (ping === 'changed' && isNumber(tabId)) return { ping, tabId, conflict: value.conflict === true };
  if (ping === 'progress' && isString(run) && isFields(progress)) {
    const { done, total } = progress;
    if (isNumber(done) && isNumber(total))
      return { ping, run, progress: { step: stringOr(progress.step, ''), done, total } };
  }
  return null;
}

/** How each question is read. */
export const parseAsk: { readonly [K in keyof Requests]: (payload: Fields) => Requests[K]['ask'] | null } = {
  act({ run, tabId, act }) {
    const parsed = parseAct(act);
    return isString(run) && isNumber(tabId) && parsed !== null ? { run, tabId, act: parsed } : null;
  },
  cancel: ({ run }) => (isString(run) ? { run } : null),
  ended: () => ({}),
  draft({ conflict, choices }) {
    if (!isString(conflict)) return null;
    return { conflict, choices: Array.isArray(choices) ? choices.flatMap((one) => parseMade(one) ?? []) : null };
  },
  vault: ({ id, done }) => (isString(id) && (done === 'discarded' || done === 'exported') ? { id, done } : null),
  stored({ query, id, tabId, limit, site }) {
    if (query === 'unsaved') return { query, site: stringOr(site, null) };
    if ((query === 'exchange' || query === 'caseFile') && isString(id)) return { query, id };
    if (query !== 'conflicts' || !isNumber(limit) || !(tabId === null || isNumber(tabId))) return null;
    return { query, tabId, limit };
  },
  watched: () => ({}),
  'open-page'({ page, origin, called }) {
    if (!isOneOf(pages, page)) return null;
    const hosts = isStrings(called) ? { called: called.slice(0, 30) } : {};
    return { page, origin: stringOr(origin, null), ...hosts };
  },
  ...parseKeeping,
};
