import { bareTag, parseEntityTag, withoutCodingSuffix } from '../../http/entity-tag.ts';
import { headerValue } from '../../http/header-list.ts';
import { type Exchange, requestHeaders, responseHeaders } from '../../record/exchange.ts';
import { isRefusal } from '../../record/refusal.ts';
import type { Candidate } from './find-changed.ts';
import { refuse, type TokenPlan, type TokenRefusal } from './plan.ts';

/** The save named the version that the server still holds. */
export type Unchanged = {
  readonly candidate: Candidate;
  readonly baseRead: Exchange | null;
  readonly freshRead: Exchange;
  readonly earlier: readonly Exchange[];
};

/**
 * A tag that was bent on its way (a coding's suffix, `W/` of a proxy) is straightened only where the body is shown to be the same
 * or the origin's own form was seen. It stays a condition on that version, so at worst the server refuses again.
 */
export function repaired({ candidate, baseRead, freshRead, earlier }: Unchanged): TokenPlan | TokenRefusal {
  const { slot, carrier } = candidate;
  const same = refuse(
    'same-token',
    `The server still holds the version that the save named (${slot.value} in ${slot.carrier}), so an old version is not why it refused. Sending it again would only be refused again.`,
  );
  if (slot.carrier !== 'header:If-Match') return same;
  const read = headerValue(responseHeaders(freshRead), 'etag')?.trim() ?? '';
  const straight = straightened(slot.value);
  const seen = tagsOfSuccess([...earlier, ...(baseRead === null ? [] : [baseRead])]);
  const unaltered = sameBody(baseRead, freshRead);
  const wanted =
    // The page spelled it in its own way: the server's own spelling first.
    read !== '' && read !== slot.value && bareTag(read) === bareTag(slot.value)
      ? read
      : unaltered || seen.has(straight)
        ? straight
        : slot.value;
  if (wanted === slot.value || alreadyRefused(wanted, earlier) || (wanted === straight && weakWasAccepted(earlier)))
    return same;
  return {
    ok: true,
    carriers: [{ ...carrier, fresh: wanted }],
    learnt: candidate.learnt,
    how: `The save named ${slot.value}, which the fresh read still shows; the body is the same too. The tag was altered on its way (${difference(slot.value, wanted)}), so the plain form ${wanted} is sent.`,
  };
}

/** Where the origin itself was seen to give the fresh tag in a plainer form, that form is sent. */
export function originForm(candidate: Candidate, freshRead: Exchange, earlier: readonly Exchange[]): Candidate {
  const { carrier, form } = candidate;
  if (carrier.carrier !== 'header:If-Match' || form.name !== 'as-is' || carrier.from !== 'header:ETag')
    return candidate;
  const straight = straightened(carrier.fresh);
  if (straight === carrier.fresh || weakWasAccepted(earlier)) return candidate;
  const later = earlier.filter((x) => x.id !== freshRead.id);
  return tagsOfSuccess(later).has(straight) ? { ...candidate, carrier: { ...carrier, fresh: straight } } : candidate;
}

/** Without `W/` and without a content coding's suffix. */
function straightened(tag: string): string {
  const parsed = parseEntityTag(tag);
  if (parsed === null) return tag;
  return `"${withoutCodingSuffix(parsed.opaque)?.bare ?? parsed.opaque}"`;
}

/** Entity tags of good answers. The tag of an error's body is not the resource's. */
function tagsOfSuccess(exchanges: readonly Exchange[]): Set<string> {
  const good = exchanges.filter(({ status }) => status !== null && ((status >= 200 && status < 300) || status === 304));
  return new Set(good.map((x) => headerValue(responseHeaders(x), 'etag')?.trim() ?? '').filter((tag) => tag !== ''));
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

/** Some systems need the weak form (FHIR, OData, NetBox): then it was accepted before. */
function weakWasAccepted(earlier: readonly Exchange[]): boolean {
  return earlier.some(
    (x) => x.status !== null && x.status >= 200 && x.status < 300 && (ifMatch(x)?.startsWith('W/') ?? false),
  );
}

function difference(sent: string, wanted: string): string {
  const suffix = withoutCodingSuffix(bareTag(sent))?.suffix;
  if (suffix !== undefined && bareTag(sent) !== bareTag(wanted)) return `${suffix} was added by a compressing server`;
  return sent.startsWith('W/') ? 'it was made weak by a proxy' : 'it was spelled otherwise';
}
