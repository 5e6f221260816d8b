import { type HeaderList, headerValue } from '../../http/header-list.ts';
import { say } from '../../texts/say.ts';
import type { Carried } from './carried.ts';
import { type Hit, weigh } from './heard.ts';
import type { CarriedToken } from './request-tokens.ts';
import { type Meant, plain, Scores, thin } from './scores.ts';
import type { Meaning } from './vocabulary/meaning.ts';
import { wordsOf } from './words.ts';

/** What the refusal means once the request is looked at too. */
export type Reading = { readonly ranked: readonly Meant[] };

/** The refused exchange as far as it is weighed against the words. */
export type Refused = {
  readonly method: string;
  readonly url: string;
  readonly status: number;
  readonly carried: Carried;
  readonly received: HeaderList | null;
  /** The answer itself speaks of the version that was sent. */
  readonly speaksOfSent: string | null;
  /** The answer says nothing, in any words. */
  readonly silent: boolean;
};

/** Weighs what was said against what the request carried and the status. Pure. */
export function readingOf(hits: readonly Hit[], refused: Refused): Reading {
  const scores = new Scores();
  for (const [meaning, score] of weigh(hits)) {
    const own = hits.filter((hit) => hit.meaning === meaning).sort((a, b) => b.weight - a.weight);
    scores.give(meaning, score, ...[...new Set(own.map((hit) => hit.quote))].slice(0, 2).map(saidText));
  }
  // A token that is surely one first; else one that may be.
  const token =
    refused.carried.tokens.find(({ certainty }) => certainty === 'sure') ?? refused.carried.tokens[0] ?? null;
  tellApart(scores, hits, refused.carried, token);
  lookAtTokens(scores, refused, token);
  lookAtMethod(scores, refused, token);
  lookAtStatus(scores, refused);
  return { ranked: scores.ranked() };
}

/** Words that stand on the side of two meanings count for the narrower one. */
function tellApart(scores: Scores, hits: readonly Hit[], carried: Carried, token: CarriedToken | null): void {
  if (scores.of('idempotency') > 0) scores.scale(0.5, 'busy', 'in-use', 'exists', 'incompatible', 'limit');
  if (scores.of('published') > 0 && scores.of('held-name') === 0) scores.scale(0.7, 'exists');
  if (scores.of('held-name') > 3) scores.scale(0.6, 'exists', 'state', 'reserved', 'busy');
  // The version could not even be read, so nothing was compared.
  if (scores.of('token-format') > 3) scores.scale(0.7, 'version', 'required');
  if (scores.of('locked') > 3 && carried.locks) scores.scale(0.5, 'exists');
  if (scores.of('busy') > 3) {
    scores.scale(0.9, 'race');
    // A machine that runs has to be stopped; an operation that runs will be over.
    if (hits.some((hit) => hit.meaning === 'state' && hit.weight > 3.5)) scores.scale(0.8, 'busy');
    else scores.scale(0.8, 'state');
    scores.scale(0.85, 'in-use');
    // `resource_already_exists_exception` whose sentence says "already running".
    if (hits.every((hit) => hit.meaning !== 'exists' || hit.place === 'code')) scores.scale(0.6, 'exists');
  }
  if (scores.of('exists') > 3) {
    // `version_conflict` whose sentence says "document already exists": the type misleads.
    if (hits.some((hit) => hit.meaning === 'exists' && hit.weight > 3 && hit.place !== 'code'))
      scores.scale(token?.certainty === 'sure' && !carried.creates ? 0.9 : 0.6, 'version');
    if (!carried.deletes) scores.scale(0.8, 'in-use');
    scores.scale(0.75, 'state');
  }
  // `{act: "capture"}` and "already captured": it is what it was to become.
  if (scores.of('state') >= plain && asAsked(hits, carried)) scores.scale(0.6, 'exists');
  // "The transaction was aborted": that is how a race ends, not a state of what was to be saved.
  if (scores.of('race') >= 3 && within(hits, 'state', 'race')) scores.scale(0.7, 'state');
}

/** Do all the texts that say the one also say the other? */
function within(hits: readonly Hit[], one: Meaning, other: Meaning): boolean {
  const others = new Set(hits.filter(({ meaning }) => meaning === other).map(({ quote }) => quote));
  return hits.every(({ meaning, quote }) => meaning !== one || others.has(quote));
}

/** Says the refusal "already" of the very act that was asked for? */
function asAsked(hits: readonly Hit[], { act }: Carried): boolean {
  const stem = act === null || act.length < 4 ? null : act.replace(/e$/, '').slice(0, 8);
  return (
    stem !== null &&
    hits.some(({ meaning, quote }) => {
      if (meaning !== 'state') return false;
      const words = wordsOf(quote);
      return words.some((word, i) => word === 'already' && (words[i + 1] ?? '').startsWith(stem));
    })
  );
}

/** The same words mean another thing with a version in the request, with the wish to create only, and with neither. */
function lookAtTokens(
  scores: Scores,
  { method, status, carried, speaksOfSent }: Refused,
  token: CarriedToken | null,
): void {
  const conditional = status === 412 || status === 409;
  if (token === null && carried.digest)
    scores.turn('version', 'ordinary', 0.8, say`The request carried a digest of its content, and no version.`);
  // RFC 4918 §9.8.5, §9.9.4: what stands at the destination makes it a 412; a 409 is about the collection above.
  const above = status === 409 && /^(MOVE|COPY)$/.test(method) && scores.empty;
  if (carried.createOnly !== null && !above) {
    if (!conditional && scores.of('version') + scores.of('exists') === 0) return;
    const wish = say`The request asked to create only (${carried.createOnly}).`;
    scores.turn('version', 'exists', 1, wish);
    scores.give('exists', 2.2, wish);
  } else if (token === null) {
    // What was not sent cannot be malformed.
    if (carried.headersSeen) scores.turn('token-format', 'required', 0.9, say`The request carried no version.`);
    if (scores.of('version') === 0 || speaksOfSent !== null) return;
    const none = say`The request carried no version.`;
    const raced = scores.of('race') > 0 && scores.of('race') >= scores.of('version') - 0.5;
    if (raced) scores.turn('version', 'race', 0.7, none);
    else if (carried.creates && scores.of('exists') > 1) scores.scale(0.5, 'version');
    else if (carried.creates) scores.turn('version', 'race', 0.75, none);
    else scores.turn('version', 'required', 0.8, none);
  } else {
    const sent = say`The request carried a version: ${token.name} ${token.value.slice(0, 80)}`;
    const sure = token.certainty === 'sure';
    const inHeader = token.carrier.startsWith('header:');
    scores.turn('race', 'version', 1, sent);
    if (speaksOfSent !== null && conditional && scores.of('version') === 0) scores.give('version', 2.4, sent);
    else if (scores.of('version') > 0) scores.give('version', sure ? 0.8 : 0.3, sent);
    else if (status === 412 && inHeader) scores.give('version', 2.3, sent);
    // A number called `version` in what is to be created says little.
    else if (conditional && !(carried.creates && !inHeader))
      scores.give('version', sure ? (inHeader ? 2 : 1.3) : 1, sent);
    if (sure) scores.scale(0.5, 'required');
    // With a version sent, "not found" is about that version.
    if (scores.of('parent') > 0 && scores.of('parent') < 2) scores.turn('parent', 'version', 0.8, sent);
  }
}

/** What was to be done: delete, lock, merge, put something somewhere. */
function lookAtMethod(scores: Scores, { method, url, status, carried }: Refused, token: CarriedToken | null): void {
  if (carried.deletes) {
    scores.scale(1.15, 'in-use');
    // "Cannot delete while a member exists": what exists is in the way.
    if (carried.createOnly === null) scores.turn('exists', 'in-use', 0.9, say`The request asked to delete.`);
  }
  // "Not found" is about a parent where something is put into it, and an ordinary error elsewhere.
  const puts = carried.creates || /^(PUT|MKCOL|MOVE|COPY)$/.test(method);
  if (!puts && scores.of('parent') > 0 && scores.of('parent') < 2)
    scores.turn('parent', 'ordinary', 1, say`Nothing was to be created.`);
  // "Already …" without more: one like it where something is created, its own state elsewhere.
  if (Math.max(scores.of('exists'), scores.of('state')) < 2.6)
    if (carried.creates) scores.scale(0.9, 'state');
    else if (!carried.deletes) scores.scale(0.9, 'exists');
  // RFC 4918 §9.3.1, §9.7.1, §9.8.5, §9.9.4: a bare 409 to these says that an ancestor is missing.
  if (status === 409 && scores.empty && token === null && /^(MKCOL|MOVE|COPY)$/.test(method))
    scores.give(
      'parent',
      2.2,
      say`A 409 to ${method} means that the collection it belongs into is missing (RFC 4918).`,
    );
  if (/^(MKCOL|MOVE|COPY)$/.test(method) && scores.of('parent') > 0) scores.give('parent', 0.6);
  if (carried.locks) {
    const points = scores.of('locked') > 0 ? 0.8 : status === 412 ? 1 : 1.6;
    scores.give('locked', points, say`The request is about a lock.`);
  }
  if (status === 409 && /\/_?(merge|merges|revert|rebase|cherry-?pick)(\/|\?|$)/i.test(url))
    scores.give('merge', scores.of('merge') > 0 ? 0.5 : 1.6, say`The request asked for a merge.`);
}

/**
 * Nothing was understood, though something was said: what such a refusal of such a request mostly means. Thin, so at most possible.
 * @returns null where nothing may be guessed
 */
export function usually({ status, carried, method }: Refused): Meant | null {
  const mostly = (meaning: Meant['meaning'], what: string): Meant => ({
    meaning,
    score: thin,
    reasons: [say`What the answer says was not understood. ${what}`],
    inferred: true,
  });
  if (status === 412)
    return mostly('ordinary', say`A 412 to a request without a condition is mostly an ordinary error.`);
  if (status !== 409) return null;
  if (carried.deletes) return mostly('in-use', say`A 409 to a DELETE mostly means that something depends on it.`);
  if (carried.creates)
    return mostly('exists', say`A 409 to a request that creates mostly means that there is one already.`);
  return mostly('state', say`A 409 to ${method} without a version mostly means that its state does not allow it.`);
}

/** What the status and the fields of the answer say by themselves. */
function lookAtStatus(scores: Scores, { status, received, silent }: Refused): void {
  if (status === 423) scores.give('locked', scores.of('busy') > 2 ? 0.8 : 1.8, say`The status is 423 Locked.`);
  // RFC 6585 §3 means a condition on the version; many servers use it for any other thing that must be done first.
  if (status === 428)
    scores.give(
      'required',
      silent || scores.of('required') > 0 ? 3.5 : 1.2,
      say`The status is 428 Precondition Required.`,
    );
  if (headerValue(received, 'Retry-After') !== null)
    scores.give('busy', scores.of('busy') > 0 ? 0.5 : 1.2, say`The answer names a time to retry (Retry-After).`);
  if (headerValue(received, 'Tus-Version') !== null && status === 412)
    scores.give('incompatible', 5, say`The answer lists the protocol versions that it supports (Tus-Version).`);
}

function saidText(quote: string): string {
  return say`The answer says: ${quote.length > 160 ? `${quote.slice(0, 157)}…` : quote}`;
}
