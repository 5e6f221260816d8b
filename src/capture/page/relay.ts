import { greeting, type Order } from './channel.ts';

/** How a batch went: taken, to be sent again, or there is nobody any more (the extension was updated or switched off). */
export type Handed = 'taken' | 'again' | 'gone';

/** Milliseconds before a batch that was not taken is sent again; the background is being started meanwhile. */
const again = [50, 200, 500, 1_000, 2_000] as const;
/** Texts that wait while the background is away, together, in UTF-16 units; the oldest go first. */
const mostWaiting = 16 * 1024 * 1024;
/** One message holds so many batches. */
const mostTogether = 20;

/**
 * The page's side of the record in the extension's own world: keeps what the hook told until the background has written it.
 * @param hand gives batches (JSON texts) to the background; never rejects
 * @returns whether there is a hook in this document
 */
export function startRelay(hand: (batches: readonly string[], unhooked: boolean) => Promise<Handed>): boolean {
  const name = crypto.randomUUID();
  let waiting: string[] = [];
  let size = 0;
  let sending = false;
  let gone = false;

  async function send(): Promise<void> {
    if (sending || gone) return;
    sending = true;
    for (let failures = 0; waiting.length > 0; ) {
      const batch = waiting.slice(0, mostTogether);
      const handed = await hand(batch, isUnhooked());
      if (handed === 'gone') {
        gone = true;
        waiting = [];
        order('stop');
      } else if (handed === 'taken') {
        failures = 0;
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
  const isUnhooked = () => cameLate || (navigator.serviceWorker?.controller ?? null) !== null;

  function order(what: Order): void {
    document.dispatchEvent(new CustomEvent(`${name}-order`, { detail: what }));
  }

  document.addEventListener(`${name}-told`, (event) => {
    const told: unknown = event instanceof CustomEvent ? event.detail : null;
    if (typeof told !== 'string' || gone) return;
    waiting.push(told);
    size += told.length;
    while (size > mostWaiting && waiting.length > 1) size -= waiting.shift()?.length ?? 0;
    void send();
  });
  // Before the document goes: what is held back must reach the background now. Messages that were sent arrive without it.
  window.addEventListener('pagehide', () => order('flush'));
  document.addEventListener('visibilitychange', () => order('flush'));

  // Once, and before any script of the page runs; the hook listens already.
  let met = false;
  document.addEventListener(`${name}-met`, () => {
    met = true;
  });
  document.dispatchEvent(new CustomEvent(greeting, { detail: name }));
  return met;
}
