import { isOfTemplate } from '../../../http/path-template.ts';
import { flags } from '../../../record/flag.ts';
import { hostOf } from '../../shared/words.ts';
import type { Line } from './line.ts';

/** What the diagnosis says of a line, as far as the filter asks: the cause’s id and its words. null: not judged yet. */
export type Judged = { readonly cause: string | null; readonly words: string } | null;

export type Filter = {
  /** As it was typed. */
  readonly text: string;
  /** It asks for other tabs too. */
  readonly everyTab: boolean;
  /** It cannot be answered before the lines are judged. */
  readonly asksCause: boolean;
  /** `judged` is asked only where the line’s own words do not settle it. */
  readonly fits: (line: Line, judged: (line: Line) => Judged) => boolean;
};

type Term = {
  readonly not: boolean;
  readonly asksCause: boolean;
  readonly fits: (line: Line, judged: (line: Line) => Judged) => boolean;
};

/** Longest filter that is read, and its most terms. */
const longest = 1_000;
const mostTerms = 20;

/** `word`, `"some words"`, `key:value`, `key:"some words"`, each with `-` before it for its opposite. */
const term = /(-?)(?:([a-z]+):)?(?:"([^"]*)"?|(\S+))/gi;

const statusFits = (wanted: string, status: number | null): boolean => {
  const said = String(status ?? '');
  return wanted.length === 3 && said.length === 3 && [...wanted].every((c, i) => c === 'x' || c === said[i]);
};

/** A host itself, or one above it: `example.org` holds `api.example.org`. */
const holds = (wanted: string, host: string): boolean =>
  host !== '' && (host === wanted || host.endsWith(`.${wanted}`));

/** What each key asks of a line; `value` is in small letters. */
const keys: { readonly [key: string]: (value: string, line: Line, judged: (line: Line) => Judged) => boolean } = {
  status: (value, line) => statusFits(value, line.status),
  method: (value, line) => line.method.toLowerCase() === value,
  site: (value, line) => [hostOf(line.url).toLowerCase(), line.page.toLowerCase()].some((host) => holds(value, host)),
  path: (value, line) => line.text.includes(value) || (/[{…]/.test(value) && isOfTemplate(line.url, value)),
  is: (value, line) => (flags.some((flag) => flag === value) ? line.flag === value : false),
  cause: (value, line, judged) => {
    const said = judged(line);
    return said !== null && (said.cause === value || said.words.includes(value));
  },
};

function read(not: boolean, key: string | undefined, value: string): Term | 'every-tab' | null {
  const name = key?.toLowerCase();
  if (name === 'tab') {
    if (value === 'all') return 'every-tab';
    if (value === 'this') return null;
    return {
      not,
      asksCause: false,
      fits: (line) => [line.tabId, ...line.sharers].some((tab) => String(tab) === value),
    };
  }
  const ask = name !== undefined && Object.hasOwn(keys, name) ? keys[name] : undefined;
  if (ask !== undefined) {
    const values = name === 'path' || name === 'cause' ? [value] : value.split(',').filter(Boolean);
    return {
      not,
      asksCause: name === 'cause',
      fits: (line, judged) => values.some((one) => ask(one, line, judged)),
    };
  }
  const word = name === undefined ? value : `${name}:${value}`;
  return {
    not,
    asksCause: false,
    fits: (line, judged) => line.text.includes(word) || (judged(line)?.words.includes(word) ?? false),
  };
}

/** A key without its value. */
const isKey = (text: string): boolean =>
  text === 'tab:' || (text.endsWith(':') && Object.hasOwn(keys, text.slice(0, -1)));

/** Reads what was typed into the filter. Every text is a filter; what is no key is looked for as it stands. */
export function parseFilter(typed: string): Filter {
  const terms: Term[] = [];
  let everyTab = false;
  const text = typed.slice(0, longest).trim();
  for (const [, minus, key, quoted, bare] of text.matchAll(term)) {
    const value = (quoted ?? bare ?? '').toLowerCase();
    // Somebody is still typing.
    if (value === '' || (key === undefined && (value === '-' || isKey(value)))) continue;
    const found = read(minus === '-', key, value);
    if (found === 'every-tab') everyTab = true;
    else if (found !== null && terms.length < mostTerms) terms.push(found);
    if (key?.toLowerCase() === 'tab' && value !== 'this') everyTab = true;
  }
  return {
    text: typed,
    everyTab,
    asksCause: terms.some((one) => one.asksCause),
    fits: (line, judged) => terms.every((one) => one.fits(line, judged) !== one.not),
  };
}

/** A value as the filter reads it back: in quotes where it has blanks. */
export function quoted(value: string): string {
  return /[\s"]/.test(value) ? `"${value.replaceAll('"', '')}"` : value;
}
