import type { CaseFile } from '../../diagnose/contract.ts';
import { headerValue } from '../../http/header-list.ts';
import { isWrite } from '../../http/method.ts';
import { isSuccess } from '../../http/status.ts';
import type { Correction, PlanToken } from '../../messages/acts.ts';
import { type Exchange, requestHeaders, responseHeaders } from '../../record/exchange.ts';
import { say } from '../../texts/say.ts';
import type { Running } from '../running.ts';
import { correct, shownPlace } from '../token/correct.ts';
import { nextOf } from '../token/forms.ts';
import { handedField } from '../token/handshake.ts';
import { learnToken } from '../token/learn-token.ts';
import type { TokenCarrier, TokenPlan, TokenRefusal } from '../token/plan.ts';
import { takesNext } from '../token/priors.ts';
import { plainFormToAsk, strongFormToAsk } from '../token/repair.ts';
import { slotsOf } from '../token/slots.ts';
import { spotsOf } from '../token/spots.ts';
import { baseCandidates, heldAsSent, isNamed, mergedWith, namedValidators, onlyVersionRead } from './base.ts';

/** The token, and the read that the save started from; `base` null where that is not known, so that every difference is asked. */
export type LearntToken = {
  readonly ok: true;
  readonly token: TokenPlan;
  readonly base: Exchange | null;
  /** Places that the person switched off. */
  readonly off?: readonly TokenCarrier[];
};

/** What may be asked while learning, by reads alone. */
export type Asks = {
  /** Whether a tag names what the server holds: a read under If-None-Match that is answered 304 (RFC 9110 §13.1.2). */
  readonly isUnchanged: (tag: string) => Promise<boolean>;
  /**
   * Whether the server takes the strong form of a weak tag for the body that was read, and not the weak one: reads under If-Match, which
   * compares strongly (RFC 9110 §13.1.1).
   */
  readonly takesStrong: (tags: { readonly strong: string; readonly weak: string }) => Promise<boolean>;
  /** Why what was read may be an old copy and not what the server holds, a sentence; null where nothing speaks for it. */
  readonly oldCopy: () => Promise<string | null>;
};

const asksNothing: Asks = {
  isUnchanged: async () => false,
  takesStrong: async () => false,
  oldCopy: async () => null,
};

/** What the person said of the token. */
export type Said = { readonly corrections: readonly Correction[]; readonly knowsUnseen: boolean };

/** Why there is no token. `shown`: the places as they stand, for the person to correct; `unseen`: it goes on with that consent. */
export type NotLearnt = TokenRefusal & { readonly shown?: readonly PlanToken[]; readonly unseen?: boolean };

/** Refusals that a person who knows where the version travels can put right. */
const correctable: readonly TokenRefusal['code'][] = ['no-token', 'ambiguous', 'same-token', 'no-version-named'];

/**
 * Tries the reads that the save may have started from until one ties to it: its validator was named, or a value of it stands in the save
 * and has changed in the fresh read. A read that does not tie to the save is a base only if the tab never saw another version.
 */
export async function learn(
  running: Running,
  file: CaseFile,
  refused: Exchange,
  fresh: Exchange,
  isRace: boolean,
  { corrections, knowsUnseen }: Said,
  asks: Asks = asksNothing,
): Promise<LearntToken | NotLearnt> {
  const base = await baseOf(running, file, refused, fresh);
  const earlier = file.history.filter((x) => x.id !== refused.id && x.id !== fresh.id);
  const confirmed = await plainForms(refused, fresh, earlier, asks);
  const token = learnToken({ refused, baseRead: base, freshRead: fresh, earlier, confirmed });
  if (corrections.length > 0 && (token.ok || correctable.includes(token.code))) {
    const said = correct(refused, fresh, token.ok ? token : (token.places ?? []), corrections, knowsUnseen);
    if (said.ok)
      return (await staleRead(said.token, fresh, asks)) ?? { ok: true, token: said.token, base, off: said.off };
    return { ok: false, code: 'correction', reason: said.reason, shown: said.places, unseen: said.unseen };
  }
  const handed = handedField(refused, await running.secrets(refused));
  if (!token.ok && token.code === 'same-token' && handed !== null) {
    const held = stillHeld(token, handed[0]);
    if (held !== null) return { ok: true, token: held, base };
  }
  const learnt = await asLearnt(token, base, refused, fresh, isRace, asks);
  if (learnt.ok || !correctable.includes(learnt.code)) return learnt;
  return { ...learnt, shown: (learnt.places ?? []).map((place) => shownPlace(place, null, true)) };
}

/** Plain forms of the fresh read's tag that the server itself takes for what it holds. */
async function plainForms(
  refused: Exchange,
  fresh: Exchange,
  earlier: readonly Exchange[],
  asks: Asks,
): Promise<readonly string[]> {
  const plain = plainFormToAsk(fresh);
  if (plain !== null) return (await asks.isUnchanged(plain)) ? [plain] : [];
  const tags = strongFormToAsk(refused, fresh, earlier);
  return tags !== null && (await asks.takesStrong(tags)) ? [tags.strong] : [];
}

async function asLearnt(
  token: TokenPlan | TokenRefusal,
  base: Exchange | null,
  refused: Exchange,
  fresh: Exchange,
  isRace: boolean,
  asks: Asks,
): Promise<LearntToken | TokenRefusal> {
  if (token.ok) return (await staleRead(token, fresh, asks)) ?? { ok: true, token, base };
  const again = token.code === 'same-token' && isRace ? sameAgain(refused, fresh) : null;
  if (again !== null) return { ok: true, token: again, base };
  return token.code === 'same-token' ? (notRead(await asks.oldCopy()) ?? token) : token;
}

/** The read may have brought an old copy: then what the server holds was not read. */
function notRead(reason: string | null): TokenRefusal | null {
  return reason === null ? null : { ok: false, code: 'not-read', reason };
}

async function baseOf(running: Running, file: CaseFile, refused: Exchange, fresh: Exchange): Promise<Exchange | null> {
  const before = mergedWith(file);
  if (before !== null) return withBody(running, before);
  const candidates: Exchange[] = [];
  for (const candidate of baseCandidates(file)) {
    const whole = await withBody(running, candidate);
    if (whole !== null) candidates.push(whole);
  }
  const named = namedValidators(refused);
  const byName = candidates.find((candidate) => isNamed(candidate, named));
  if (byName !== undefined) return byName;
  const ties = candidates.flatMap((candidate) => {
    const tie = tieOf(refused, candidate, fresh);
    return tie === null ? [] : [{ ...tie, candidate }];
  });
  // A save may carry the version that was read or the one after it: 5 ties to a read of 5 and to one of 4. The wrong one as the base
  // would hide what lies between the two, so what the resource showed of its ways decides, and without that the plain form.
  const way = wayOf(file, ties[0]?.token);
  const tied =
    way === null ? (ties.find(({ form }) => form === 'as-is') ?? ties[0]) : ties.find(({ form }) => form === way);
  return tied?.candidate ?? (named.size === 0 && ties.length === 0 ? onlyVersionRead(file, candidates) : null);
}

type Way = 'as-is' | 'next';

/** How the save's version comes from the candidate's, null where it does not. */
function tieOf(refused: Exchange, candidate: Exchange, fresh: Exchange): { form: Way; token: TokenPlan } | null {
  const token = learnToken({ refused, baseRead: candidate, freshRead: fresh });
  if (!token.ok || token.learnt !== 'seen') return null;
  const [{ from, stale }] = token.carriers;
  if (from.startsWith('refusal:')) return null;
  const value = spotsOf(candidate).get(from)?.value;
  return { form: value !== undefined && value !== stale && nextOf(value) === stale ? 'next' : 'as-is', token };
}

/** Which of the two an accepted save showed: one that carried what the server held afterwards had counted on by itself. */
function wayOf(file: CaseFile, token: TokenPlan | undefined): Way | null {
  if (token === undefined) return null;
  const [{ carrier, from }] = token.carriers;
  if (takesNext(carrier)) return 'next';
  for (const x of file.history.toReversed()) {
    if (!isWrite(x.method) || !isSuccess(x.status)) continue;
    const sent = slotsOf(x).find((slot) => slot.carrier === carrier)?.value;
    const held = spotsOf(x).get(from)?.value;
    if (sent !== undefined && held !== undefined) return sent === held ? 'next' : 'as-is';
  }
  return null;
}

/**
 * The refusal names a newer version than the fresh read shows: an old copy was read (a shared cache, a replica).
 * Merging with it under the newer token would undo what lies between the two. Where the read shows neither version, a copy counts as old.
 */
async function staleRead(token: TokenPlan, fresh: Exchange, asks: Asks): Promise<TokenRefusal | null> {
  const [{ from, stale, fresh: current }] = token.carriers;
  if (!from.startsWith('refusal:')) return null;
  const shown = new Set([...spotsOf(fresh).values()].map(({ value }) => value));
  if (shown.has(current)) return null;
  if (stale === null || !shown.has(stale)) return notRead(await asks.oldCopy());
  return {
    ok: false,
    code: 'not-read',
    reason: say`The server said that it holds version ${current}, but reading it still brings ${stale}: a cache or another node answered with an old copy. Wait a moment, then try again.`,
  };
}

async function withBody(running: Running, x: Exchange): Promise<Exchange | null> {
  if (heldAsSent(x)) return asHeld(x.requestBody.state === 'not-kept' ? await running.deps.store.exchange(x.id) : x);
  const whole = x.responseBody.state === 'not-kept' ? await running.deps.store.exchange(x.id) : x;
  const body = whole?.responseBody;
  return whole && body?.state === 'kept' && !body.truncated && body.encoding === 'text' ? whole : null;
}

/** A greeting, no refusal: the version that the save named is still held, so the same condition goes out once more with what was handed over. */
function stillHeld({ places = [] }: TokenRefusal, name: string): TokenPlan | null {
  const [first] = places;
  if (first === undefined || first.stale === null) return null;
  return {
    ok: true,
    carriers: [{ ...first, fresh: first.stale }],
    learnt: 'seen',
    how: say`The server still holds the version that the save named. Its refusal hands over ${name} to send, so the same condition goes out with it.`,
  };
}

/** The save as a read under its new validator would have brought it. */
function asHeld(x: Exchange | null | undefined): Exchange | null {
  const body = x?.requestBody;
  if (!x || body?.state !== 'kept' || body.truncated || body.redacted || body.encoding !== 'text') return null;
  const type = headerValue(requestHeaders(x), 'content-type');
  const headers = [...(responseHeaders(x) ?? []).filter(([name]) => !/^content-type$/i.test(name))];
  if (type !== null) headers.push(['Content-Type', type]);
  return { ...x, responseBody: body, headers: { ...x.headers, received: headers, seen: headers } };
}

/** After a mere race the version that the save named may still be the right one: the same condition once more overwrites nobody. */
function sameAgain(refused: Exchange, fresh: Exchange): TokenPlan | null {
  const sent = headerValue(requestHeaders(refused), 'if-match')?.trim();
  const held = headerValue(responseHeaders(fresh), 'etag')?.trim();
  if (sent === undefined || sent !== held) return null;
  return {
    ok: true,
    carriers: [{ carrier: 'header:If-Match', stale: sent, fresh: sent, number: false, from: 'header:ETag' }],
    learnt: 'seen',
    how: say`The server spoke of a race and still holds the version that the save named, so the same condition is sent once more.`,
  };
}
