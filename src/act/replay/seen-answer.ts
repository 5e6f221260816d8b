import type { Sighting } from '../../capture/sighting.ts';
import type { Exchange, ExchangeId } from '../../record/exchange.ts';
import type { Running } from '../running.ts';

/** Clocks of the sources differ by a few milliseconds. */
const slack = 20;

/** A request of ours whose answer the page could not tell us. */
export type Unheard = {
  readonly method: string;
  readonly url: string;
  /** Not before this, epoch milliseconds. */
  readonly since: number;
  readonly conflict: string;
  readonly note: string;
};

/** The answer that other sources saw of this very request, of which the page had none; null where nobody saw one. */
export function joinedAnswer(running: Running, exchange: ExchangeId | null): Promise<Exchange | null> {
  return running.seenElsewhere(exchange, (own) => (own.status === null ? null : own));
}

/**
 * What webRequest or DevTools saw of a replay whose page could not tell us any more: the page went on with it when the background ended.
 * It is marked as ours, so that nobody takes it for the page's own; null where nobody saw it answered.
 */
export async function seenAnswer(running: Running, one: Unheard): Promise<Exchange | null> {
  const { deps } = running;
  const file = await deps.store.caseFile(one.conflict);
  const found = file?.history.findLast(
    (x) =>
      x.id !== one.conflict &&
      x.tabId === running.tabId &&
      x.method === one.method &&
      x.url === one.url &&
      x.startedAt >= one.since - slack &&
      x.status !== null &&
      (x.parent === null || (x.parent.role === 'replay-send' && x.parent.id === one.conflict)),
  );
  if (found === undefined) return null;
  const answer = await deps.store.exchange(found.id);
  if (found.parent === null) {
    const { startedAt, endedAt, status } = found;
    const mark: Sighting = {
      source: 'page-act',
      key: `${running.run}:seen`,
      state: 'done',
      method: one.method,
      url: one.url,
      startedAt,
      endedAt: endedAt ?? startedAt,
      tabId: running.tabId,
      parent: { id: one.conflict, role: 'replay-send', note: one.note },
      ...(status === null ? {} : { status }),
    };
    await deps.record(mark).catch(() => undefined);
  }
  return answer ?? found;
}
