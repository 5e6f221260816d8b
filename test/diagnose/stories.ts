import type { HeaderList } from '../../src/http/header-list.ts';
import type { Exchange } from '../../src/record/exchange.ts';
import { exchange, type Sketch } from './cases.ts';

/** The moment at which every story begins, epoch ms; times in stories are seconds after it. */
export const start = Date.UTC(2026, 2, 2, 9, 0, 0);

export function at(seconds: number): number {
  return start + seconds * 1000;
}

type More = Sketch & { readonly tag?: string | null; readonly cacheControl?: string };

/** Answer fields as a plain JSON API gives them; `Date` is the server's time of the answer. */
function answered(seconds: number, { tag = null, cacheControl = 'no-cache' }: More): HeaderList {
  const fields: [string, string][] = [
    ['Date', new Date(at(seconds)).toUTCString()],
    ['Content-Type', 'application/json'],
    ['Cache-Control', cacheControl],
  ];
  return tag === null ? fields : [...fields, ['ETag', tag]];
}

function make(seconds: number, more: More, usual: Sketch): Exchange {
  const { tag: _tag, cacheControl: _cacheControl, ...sketch } = more;
  return exchange({
    startedAt: at(seconds),
    endedAt: at(seconds) + 20,
    received: answered(seconds, more),
    ...usual,
    ...sketch,
  });
}

/** A GET of the page that brought this version from the server. */
export function load(seconds: number, tag: string | null, more: More = {}): Exchange {
  return make(seconds, { tag, ...more }, { sent: [['Accept', 'application/json']] });
}

/** The same from the browser's own cache, as DevTools tells it: the stored answer's fields, its old `Date` among them. */
export function cached(seconds: number, tag: string, storedAt: number, more: More = {}): Exchange {
  return make(seconds, more, {
    sent: [['Accept', 'application/json']],
    received: answered(storedAt, { tag, cacheControl: 'max-age=60', ...more }),
    servedBy: 'http-cache',
  });
}

/** A PUT with If-Match that was applied and made this version. */
export function saved(seconds: number, ifMatch: string | null, tag: string | null, more: More = {}): Exchange {
  return make(
    seconds,
    { tag, ...more },
    {
      method: 'PUT',
      sent: ifMatch === null ? [] : [['If-Match', ifMatch]],
      requestBody: '{"title":"mine"}',
    },
  );
}

/** A PUT that the server refused. */
export function refused(seconds: number, ifMatch: string | null, more: More = {}): Exchange {
  return make(seconds, more, {
    method: 'PUT',
    status: 412,
    sent: ifMatch === null ? [] : [['If-Match', ifMatch]],
    requestBody: '{"title":"mine again"}',
    responseBody: '{"error":"precondition failed"}',
  });
}

const noStore: HeaderList = [
  ['Accept', 'application/json'],
  ['Cache-Control', 'no-cache'],
  ['Pragma', 'no-cache'],
];

/** The first three reads of a check: the ordinary one, then two that pass the browser's cache. */
export function check(
  seconds: number,
  save: Exchange,
  normal: string | null,
  fresh: readonly [string | null, string | null],
  more: More & { readonly normalFrom?: Exchange['servedBy'] } = {},
): Exchange[] {
  const { normalFrom = 'network', ...rest } = more;
  const parent = { id: save.id, role: 'probe', note: 'cached-against-fresh' } as const;
  return [
    load(seconds, normal, { ...rest, parent, servedBy: normalFrom }),
    load(seconds + 0.1, fresh[0], { ...rest, parent, sent: noStore }),
    load(seconds + 0.2, fresh[1], { ...rest, parent, sent: noStore }),
  ];
}

/** A check whose reads each brought their own tag and body: the ordinary read first, `repeated-reads` after the first three. */
export function looks(
  seconds: number,
  save: Exchange,
  ...brought: readonly (readonly [tag: string, body: string])[]
): Exchange[] {
  return brought.map(([tag, responseBody], i) => {
    const note = i < 3 ? 'cached-against-fresh' : 'repeated-reads';
    const parent = { id: save.id, role: 'probe', note } as const;
    return load(seconds + i / 10, tag, { responseBody, parent, ...(i === 0 ? {} : { sent: noStore }) });
  });
}
