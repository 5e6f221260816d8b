import { headerValue } from '../../http/header-list.ts';
import { type Exchange, responseHeaders } from '../../record/exchange.ts';
import { defineFact } from '../define.ts';

/** Reads shortly before the refusal that found nothing under the address or in the collection that the save wrote to, newest first. */
export const emptyLookups = defineFact<readonly Exchange[]>('empty look-ups', ({ refusal, history, neighbours }) => {
  const path = pathOf(refusal.url);
  return [...history, ...neighbours]
    .filter((x) => x.method === 'GET' && x.startedAt <= refusal.startedAt && pathOf(x.url) === path && foundNothing(x))
    .slice(-20)
    .reverse();
});

function pathOf(url: string): string {
  return URL.canParse(url) ? new URL(url).origin + new URL(url).pathname.replace(/\/+$/, '') : url;
}

/** 404, 204, or a search whose list is empty. A list without a query is no look-up for one name. */
function foundNothing(x: Exchange): boolean {
  if (x.status === 404 || x.status === 410) return true;
  if (x.status !== 200 || !x.url.includes('?')) return false;
  const body = x.responseBody;
  if (body.state === 'none') return false;
  // A body that is not at hand, of two bytes and perhaps a line's end: an empty list.
  if (body.state === 'not-kept')
    return (body.length ?? Number(headerValue(responseHeaders(x), 'Content-Length') ?? 99)) <= 3;
  return /^\s*(\[\s*\]|\{[^{}[\]]{0,300}\[\s*\][^{}[\]]{0,300}\})\s*$/.test(body.data.slice(0, 2000));
}
