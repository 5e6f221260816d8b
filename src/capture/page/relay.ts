import { greeting, type Order, past, whileWritten } from './channel.ts';

/** How a batch went: taken, to be sent again, or there is nobody any more (the extension was updated or switched off). */
export type Handed = 'taken' | 'again' | 'gone';

/** Milliseconds before a batch that was not taken is sent again; the background is being started meanwhile. */
const again = [50, 200, 500, 1_000, 2_000] as const;
/**
 * Whether the hook sees all that this document asks for. `loose`: it may have come too late and nothing more is known;
 * `unhooked`: requests go past it (workers, a page that was open before, records that were dropped).
 */
export type Reach = 'whole' | 'loose' | 'unhooked';

/** Texts that wait while the background is away, together, in UTF-16 units; the oldest go first. */
const mostWaiting = 16 * 1024 * 1024;
/** One message holds so many batches. */
const mostTogether = 20;

/**
 * The page's side of the record in the extension's own world: keeps what the hook told until the background has written it.
 * @param hand gives batches (JSON texts) to the background, none where only the reach is news, and whether the document may share a
 * worker with others; never rejects
 * @param hold called once when the document has a worker, whose requests nobody tells but the browser: a background has to be there.
 * Its answer ends that
 * @returns whether there is a hook in this document
 */
export function startRelay(
  hand: (batches: readonly string[], reach: Reach, shares: boolean) => Promise<Handed>,
  hold: () => () => void,
): boolean {
  const name = crypto.randomUUID();
  let waiting: string[] = [];
  let size = 0;
  let sending = false;
  /** So many of those that wait, from the first on, are on their way. */
  let underWay = 0;
  let gone = false;
  /** What the background knows. */
  let told: Reach = 'whole';
  let toldShares = false;

  async function send(): Promise<void> {
    if (sending || gone) return;
    sending = true;
    for (let failures = 0; waiting.length > 0 || reachOf(0) !== told || shares() !== toldShares; ) {
      const batch = waiting.slice(0, mostTogether);
      const reach = reachOf(batch.length);
      const shared = shares();
      underWay = batch.length;
      const handed = await hand(batch, reach, shared);
      underWay = 0;
      if (handed === 'gone') {
        gone = true;
        waiting = [];
        release?.();
        order('stop');
        break;
      } else if (handed === 'taken') {
        failures = 0;
        told = reach;
        toldShares = shared;
        waiting = waiting.filter((each) => !batch.includes(each));
        size = waiting.reduce((sum, each) => sum + each.length, 0);
      } else {
        await new Promise((resolve) => setTimeout(resolve, again[Math.min(failures, again.length - 1)]));
        failures++;
      }
    }
    sending = false;
  }

  // A page that was open before the hook came may hold functions that go past it; what a service worker asks for no hook sees.
  const cameLate = document.readyState !== 'loading';
  // An empty document is complete from its start, and many pages have some: it counts when it asks for something.
  const isEmpty = !/^https?:/.test(location.href);
  let isPast = false;
  function reachOf(batches: number): Reach {
    // What was said once is never taken back.
    if (isPast || told === 'unhooked' || isControlled()) return 'unhooked';
    if (!cameLate) return 'whole';
    return isEmpty && batches === 0 ? 'loose' : 'unhooked';
  }

  /** It made a worker that others may share, or one stands behind it. Of what it did before the hook came nothing is known. */
  let mayShare = cameLate && !isEmpty;
  let isAway = false;
  const shares = () => !isAway && (mayShare || isControlled());

  let release: (() => void) | null = null;
  function hasWorker(): void {
    if (!gone) release ??= hold();
  }

  /** Something goes past the hook: the background must know at once. */
  function goesPast(): void {
    isPast = true;
    void send();
  }

  function order(what: Order): void {
    document.dispatchEvent(new CustomEvent(`${name}-order`, { detail: what }));
  }

  const hearTold = (event: Event) => {
    const batch: unknown = event instanceof CustomEvent ? event.detail : null;
    if (typeof batch !== 'string' || gone) return;
    waiting.push(batch);
    size += batch.length;
    while (size > mostWaiting && waiting.length > 1) {
      size -= waiting.shift()?.length ?? 0;
      isPast = true;
    }
    void send();
  };
  const hearPast = (event: Event) => {
    const what: unknown = event instanceof CustomEvent ? event.detail : past.records;
    mayShare ||= what === past.sharedWorker;
    if (what !== past.records) hasWorker();
    goesPast();
  };
  // Before the document goes: what is held back must reach the background now. Messages that were sent arrive without it.
  const leave = () => {
    isAway = true;
    order('flush');
    if (!sending) return void send();
    if (gone) return;
    // Nobody here will hear the answer that is waited for. Where the page comes back the same is told twice, which is told once.
    const rest = waiting.slice(underWay);
    do void hand(rest.splice(0, mostTogether), reachOf(waiting.length), shares());
    while (rest.length > 0);
  };
  // It came back as it was.
  const comeBack = () => {
    isAway = false;
    void send();
  };
  const flush = () => order('flush');
  whileWritten(() => {
    document.addEventListener(`${name}-told`, hearTold);
    document.addEventListener(`${name}-past`, hearPast);
    window.addEventListener('pagehide', leave);
    window.addEventListener('pageshow', comeBack);
    document.addEventListener('visibilitychange', flush);
  });

  // Once, and before any script of the page runs; the hook listens already.
  let met = false;
  document.addEventListener(`${name}-met`, () => {
    met = true;
  });
  document.dispatchEvent(new CustomEvent(greeting, { detail: name }));
  if (!met) isPast = true;
  void send();
  void serviceWorker().then((where) => {
    mayShare ||= where === 'here';
    if (where === null) return;
    hasWorker();
    goesPast();
  });
  onControlled(() => {
    hasWorker();
    void send();
  });
  return met;
}

/** Reading it throws where the document's origin is opaque. */
function isControlled(): boolean {
  try {
    return (navigator.serviceWorker?.controller ?? null) !== null;
  } catch {
    return false;
  }
}

/** Told when a service worker takes this document over. */
function onControlled(hear: () => void): void {
  try {
    navigator.serviceWorker?.addEventListener('controllerchange', hear);
  } catch {
    // An opaque origin has none.
  }
}

/** Whether the site has a service worker for this document, or elsewhere: it runs all the same, on a push or for another tab. */
async function serviceWorker(): Promise<'here' | 'elsewhere' | null> {
  try {
    if ((await navigator.serviceWorker?.getRegistration()) !== undefined) return 'here';
    return ((await navigator.serviceWorker?.getRegistrations()) ?? []).length > 0 ? 'elsewhere' : null;
  } catch {
    return null;
  }
}
