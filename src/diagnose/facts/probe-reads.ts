import { headerValue } from '../../http/header-list.ts';
import { isWrite } from '../../http/method.ts';
import { type Exchange, requestHeaders } from '../../record/exchange.ts';
import { type Probe, probes } from '../contract.ts';
import { defineFact } from '../define.ts';
import { endOf, landed } from './traffic.ts';

/** What the last check of the server brought. Its reads bear this refusal as their parent and the probe's name as their note. */
export type ProbeReads = {
  /** The read as the page does it, which may come from a cache; null where none was made. */
  readonly normal: Exchange | null;
  /** `no-store` reads of the resource in the order in which they were made, those of `repeated-reads` among them. */
  readonly fresh: readonly Exchange[];
  /** A check was made, but this browser had saved again by then: it tells nothing of the version that was refused. */
  readonly tooLate: boolean;
  /** Further reads by the probe that asked for them. */
  readonly of: (probe: Probe) => readonly Exchange[];
};

/** Checks are quick; a pause as long as this between two reads begins another check. */
const pauseBetweenChecks = 60_000;

export const probeReads = defineFact<ProbeReads>('probe reads', ({ refusal, history, neighbours }) => {
  const all = [...history, ...neighbours]
    .filter((x) => x.parent?.role === 'probe' && x.parent.id === refusal.id)
    .sort((a, b) => a.startedAt - b.startedAt);
  // What this browser saved since the refusal makes a version of its own; only reads before it tell of the refusal.
  const since = history.find(
    (x) => x.id !== refusal.id && isWrite(x.method) && x.startedAt >= endOf(refusal) && landed(x) !== 'no',
  );
  const inTime = since === undefined ? all : all.filter((x) => x.startedAt < since.startedAt);
  const last = lastCheck(inTime);
  const byProbe = new Map(probes.map((probe) => [probe, last.filter((x) => x.parent?.note === probe)]));
  const pair = byProbe.get('cached-against-fresh') ?? [];
  const first = pair[0];
  const normal = first !== undefined && !passedTheCache(first) ? first : null;
  const fresh = [...pair.filter((x) => x !== normal), ...(byProbe.get('repeated-reads') ?? [])];
  const tooLate = all.length > 0 && inTime.length === 0;
  return { normal, fresh, tooLate, of: (probe) => byProbe.get(probe) ?? [] };
});

/** A check begins with its normal read: the last one that is preceded by a pause, or by more than the two reads that belong to it. */
function lastCheck(all: readonly Exchange[]): readonly Exchange[] {
  let start = 0;
  for (let i = 1; i < all.length; i++) {
    const [x, before] = [all[i], all[i - 1]];
    if (x === undefined || before === undefined) continue;
    const paused = x.startedAt - endOf(before) > pauseBetweenChecks;
    const again = x.parent?.note === 'cached-against-fresh' && before.parent?.note !== 'cached-against-fresh';
    const third = all.slice(start, i).filter((y) => y.parent?.note === 'cached-against-fresh').length >= 3;
    if (paused || again || (x.parent?.note === 'cached-against-fresh' && third)) start = i;
  }
  return all.slice(start);
}

/** Browsers add `Cache-Control: no-cache` to a fetch with `cache: no-store` (Fetch standard; Chromium 156, Firefox 153). */
function passedTheCache(x: Exchange): boolean {
  if (x.servedBy === 'http-cache') return false;
  const headers = requestHeaders(x);
  return /no-cache|no-store/i.test(
    `${headerValue(headers, 'Cache-Control') ?? ''} ${headerValue(headers, 'Pragma') ?? ''}`,
  );
}
