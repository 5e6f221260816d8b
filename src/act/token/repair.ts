import { bareTag, parseEntityTag, withoutCodingSuffix } from '../../http/entity-tag.ts';
import { headerValue } from '../../http/header-list.ts';
import { isWrite } from '../../http/method.ts';
import { type Body, type Exchange, requestHeaders, responseHeaders } from '../../record/exchange.ts';
import { isRefusal } from '../../record/refusal.ts';
import { say } from '../../texts/say.ts';
import type { Candidate } from './find-changed.ts';
import { refuse, type TokenPlan, type TokenRefusal } from './plan.ts';

/** The save named the version that the server still holds. */
export type Unchanged = {
  readonly candidate: Candidate;
  readonly baseRead: Exchange | null;
  readonly freshRead: Exchange;
  readonly earlier: readonly Exchange[];
  /** Tags by which the server itself calls what the fresh read brought: asked under them, it said that nothing has changed (304). */
  readonly confirmed: ReadonlySet<string>;
};

/**
 * A tag that was bent on its way (a coding's suffix, `W/` of a proxy) is straightened only where the body is shown to be the same:
 * by two reads, by an answer that had the plain form with this body, or by the server's own 304 to it.
 * It stays a condition on that version, so at worst the server refuses again.
 */
export function repaired({ candidate, baseRead, freshRead, earlier, confirmed }: Unchanged): TokenPlan | TokenRefusal {
  const { slot, carrier } = candidate;
  const same = refuse(
    'same-token',
    say`The server still holds the version that the save named (${slot.value} in ${slot.carrier}), so an old version is not why it refused. Sending it again would only be refused again.`,
    [carrier],
  );
  if (slot.carrier !== 'header:If-Match') return same;
  const read = headerValue(responseHeaders(freshRead), 'etag')?.trim() ?? '';
  const straight = straightened(slot.value);
  const unaltered =
    sameBody(baseRead, freshRead) ||
    confirmed.has(straight) ||
    plainWithThisBody(straight, [...earlier, ...(baseRead === null ? [] : [baseRead])], freshRead);
  const wanted =
    // The page spelled it in its own way: the server's own spelling first.
    read !== '' && read !== slot.value && bareTag(read) === bareTag(slot.value)
      ? read
      : unaltered
        ? straight
        : slot.value;
  if (wanted === slot.value || alreadyRefused(wanted, earlier) || (wanted === straight && alteredWasAccepted(earlier)))
    return same;
  return {
    ok: true,
    carriers: [{ ...carrier, fresh: wanted }],
    learnt: candidate.learnt,
    how: say`The save named ${slot.value}, which the fresh read still shows; the body is the same too. The tag was altered on its way (${difference(slot.value, wanted)}), so the plain form ${wanted} is sent.`,
  };
}

/**
 * The fresh tag as the origin spells it, where the body is shown to be the same under it: an answer had the plain form with this body;
 * or the server, asked under the plain form, said that nothing has changed (RFC 9110 §13.1.2); or the altered form was refused already
 * while the body stayed the same. Each is a condition on that version, so at worst the server refuses again.
 */
export function originForm(
  candidate: Candidate,
  freshRead: Exchange,
  earlier: readonly Exchange[],
  confirmed: ReadonlySet<string>,
): Candidate {
  const { carrier, form } = candidate;
  if (carrier.carrier !== 'header:If-Match' || form.name !== 'as-is' || carrier.from !== 'header:ETag')
    return candidate;
  const straight = straightened(carrier.fresh);
  if (straight === carrier.fresh || alteredWasAccepted(earlier) || alreadyRefused(straight, earlier)) return candidate;
  const others = earlier.filter((x) => x.id !== freshRead.id);
  const known =
    plainWithThisBody(straight, others, freshRead) ||
    confirmed.has(straight) ||
    refusedThoughTheSame(carrier.fresh, freshRead, others);
  return known ? { ...candidate, carrier: { ...carrier, fresh: straight } } : candidate;
}

/**
 * The plain form of the fresh read's tag that is worth asking the server about, null where there is none. Only of a strong tag with the
 * suffix of the coding that the answer bears: to a weak one servers say 304 under either form (RFC 9110 §8.8.3.2), which tells nothing.
 */
export function plainFormToAsk(freshRead: Exchange): string | null {
  const tag = headerValue(responseHeaders(freshRead), 'etag')?.trim() ?? '';
  return bearsItsCoding(tag, freshRead) ? straightened(tag) : null;
}

/** The strong form of a weak tag, where the save named a weak one too and the server was not seen to take such. */
export function strongFormToAsk(
  refused: Exchange,
  freshRead: Exchange,
  earlier: readonly Exchange[],
): { readonly strong: string; readonly weak: string } | null {
  const weak = headerValue(responseHeaders(freshRead), 'etag')?.trim() ?? '';
  const strong = straightened(weak);
  const isAsked = parseEntityTag(weak)?.weak === true && ifMatch(refused)?.startsWith('W/') === true;
  return isAsked && !alteredWasAccepted(earlier) && !alreadyRefused(strong, earlier) ? { strong, weak } : null;
}

/** `"7-gzip"` on an answer with `Content-Encoding: gzip`. A weak tag stays weak: nothing says what made it so. */
function bearsItsCoding(tag: string, read: Exchange): boolean {
  const parsed = parseEntityTag(tag);
  if (parsed === null || parsed.weak) return false;
  const coding = headerValue(responseHeaders(read), 'content-encoding')?.trim().toLowerCase();
  const suffix = withoutCodingSuffix(parsed.opaque)?.suffix.replace(/^\W+/, '');
  return suffix !== undefined && (suffix === coding || (suffix === 'df' && coding === 'deflate'));
}

/** A save that named this tag was refused between two reads that both show it, with the same body. */
function refusedThoughTheSame(tag: string, freshRead: Exchange, others: readonly Exchange[]): boolean {
  const refused = others.findLast((x) => isRefusal(x.status) && ifMatch(x) === tag);
  if (refused === undefined) return false;
  return others.some(
    (x) =>
      x.method === 'GET' &&
      x.startedAt <= refused.startedAt &&
      headerValue(responseHeaders(x), 'etag')?.trim() === tag &&
      sameBody(x, freshRead),
  );
}

/** Without `W/` and without a content coding's suffix. */
function straightened(tag: string): string {
  const parsed = parseEntityTag(tag);
  if (parsed === null) return tag;
  return `"${withoutCodingSuffix(parsed.opaque)?.bare ?? parsed.opaque}"`;
}

/** A good answer had the plain tag together with this very body, or took it as what was saved. The tag of an error's body is not the resource's. */
function plainWithThisBody(straight: string, exchanges: readonly Exchange[], freshRead: Exchange): boolean {
  return exchanges.some(
    (x) =>
      x.status !== null &&
      x.status >= 200 &&
      x.status < 300 &&
      headerValue(responseHeaders(x), 'etag')?.trim() === straight &&
      (sameBody(x, freshRead) || sameText(x.requestBody, freshRead.responseBody)),
  );
}

function sameText(a: Body, b: Body): boolean {
  if (a.state !== 'kept' || b.state !== 'kept' || a.truncated || b.truncated) return false;
  return a.data === b.data && a.data !== '';
}

function sameBody(a: Exchange | null, b: Exchange): boolean {
  if (a === null || a.responseBody.state !== 'kept' || b.responseBody.state !== 'kept') return false;
  if (a.responseBody.truncated || b.responseBody.truncated) return false;
  return a.responseBody.data === b.responseBody.data && a.id !== b.id;
}

function ifMatch(x: Exchange): string | null {
  return headerValue(requestHeaders(x), 'if-match')?.trim() ?? null;
}

function alreadyRefused(tag: string, earlier: readonly Exchange[]): boolean {
  return earlier.some((x) => isRefusal(x.status) && ifMatch(x) === tag);
}

/**
 * Some systems need the weak form (FHIR, OData, NetBox) or take the suffixed one (Jetty): then a save was accepted under it before.
 * Reads pass over If-Match in many.
 */
function alteredWasAccepted(earlier: readonly Exchange[]): boolean {
  return earlier.some((x) => {
    const sent = isWrite(x.method) ? ifMatch(x) : null;
    return x.status !== null && x.status >= 200 && x.status < 300 && sent !== null && straightened(sent) !== sent;
  });
}

function difference(sent: string, wanted: string): string {
  const suffix = withoutCodingSuffix(bareTag(sent))?.suffix;
  if (suffix !== undefined && bareTag(sent) !== bareTag(wanted))
    return say`${suffix} was added by a compressing server`;
  return sent.startsWith('W/') ? say`it was made weak by a proxy` : say`it was spelled otherwise`;
}
