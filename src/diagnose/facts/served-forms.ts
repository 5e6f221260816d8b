import { headerValue } from '../../http/header-list.ts';
import { type Exchange, requestHeaders } from '../../record/exchange.ts';
import { attribute } from '../../record/page-signs.ts';
import { defineFact, isMissingValue } from '../define.ts';
import { sentToken } from './sent-token.ts';
import { isGoodRead } from './traffic.ts';

/** What the pages of this tab had put into the hidden field that carries the version, oldest first. */
export type ServedForms = {
  readonly field: string;
  readonly submitted: string;
  readonly served: readonly { readonly value: string; readonly exchange: Exchange }[];
  /** Pages at the form's path whose content was not kept: what they were served with is not known. */
  readonly unread: readonly Exchange[];
} | null;

const longest = 1_000_000;
const mostInputs = 500;

/** null: the save is no form's, or no field of it carries a version. */
export const servedForms = defineFact<ServedForms>('served forms', ({ refusal, history, neighbours }, read) => {
  const token = read(sentToken);
  if (isMissingValue(token)) return token;
  const type = headerValue(requestHeaders(refusal), 'Content-Type') ?? '';
  const field = /^body:([^$].*)$/.exec(token?.carrier ?? '')?.[1];
  if (token === null || field === undefined || !/x-www-form-urlencoded|multipart\/form-data/i.test(type)) return null;
  const pages = [...history, ...neighbours]
    // Begun, not ended: a page that is left with Back may end late or never (Firefox 153).
    .filter((x) => x.parent === null && x.tabId === refusal.tabId && isGoodRead(x) && x.startedAt < refusal.startedAt)
    .sort((a, b) => a.startedAt - b.startedAt);
  const served = pages.flatMap((exchange) => {
    const value = hiddenValue(exchange, field);
    return value === null ? [] : [{ value, exchange }];
  });
  // Forms of other records stand at other paths, or differ in a parameter that both have.
  const newest = served.at(-1)?.exchange.url;
  return {
    field,
    submitted: token.next ? String(Number(token.value) + 1) : token.value,
    served: newest === undefined ? [] : served.filter(({ exchange }) => sameForm(exchange.url, newest)),
    unread:
      newest === undefined ? [] : pages.filter((x) => x.responseBody.state === 'not-kept' && sameForm(x.url, newest)),
  };
});

function hiddenValue({ responseBody: body }: Exchange, field: string): string | null {
  if (body.state !== 'kept' || body.encoding !== 'text') return null;
  let count = 0;
  for (const [tag] of body.data.slice(0, longest).matchAll(/<input\b[^>]{0,1000}>/gi)) {
    if (++count > mostInputs) return null;
    if (attribute(tag, 'name') === field) return attribute(tag, 'value');
  }
  return null;
}

function sameForm(a: string, b: string): boolean {
  if (!URL.canParse(a) || !URL.canParse(b)) return a === b;
  const [x, y] = [new URL(a), new URL(b)];
  return x.pathname === y.pathname && [...x.searchParams].every(([k, v]) => (y.searchParams.get(k) ?? v) === v);
}
