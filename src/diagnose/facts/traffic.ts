import { isSafe } from '../../http/method.ts';
import { isSuccess } from '../../http/status.ts';
import type { Exchange } from '../../record/exchange.ts';
import { defineFact } from '../define.ts';

/** The resource's exchanges, sorted by what they are to the refused save. */
export type Traffic = {
  readonly save: Exchange;
  /** Successful GETs that ended before the save began, oldest first. Resave's own are not among them. */
  readonly reads: readonly Exchange[];
  /** Requests that change things, from any tab, begun before the save was answered; replays that Resave sent are among them. */
  readonly writes: readonly Exchange[];
  /** Exchanges of pages (not of Resave) that began after the save was answered. */
  readonly after: readonly Exchange[];
};

/** When the answer ended, or else when the request began; epoch ms. */
export function endOf(x: Exchange): number {
  return x.endedAt ?? x.startedAt;
}

/** A GET that brought or confirmed a representation: 2xx, or 304 (RFC 9110 §15.4.5). */
export function isGoodRead(x: Exchange): boolean {
  return x.method.toUpperCase() === 'GET' && (isSuccess(x.status) || x.status === 304);
}

/**
 * Whether a write was applied. A 2xx says yes, a 4xx no. 202 and 207 leave it open (RFC 9110 §15.3.3, RFC 4918 §11.1),
 * so do redirects, 5xx and a broken connection.
 */
export function landed(x: Exchange): 'yes' | 'no' | 'perhaps' {
  // A refusal under a 200 says so itself (watch/).
  if (x.flag === 'disguised-refusal') return x.status === 207 ? 'perhaps' : 'no';
  if (x.status === null || x.status === 202 || x.status === 207) return 'perhaps';
  if (isSuccess(x.status)) return 'yes';
  return x.status >= 400 && x.status < 500 ? 'no' : 'perhaps';
}

export const traffic = defineFact<Traffic>('traffic', ({ refusal: save, history }) => {
  const others = history.filter((x) => x.id !== save.id);
  const ofPages = others.filter((x) => x.parent === null);
  return {
    save,
    reads: ofPages.filter((x) => isGoodRead(x) && endOf(x) <= save.startedAt),
    writes: others.filter(
      (x) => !isSafe(x.method) && x.startedAt < endOf(save) && (x.parent === null || x.parent.role === 'replay-send'),
    ),
    after: ofPages.filter((x) => x.startedAt >= endOf(save)),
  };
});
