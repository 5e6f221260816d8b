/** A document that may share a worker with others of its site. */
export type Sharer = {
  readonly document: string;
  readonly tabId: number;
  readonly frameId: number;
  readonly origin: string;
};

/** Documents that are remembered, and tabs that are named for one request; the oldest go first. */
const mostDocuments = 500;
const mostTabs = 20;

/**
 * Keeps which open documents may share a worker with others: they made a SharedWorker, a service worker stands behind them, or they
 * were there before the hook. What such a
 * worker asks for by itself has no tab in either browser, only the origin that asked. Pure: told what documents say, asked for tabs.
 */
export function createSharing() {
  let sharers: readonly Sharer[] = [];
  return {
    restore(saved: readonly Sharer[]): void {
      sharers = [...saved, ...sharers];
    },
    /** A document said whether it shares one. True where that is news. */
    told(said: Sharer, shares: boolean): boolean {
      const before = sharers;
      // A page in place of another: what its tab showed before is gone, whether or not it could say so.
      const isGone = (each: Sharer) =>
        each.document === said.document || (said.frameId === 0 && each.tabId === said.tabId && each.frameId === 0);
      const others = sharers.filter((each) => !isGone(each));
      sharers = shares ? [...others, said].slice(-mostDocuments) : others;
      return sharers.length !== before.length || sharers.some((each, at) => each.document !== before[at]?.document);
    },
    /** A tab was closed. True where that is news. */
    closed(tabId: number): boolean {
      const { length } = sharers;
      sharers = sharers.filter((each) => each.tabId !== tabId);
      return sharers.length !== length;
    },
    /** The tabs with a document of this origin that may share a worker, in their order. */
    tabsOf: (origin: string): number[] =>
      [...new Set(sharers.filter((each) => each.origin === origin).map(({ tabId }) => tabId))]
        .slice(-mostTabs)
        .sort((a, b) => a - b),
    all: (): readonly Sharer[] => sharers,
  };
}
