import { isVersionName } from '../http/secret-name.ts';
import { isFields, isNumber, isStrings } from '../http/unknown.ts';
import { caps } from './body.ts';

/** What the person chose about keeping. Unsaved work is under none of these limits. */
export type Choices = {
  /** Days after which records are dropped. */
  readonly days: number;
  /** Exchanges kept of one tab, and of one site. */
  readonly count: number;
  /** KB (1024 UTF-16 units) kept of the body of an answer. */
  readonly bodyKilobytes: number;
  /** MB (1024 × 1024 UTF-16 units) kept of all bodies together. */
  readonly megabytes: number;
  /** Names whose values are redacted beside those that are known. */
  readonly words: readonly string[];
};

/** With them 100,000 exchanges take less than 150 MB on the disk, indexes and all (`npm run bench:store`, Chromium 156). */
export const defaultChoices: Choices = {
  days: 14,
  count: 5_000,
  bodyKilobytes: caps.read / 1024,
  megabytes: 48,
  words: [],
};

/**
 * Between these a person may choose. Less would leave too little to explain a refusal with, more would make the store a burden:
 * the count is of each tab and site, so that the store may hold many times as much.
 */
export const bounds = {
  days: { least: 1, most: 90 },
  count: { least: 200, most: 20_000 },
  bodyKilobytes: { least: 4, most: 1_024 },
  megabytes: { least: 8, most: 512 },
} as const;
export type Bounded = keyof typeof bounds;

/** Names of one's own: so many, so long. */
export const wordBounds = { count: 100, length: 60 } as const;

function bounded(name: Bounded, value: unknown): number {
  if (!isNumber(value)) return defaultChoices[name];
  return Math.round(Math.min(bounds[name].most, Math.max(bounds[name].least, value)));
}

/** Why a name cannot be redacted; null where it can. */
export function whyNotRedacted(word: string): 'empty' | 'long' | 'version' | null {
  const name = word.trim();
  if (name.length > wordBounds.length) return 'long';
  if (!/[\p{L}\p{N}]/u.test(name)) return 'empty';
  return isVersionName(name) ? 'version' : null;
}

/** Choices as they were stored or sent: what is missing is the default, what is out of bounds is moved to the bound. */
export function parseChoices(value: unknown): Choices {
  const fields = isFields(value) ? value : {};
  const words = isStrings(fields.words) ? fields.words.map((word) => word.trim()) : [];
  return {
    days: bounded('days', fields.days),
    count: bounded('count', fields.count),
    bodyKilobytes: bounded('bodyKilobytes', fields.bodyKilobytes),
    megabytes: bounded('megabytes', fields.megabytes),
    words: [...new Set(words.filter((word) => whyNotRedacted(word) === null))].slice(0, wordBounds.count),
  };
}
