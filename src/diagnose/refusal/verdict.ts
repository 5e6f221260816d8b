import { type HeaderList, headerValue } from '../../http/header-list.ts';
import type { Carried } from './carried.ts';
import { type Hit, weigh } from './heard.ts';
import type { Meaning } from './vocabulary/meaning.ts';

/** A reason to lean to a meaning: what was said, or what the request carried. */
export type Reason = { readonly text: string };

/** What the refusal means once the request is looked at too. */
export type Reading = {
  /** Best first. Scores: 3 and more is said plainly, under 1.5 is thin. */
  readonly ranked: readonly {
    readonly meaning: Meaning;
    readonly score: number;
    readonly reasons: readonly string[];
  }[];
};

/** From here on a meaning is said plainly. */
export const plain = 2;
/** Under this a meaning is not there at all. */
export const thin = 1;

/** Turning to these is no guess: the request itself says what it wanted. */
const certain: ReadonlySet<Meaning> = new Set(['exists', 'version', 'in-use']);

type Scores = Map<Meaning, { score: number; reasons: string[]; inferred?: boolean }>;

/** Weighs what was said against what the request carried and the status. Pure. */
export function readingOf(
  status: number,
  hits: readonly Hit[],
  carried: Carried,
  received: HeaderList | null,
  { method, url }: { readonly method: string; readonly url: string },
): Reading {
  const scores: Scores = new Map();
  for (const [meaning, score] of weigh(hits)) {
    const heaviest = hits.filter((hit) => hit.meaning === meaning).sort((a, b) => b.weight - a.weight);
    scores.set(meaning, { score, reasons: [...new Set(heaviest.map((hit) => hit.quote))].slice(0, 2).map(saidText) });
  }
  const score = (meaning: Meaning): number => scores.get(meaning)?.score ?? 0;
  const give = (meaning: Meaning, points: number, reason: string): void => {
    const now = scores.get(meaning) ?? { score: 0, reasons: [] };
    now.score += points;
    now.reasons.push(reason);
    scores.set(meaning, now);
  };
  const scale = (meaning: Meaning, factor: number): void => {
    const now = scores.get(meaning);
    if (now !== undefined) now.score *= factor;
  };
  const becomes = (from: Meaning, to: Meaning, factor: number, reason: string): void => {
    const had = scores.get(from);
    if (had === undefined) return;
    scores.delete(from);
    const now = scores.get(to);
    const gained = had.score * factor;
    if (now === undefined) scores.set(to, { score: gained, reasons: [...had.reasons, reason], inferred: true });
    else {
      now.score = Math.max(now.score, gained) + 0.2;
      now.reasons.push(reason);
    }
  };

  // What stands on one side of two words that mean two things.
  if (score('idempotency') > 0)
    for (const other of ['busy', 'in-use', 'exists', 'incompatible', 'limit'] as const) scale(other, 0.5);
  if (score('published') > 0 && score('held-name') === 0) scale('exists', 0.7);
  if (score('held-name') > 3) for (const other of ['exists', 'state', 'reserved', 'busy'] as const) scale(other, 0.6);
  if (score('locked') > 3 && carried.locks) scale('exists', 0.5);
  if (score('busy') > 3) {
    scale('race', 0.9);
    scale('state', 0.8);
    scale('in-use', 0.85);
    const onlyCode = hits.every((hit) => hit.meaning !== 'exists' || hit.place === 'code');
    if (onlyCode) scale('exists', 0.6);
  }
  if (score('exists') > 3) {
    // "version conflict, document already exists": the type misleads.
    if (hits.some((hit) => hit.meaning === 'exists' && hit.weight > 3 && hit.place !== 'code'))
      scale('version', carried.tokens.some(sure) && !carried.creates ? 0.9 : 0.6);
    scale('in-use', carried.deletes ? 1 : 0.8);
    scale('state', 0.75);
  }

  const token = carried.tokens.find(sure) ?? carried.tokens[0];
  const conditional = status === 412 || status === 409;
  if (carried.createOnly !== null && conditional) {
    const wish = `The request asked to create only (${carried.createOnly}).`;
    becomes('version', 'exists', 1, wish);
    give('exists', status === 412 || carried.createOnly !== null ? 2.2 : 1, wish);
  }
  if (token !== undefined && carried.createOnly === null) {
    const sent = `The request carried a version: ${token.name} ${token.value.slice(0, 80)}`;
    becomes('race', 'version', 1, sent);
    if (score('version') > 0) give('version', token.certainty === 'sure' ? 0.8 : 0.3, sent);
    else if (status === 412 && /^header:/.test(token.carrier)) give('version', 2.3, sent);
    else if (conditional && token.certainty === 'sure') give('version', /^header:/.test(token.carrier) ? 2 : 1.3, sent);
    else if (conditional) give('version', 1, sent);
    if (token.certainty === 'sure') scale('required', 0.5);
    // With a version sent, "not found" is about that version.
    if (score('parent') > 0 && score('parent') < 2) becomes('parent', 'version', 0.8, sent);
  }
  if (token === undefined && score('version') > 0) {
    const none = 'The request carried no version.';
    const raced = score('race') >= score('version') - 0.5 && score('race') > 0;
    if (raced) becomes('version', 'race', 0.7, none);
    else if (carried.creates && score('exists') > 1) scale('version', 0.5);
    else if (carried.creates && carried.act === null) becomes('version', 'race', 0.75, none);
    else becomes('version', 'required', 0.8, none);
  }
  if (status === 423) give('locked', score('busy') > 2 ? 0.8 : 1.8, 'The status is 423 Locked.');
  if (status === 428) give('required', 3.5, 'The status is 428 Precondition Required.');
  if (carried.deletes) {
    scale('in-use', 1.15);
    // "cannot delete while a member exists": what exists is in the way.
    if (carried.createOnly === null) becomes('exists', 'in-use', 0.9, 'The request asked to delete.');
  }
  // "Not found" is about a parent where something is put into it, and an ordinary error elsewhere.
  const puts = carried.creates || /^(PUT|MKCOL|MOVE|COPY)$/.test(method);
  if (!puts && score('parent') > 0 && score('parent') < 2)
    becomes('parent', 'ordinary', 1, 'Nothing was to be created.');
  // RFC 4918 §9.3.1, §9.7.1, §9.8.5, §9.9.4: a bare 409 to these says that an ancestor is missing.
  if (status === 409 && scores.size === 0 && token === undefined && /^(MKCOL|MOVE|COPY)$/.test(method))
    give('parent', 2.2, `A 409 to ${method} means that the collection it belongs into is missing (RFC 4918).`);
  if (carried.locks)
    give('locked', score('locked') > 0 ? 0.8 : status === 412 ? 1 : 1.6, 'The request is about a lock.');
  if (
    /^_?(merge|merges|revert|rebase|cherry-?pick)$/.test(carried.act ?? '') ||
    /\/(merge|revert|rebase|cherry-?pick)\b/.test(new URL(url).pathname)
  )
    if (status === 409) give('merge', score('merge') > 0 ? 0.5 : 1.6, 'The request asked for a merge.');
  if (headerValue(received, 'Retry-After') !== null)
    give('busy', score('busy') > 0 ? 0.5 : 1.2, 'The answer names a time to retry (Retry-After).');
  if (headerValue(received, 'Tus-Version') !== null && status === 412)
    give('incompatible', 5, 'The answer lists the protocol versions that it supports (Tus-Version).');

  const ranked = [...scores]
    .map(([meaning, { score: points, reasons, inferred }]) => ({
      meaning,
      score: Math.round(points * 100) / 100,
      reasons,
      inferred: inferred === true && !certain.has(meaning),
    }))
    .filter(({ score: points }) => points >= thin)
    .sort((a, b) => b.score - a.score);
  return { ranked };
}

function sure(token: { readonly certainty: string }): boolean {
  return token.certainty === 'sure';
}

function saidText(quote: string): string {
  const short = quote.length > 160 ? `${quote.slice(0, 157)}…` : quote;
  return `The answer says: ${short}`;
}
