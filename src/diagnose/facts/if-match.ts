import { type EntityTag, parseTagList } from '../../http/entity-tag.ts';
import { headerValue } from '../../http/header-list.ts';
import { type Exchange, requestHeaders, responseHeaders } from '../../record/exchange.ts';
import { say } from '../../texts/say.ts';
import { defineFact, missing } from '../define.ts';

/** The refused request's If-Match, and the tag that the refusal itself hands over. */
export type IfMatch = {
  readonly exchange: Exchange;
  readonly status: number | null;
  /** As it went out; null where the request carried none, or `*`. */
  readonly sent: string | null;
  /** Its members; one that is no entity tag is null (RFC 9110 §8.8.3). */
  readonly tags: readonly (EntityTag | null)[];
  /** The tag in the refusal, and the field that held it. OC-ETag is the one that no proxy rewrites (ownCloud, Nextcloud). */
  readonly handed: { readonly field: string; readonly value: string } | null;
};

export const ifMatch = defineFact<IfMatch>('If-Match', ({ refusal }) => {
  const headers = requestHeaders(refusal);
  if (headers === null) return missing(say`The header fields of the refused save were not seen.`);
  const sent = headerValue(headers, 'If-Match');
  const tags = sent === null ? '*' : parseTagList(sent);
  const field = ['OC-ETag', 'ETag'].find((name) => headerValue(responseHeaders(refusal), name) !== null);
  return {
    exchange: refusal,
    status: refusal.status,
    sent: tags === '*' ? null : sent,
    tags: tags === '*' ? [] : tags,
    handed: field === undefined ? null : { field, value: headerValue(responseHeaders(refusal), field) ?? '' },
  };
});
