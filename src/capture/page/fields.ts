import { natives } from './natives.ts';

/**
 * Reading what the page handed over without the page noticing: only data members are read, an object's own or inherited ones, of
 * whichever realm it is. A getter or a `toString` of the page is never run, because the original runs it once and the page may count.
 */

/** Stands for what cannot be read without a side effect. */
export const unreadable = Symbol('unreadable');
export type Unreadable = typeof unreadable;

/** No options are inherited over more steps; beyond it they count as unreadable. */
const mostPrototypes = 8;

function lookUp(of: object, name: PropertyKey): unknown {
  let at: object | null = of;
  for (let steps = 0; at !== null && steps <= mostPrototypes; steps++) {
    const own = natives.getOwnPropertyDescriptor(at, name);
    if (own !== undefined) return 'value' in own ? own.value : unreadable;
    at = natives.getPrototypeOf(at);
  }
  return at === null ? undefined : unreadable;
}

/** A member of an options object (`init`); undefined where it is absent. */
export function member(of: unknown, name: string): unknown {
  if (of === undefined || of === null) return undefined;
  return typeof of === 'object' ? lookUp(of, name) : unreadable;
}

/** What WebIDL would make a text of, where that runs no code of the page. */
export function textOf(value: unknown): string | Unreadable {
  if (typeof value === 'string') return value;
  return typeof value === 'number' || typeof value === 'boolean' ? `${value}` : unreadable;
}

export type Pairs = [string, string][];

/** The `headers` of an options object in whichever of their three forms. */
export function headerPairs(headers: unknown): Pairs | Unreadable {
  if (headers === undefined) return [];
  if (typeof headers !== 'object' || headers === null) return unreadable;
  const pairs: Pairs = [];
  try {
    natives.headers.forEach(headers as Headers, (value, name) => {
      pairs[pairs.length] = [name, value];
    });
    return pairs;
  } catch {
    // Not of the interface Headers.
  }
  return natives.isArray(headers) ? pairsOfArray(headers) : pairsOfRecord(headers);
}

function pairsOfArray(list: readonly unknown[]): Pairs | Unreadable {
  const pairs: Pairs = [];
  for (let at = 0; at < list.length; at++) {
    const pair = natives.getOwnPropertyDescriptor(list, at)?.value;
    if (!natives.isArray(pair) || pair.length !== 2) return unreadable;
    const name = textOf(natives.getOwnPropertyDescriptor(pair, 0)?.value);
    const value = textOf(natives.getOwnPropertyDescriptor(pair, 1)?.value);
    if (name === unreadable || value === unreadable) return unreadable;
    pairs[at] = [name, value];
  }
  return pairs;
}

function pairsOfRecord(record: object): Pairs | Unreadable {
  // What can be iterated over is no record, and reading it would run its iterator.
  if (lookUp(record, natives.iterator) !== undefined) return unreadable;
  const pairs: Pairs = [];
  const keys = natives.ownKeys(record);
  for (let at = 0; at < keys.length; at++) {
    const name = keys[at];
    if (typeof name !== 'string') continue;
    const own = natives.getOwnPropertyDescriptor(record, name);
    if (own?.enumerable !== true) continue;
    const value = 'value' in own ? textOf(own.value) : unreadable;
    if (value === unreadable) return unreadable;
    pairs[pairs.length] = [name, value];
  }
  return pairs;
}
