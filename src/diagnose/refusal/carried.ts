import { headerValue } from '../../http/header-list.ts';
import { type Exchange, requestHeaders } from '../../record/exchange.ts';
import { createOnlyWish, isAct } from './intent.ts';
import { type CarriedToken, requestTokens } from './request-tokens.ts';

/** What the refused request carried and meant to do. */
export type Carried = {
  readonly tokens: readonly CarriedToken[];
  /** The wish to create only, in the request's own words; null where there is none. */
  readonly createOnly: string | null;
  readonly creates: boolean;
  readonly deletes: boolean;
  /** LOCK, UNLOCK or a lease: the act is about a lock. */
  readonly locks: boolean;
  /** A digest of the content was sent, so a mismatch can be about that (RFC 9530; Content-MD5). */
  readonly digest: boolean;
  readonly idempotencyKey: string | null;
  /** Last word of the path where it names an act: `merge`, `restart`. */
  readonly act: string | null;
  /** Request headers were seen; otherwise nothing follows from an absent one. */
  readonly headersSeen: boolean;
};

/** What the refused request carried. Pure; bounded by what its parts look at. */
export function carriedBy(x: Exchange): Carried {
  const headers = requestHeaders(x);
  const method = x.method.toUpperCase();
  const text = bodyText(x);
  const url = URL.canParse(x.url) ? new URL(x.url) : null;
  const tokens = requestTokens(headers, url, text);
  const segments = (url?.pathname ?? '').split('/').filter((part) => part !== '');
  const last = (segments.at(-1) ?? '').toLowerCase();
  const acts = isAct(last, segments);
  const createOnly = createOnlyWish(method, url, headers, tokens, text);
  // Query APIs name the act in the form: Action=DeleteRole.
  const action = /\baction=(create|delete|remove)/i.exec(text.slice(0, 300))?.[1]?.toLowerCase() ?? null;
  return {
    // A token that says "must not exist yet" is the wish to create, not a version.
    tokens: tokens.filter((token) => createOnly?.includes(token.name) !== true),
    createOnly,
    creates: createOnly !== null || method === 'MKCOL' || (method === 'POST' && !acts) || action === 'create',
    deletes:
      method === 'DELETE' || action === 'delete' || action === 'remove' || /^(delete|remove|destroy)$/.test(last),
    locks:
      method === 'LOCK' ||
      method === 'UNLOCK' ||
      (headers ?? []).some(([name]) => /lease|lock-token/i.test(name)) ||
      /^(lock|unlock|lease|checkout)$/.test(last),
    digest: (headers ?? []).some(([name]) =>
      /^((content-|repr-)?digest|content-md5|(x|oc|x-amz)-checksum)/i.test(name),
    ),
    idempotencyKey:
      headerValue(headers, 'Idempotency-Key') ??
      headerValue(headers, 'X-Idempotency-Key') ??
      headerValue(headers, 'X-Request-Token'),
    act: acts ? last : null,
    headersSeen: headers !== null,
  };
}

/** The request's body as text; '' where there is none or it was not kept. */
function bodyText(x: Exchange): string {
  return x.requestBody.state === 'kept' && x.requestBody.encoding === 'text' ? x.requestBody.data : '';
}
