import type { HeaderList } from '../http/header-list.ts';
import { type Exchange, requestHeaders } from '../record/exchange.ts';
import { redactBody, redactHeaders } from '../record/redact.ts';
import { redactUrl } from '../record/redact-text.ts';
import { redactionOf } from '../record/redaction.ts';
import { plain } from './quote.ts';
import { namesOfSecrets, secretsOf, type Text, textOf } from './text.ts';
import { type TokenUse, tokensOf } from './token.ts';

/** A refused save as a script tells it anew. Secrets are names. */
export type Save = {
  /** One line for people. */
  readonly title: string;
  readonly method: string;
  /** Without the parameters that carry a version. */
  readonly url: Text;
  readonly readUrl: Text;
  /** Without preconditions and without what the client sets by itself. */
  readonly headers: readonly (readonly [string, Text])[];
  readonly readHeaders: readonly (readonly [string, Text])[];
  /** An Idempotency-Key field of the save: each try needs a new one. */
  readonly idempotencyKey: string | null;
  readonly body: Text | null;
  /** What the save started from, where it is known. */
  readonly base: Text | null;
  readonly tokens: readonly [TokenUse, ...TokenUse[]];
  readonly secrets: readonly string[];
};

/** Fields that clients set by themselves, and Cookie, which the scripts take from RESAVE_COOKIE. */
const ownOfClients =
  /^(accept-encoding|accept-charset|connection|content-length|cookie2?|date|dnt|expect|host|keep-alive|origin|priority|referer|te|trailer|transfer-encoding|upgrade(-insecure-requests)?|user-agent|via|pragma|cache-control)$|^(sec|proxy)-|^:/i;
const conditional = /^if-(match|none-match|modified-since|unmodified-since|range)$|^range$/i;
/** RFC 9110 §5.6.2 and §5.5: names are tokens, values hold no line breaks. */
const isName = /^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/;
const isValue = /^[\x20-\x7e\t\x80-\xff‹›]*$/;

/** Longest base that is written into a script. */
const longestBase = 64 * 1024;

/** What is stored has no secrets; what is not from the store might. */
const tags = redactionOf('takeaway');

/**
 * What a script needs of a save, or the sentence why there can be none.
 * @param before reads of the resource before it, oldest first
 */
export function saveOf(exchange: Exchange, before: readonly Exchange[]): Save | { readonly why: string } {
  const { requestBody } = exchange;
  if (!/^https?:/.test(exchange.url) || !URL.canParse(exchange.url))
    return { why: 'Only addresses of http and https can be saved to.' };
  if (!isName.test(exchange.method)) return { why: 'The method is not a word that HTTP knows.' };
  if (requestBody.state === 'not-kept')
    return { why: 'The body of the save is not kept, so it cannot be taken along.' };
  if (requestBody.state === 'kept' && (requestBody.truncated || requestBody.encoding === 'base64'))
    return { why: 'Only the beginning of the body was kept, or it is not text, so it cannot be taken along.' };
  const names = namesOfSecrets();
  const given = redactHeaders(tags, requestHeaders(exchange) ?? []).filter(
    ([name, value]) => isName.test(name) && isValue.test(value) && !ownOfClients.test(name),
  );
  const tokens = tokensOf(exchange, before);
  const carried = (name: string) =>
    tokens.some(({ place }) => place.via === 'header' && place.name.toLowerCase() === name.toLowerCase());
  const plainFields = given.filter(([name]) => !conditional.test(name) && !carried(name) && !isKey(name));
  const field = ([name, value]: HeaderList[number]) => [name, textOf(value, names, name)] as const;
  const body = requestBody.state === 'none' ? null : redactBody(tags, requestBody, given);
  const data = body?.state === 'kept' ? body.data : null;
  const headers = plainFields.map(field);
  // Browsers send strings as text/plain; curl and Python would call them a form.
  if (data !== null && !plainFields.some(([name]) => name.toLowerCase() === 'content-type'))
    headers.push(['Content-Type', [{ literal: 'text/plain;charset=UTF-8' }]]);
  const reads = before.filter((x) => x.method === 'GET' && URL.canParse(x.url) && /^https?:/.test(x.url));
  const url = textOf(redactUrl(tags, withoutTokens(exchange.url, tokens)), names);
  const readUrl = reads.at(-1)?.url ?? withoutTokens(exchange.url, tokens);
  const base = baseOf(reads.at(-1));
  const made = {
    title: plain(`${exchange.method} ${placeOf(exchange.url)}, refused with ${exchange.status ?? 'no answer'}`),
    method: exchange.method,
    url,
    readUrl: textOf(redactUrl(tags, readUrl.split('#', 1)[0] ?? readUrl), names),
    headers,
    readHeaders: plainFields.filter(([name]) => !/^content-|^x-http-method/i.test(name)).map(field),
    idempotencyKey: given.find(([name]) => isKey(name))?.[0] ?? null,
    body: data === null ? null : textOf(data, names, null, /^\s*[[{"]/.test(data)),
    base: base === null ? null : textOf(base, names, null, /^\s*[[{"]/.test(base)),
    tokens,
  };
  const texts = [made.url, made.readUrl, ...made.headers.map(([, value]) => value), made.body ?? [], made.base ?? []];
  return { ...made, secrets: secretsOf(texts) };
}

/** A query may hold keys; the path is enough to know the save by. */
function placeOf(url: string): string {
  const { origin, pathname } = new URL(redactUrl(tags, url));
  return origin + pathname;
}

const isKey = (name: string) => /^(x-)?idempotency-key$/i.test(name);

function withoutTokens(url: string, tokens: readonly TokenUse[]): string {
  const { href } = new URL(url);
  const names = tokens.flatMap(({ place }) => (place.via === 'query' ? [place.name] : []));
  const [whole = href] = href.split('#', 1);
  const question = whole.indexOf('?');
  if (names.length === 0 || question === -1) return whole;
  const left = whole
    .slice(question + 1)
    .split('&')
    .filter((pair) => ![...new URLSearchParams(pair).keys()].some((name) => names.includes(name)));
  return whole.slice(0, question) + (left.length === 0 ? '' : `?${left.join('&')}`);
}

function baseOf(read: Exchange | undefined): string | null {
  const body = read?.responseBody;
  if (body?.state !== 'kept' || body.truncated || body.encoding !== 'text' || body.data.length > longestBase)
    return null;
  const clean = redactBody(tags, body, read?.headers.received ?? read?.headers.seen ?? null);
  return clean.state === 'kept' ? clean.data : null;
}
