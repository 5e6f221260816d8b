import { type HeaderList, headerValue } from '../../http/header-list.ts';
import type { Exchange } from '../../record/exchange.ts';
import { defineFact, isMissingValue } from '../define.ts';
import { baseRead } from './base-read.ts';

/** A field that had one value before other extensions' turn and another after it. */
export type ChangedField = {
  readonly exchange: Exchange;
  readonly name: string;
  readonly before: string | null;
  readonly after: string | null;
  readonly direction: 'request' | 'answer';
  /** Whether it carries the version itself, or only decides what caches do. */
  readonly carriesVersion: boolean;
};

export type ChangedOnTheWay = {
  readonly changed: readonly ChangedField[];
  /** Both ends of the save and of the base read were seen, so that nothing can have gone unnoticed. */
  readonly complete: boolean;
};

const ofRequests = ['If-Match', 'If-Unmodified-Since', 'If-None-Match', 'Cache-Control'];
const ofAnswers = ['ETag', 'Last-Modified', 'Cache-Control', 'Access-Control-Expose-Headers'];
const versionFields = new Set(['If-Match', 'If-Unmodified-Since', 'ETag', 'Last-Modified']);

/** What the browser's own cache adds or takes below the page (Chromium 156): no other extension's doing. */
const browsersOwn = /^(no-cache|no-store|max-age=0)?$/i;

function compare(
  exchange: Exchange,
  direction: ChangedField['direction'],
  before: HeaderList,
  after: HeaderList,
): ChangedField[] {
  return (direction === 'request' ? ofRequests : ofAnswers).flatMap((name) => {
    const [was, is] = [headerValue(before, name), headerValue(after, name)];
    if (was === is) return [];
    // A revalidation by the cache puts If-None-Match and Cache-Control in where the page set none.
    if (direction === 'request' && was === null && name === 'If-None-Match') return [];
    if (direction === 'request' && was === null && name === 'Cache-Control' && browsersOwn.test(is ?? '')) return [];
    return [{ exchange, name, before: was, after: is, direction, carriesVersion: versionFields.has(name) }];
  });
}

function requestOf(x: Exchange): ChangedField[] {
  const { set, sent } = x.headers;
  return set === null || sent === null ? [] : compare(x, 'request', set, sent);
}

/** Fields that differ between the stages of this exchange, both ways. */
export function fieldsChanged(x: Exchange): readonly ChangedField[] {
  return [...requestOf(x), ...answerOf(x)];
}

function answerOf(x: Exchange): ChangedField[] {
  // A confirmed copy has the 304's fields at one end and the stored answer's at the other.
  if (x.servedBy !== 'network' || x.status === 304) return [];
  const { received, seen } = x.headers;
  return received === null || seen === null ? [] : compare(x, 'answer', received, seen);
}

/** Fields that differ between the stages of one exchange: of the save's request, and of the read's request and answer. */
export const changedOnTheWay = defineFact<ChangedOnTheWay>('changed on the way', ({ refusal }, read) => {
  const base = read(baseRead);
  const reading = isMissingValue(base) ? null : base.exchange;
  const changed: ChangedField[] = [refusal, ...(reading === null ? [] : [reading])].flatMap(requestOf);
  if (reading !== null) changed.push(...answerOf(reading));
  const complete =
    seenAsSet(refusal) &&
    refusal.headers.sent !== null &&
    reading !== null &&
    (reading.servedBy !== 'network' || (reading.headers.received !== null && reading.headers.seen !== null));
  return { changed, complete };
});

/**
 * Whether the request was seen before any other extension’s turn. Firefox 153 shows webRequest what their declarativeNetRequest has made
 * of it already: there only the hook in the page tells, which workers and pages opened before the watching do not have.
 */
function seenAsSet({ headers: { set, sent }, sources }: Exchange): boolean {
  if (set === null) return false;
  return sources.includes('page-intent') || !/\bFirefox\//.test(headerValue(sent, 'User-Agent') ?? '');
}

/** The fields that carried a version before other extensions' turn and were gone after it: the page did what it had to do. */
export function takenOnTheWay({ changed }: ChangedOnTheWay): readonly ChangedField[] {
  return changed.filter((field) => field.carriesVersion && field.before !== null && field.after === null);
}
