import { headerValue } from '../../http/header-list.ts';
import { type Exchange, requestHeaders } from '../../record/exchange.ts';
import { say } from '../../texts/say.ts';
import { defineFact, isMissingValue, missing } from '../define.ts';
import { probeReads } from './probe-reads.ts';

/** What the folder above the refused URL answered last, as far as that tells whether it exists. */
export type ParentRead = {
  readonly exchange: Exchange;
  readonly there: boolean;
  /** The newest read of the resource itself that said that it is not there, or null. */
  readonly selfGone: Exchange | null;
};

const absent = (status: number | null) => status === 404 || status === 410;

/** Answers that only something existing gives: content, a redirect to it, or that one may not look. */
const present = (status: number | null) => status !== null && (status < 400 || [401, 403, 405].includes(status));

/** The URL one path segment up, without query, or null at the root. */
export function parentOf(url: string): string | null {
  if (!URL.canParse(url)) return null;
  const parsed = new URL(url);
  const parts = parsed.pathname.replace(/\/+$/, '').split('/');
  if (parts.length < 2 || parsed.pathname === '/') return null;
  parsed.pathname = `${parts.slice(0, -1).join('/')}/`;
  parsed.search = '';
  return parsed.href;
}

export const parentRead = defineFact<ParentRead>('parent read', (file, read) => {
  const probed = read(probeReads);
  const parent = parentOf(file.refusal.url);
  const ofPages = file.neighbours.filter(
    (x) => x.url === parent && /^(GET|HEAD)$/i.test(x.method) && headerValue(requestHeaders(x), 'range') === null,
  );
  const reads = [...ofPages, ...(isMissingValue(probed) ? [] : probed.of('parent'))];
  const exchange = reads.findLast(({ status }) => absent(status) || present(status));
  if (exchange === undefined)
    return missing(say`Whether the folder above exists was not asked. “Check the server” asks it.`, 'parent');
  const selfGone = file.history.findLast((x) => /^(GET|HEAD)$/i.test(x.method) && absent(x.status)) ?? null;
  return { exchange, there: present(exchange.status), selfGone };
});
