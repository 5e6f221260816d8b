import { type HeaderStage, headerStages } from '../../../capture/sighting.ts';
import type { Exchange } from '../../../record/exchange.ts';
import { say } from '../../../texts/say.ts';

/** Whose doing a difference between two stages is, as far as can be told: no source names an extension. */
export type By = 'browser' | 'cache' | 'extension';

/** One field on its way. null: that stage was seen and did not have the field. */
export type CustodyRow = {
  readonly name: string;
  readonly before: string | null;
  readonly after: string | null;
  /** What happened between the two stages; `unseen` where one of them was not seen. */
  readonly change: 'same' | 'added' | 'removed' | 'changed' | 'unseen';
  readonly by: By | null;
};

export type Custody = {
  readonly stages: readonly [HeaderStage, HeaderStage];
  readonly seen: readonly [boolean, boolean];
  /** Nobody but the page told of it: neither webRequest nor DevTools, which alone see the wire. */
  readonly pageOnly: boolean;
  readonly rows: readonly CustodyRow[];
};

/** What each stage means, for a column's heading. */
export const stageWord: { readonly [S in HeaderStage]: string } = {
  set: say`Set by the page`,
  sent: say`Sent on the wire`,
  received: say`Received from the wire`,
  seen: say`Seen by the page`,
};

/**
 * Fields that browsers put in themselves after the page's turn: those that a page cannot set (Fetch standard, forbidden
 * request-headers) and what webRequest does not show before the wire (Chromium 156).
 */
const browsersOwn =
  /^(accept|accept-(charset|encoding|language)|authorization|connection|content-length|content-type|cookie2?|date|dnt|host|keep-alive|origin|priority|proxy-.*|referer|sec-.*|te|upgrade(-insecure-requests)?|user-agent|via)$/i;
/** What the browser's cache puts in to confirm its copy, and a reload or DevTools' “Disable cache” to pass it by. */
const cachesOwn = /^(if-none-match|if-modified-since|cache-control|pragma)$/i;

/** Request headers (set, sent) and response headers (received, seen), field by field, in the order of the wire; what changed comes first. */
export function custody(x: Exchange): { readonly request: Custody; readonly response: Custody } {
  const [set, sent, received, seen] = headerStages;
  return {
    request: between(x, set, sent, (name, change) => {
      if (change !== 'added') return 'extension';
      if (cachesOwn.test(name)) return 'cache';
      return browsersOwn.test(name) ? 'browser' : 'extension';
    }),
    // A copy that a 304 confirmed has the 304's fields at one end and the stored answer's at the other.
    response: between(x, received, seen, () => (x.servedBy === 'network' && x.status !== 304 ? 'extension' : 'cache')),
  };
}

function between(
  x: Exchange,
  first: HeaderStage,
  second: HeaderStage,
  whose: (name: string, change: CustodyRow['change']) => By,
): Custody {
  const [a, b] = [x.headers[first], x.headers[second]];
  const names = new Map<string, string>();
  for (const [name] of [...(b ?? []), ...(a ?? [])]) {
    const key = name.toLowerCase();
    if (!names.has(key)) names.set(key, name);
  }
  const rows = [...names].map(([key, name]): CustodyRow => {
    const [before, after] = [fieldValue(a, key), fieldValue(b, key)];
    if (a === null || b === null) return { name, before, after, change: 'unseen', by: null };
    const change = before === null ? 'added' : after === null ? 'removed' : before === after ? 'same' : 'changed';
    return { name, before, after, change, by: change === 'same' ? null : whose(key, change) };
  });
  const rank = ({ change, by }: CustodyRow): number =>
    change === 'same' || change === 'unseen' ? 1 : by === 'extension' ? 0 : 2;
  rows.sort((one, other) => rank(one) - rank(other));
  const pageOnly = x.sources.length > 0 && x.sources.every((source) => source === 'page-intent');
  return { stages: [first, second], seen: [a !== null, b !== null], pageOnly, rows };
}

function fieldValue(list: Exchange['headers'][HeaderStage], key: string): string | null {
  const values = (list ?? []).filter(([name]) => name.toLowerCase() === key).map(([, value]) => value);
  return values.length === 0 ? null : values.join(', ');
}

/** The sign of a change: it tells the three apart without colour. */
export const changeSign = { same: '', unseen: '', added: '+', removed: '−', changed: '≠' } as const;

/** A change in words, with whose doing it is. */
export function changeWord({ change, by }: CustodyRow): string {
  switch (change) {
    case 'same':
    case 'unseen':
      return '';
    case 'added':
      if (by === 'browser') return say`added, as browsers do by themselves`;
      return by === 'cache' ? say`added by the browser’s cache` : say`added by an extension`;
    case 'removed':
      return by === 'cache' ? say`not in the copy that the cache gave` : say`removed by an extension`;
    case 'changed':
      return by === 'cache' ? say`another one in the copy that the cache gave` : say`replaced by an extension`;
  }
}
