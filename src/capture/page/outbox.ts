import { natives } from './natives.ts';
import { isRefused, type Tell, type Told, type Weight } from './told.ts';

/** How long each weight waits for company, milliseconds; longer where the page asks for much, so that telling does not slow it. */
const waits: { readonly [W in Weight]: { readonly calm: number; readonly busy: number } } = {
  now: { calm: 20, busy: 150 },
  soon: { calm: 100, busy: 1_500 },
  idle: { calm: 400, busy: 1_500 },
};
/** Requests a second from which on a page counts as busy. */
const busyFrom = 60;
/** What is of no weight is bounded, the oldest go first: a page that reads a thousand things a second is not slowed for them. */
const mostIdle = 100;
/** And what is of weight, where nobody takes it. */
const mostWaiting = 5_000;

/**
 * Gathers what the hooks tell and hands it over in batches, as one text.
 * @param send gives the batch away at once
 * @param lost told when something of weight was dropped
 */
export function createOutbox(
  send: (batch: string) => void,
  lost: () => void,
): { readonly tell: Tell; readonly flush: () => void } {
  const waiting: { [W in Weight]: Told[] } = { now: [], soon: [], idle: [] };
  const due: { [W in Weight]: number } = { now: 0, soon: 0, idle: 0 };
  let timer: number | undefined;
  let timerAt = 0;
  let sentAt = 0;
  let second = 0;
  let count = 0;
  let busyUntil = 0;

  function take(weights: readonly Weight[]): void {
    let batch: Told[] = [];
    for (const weight of weights) {
      batch = [...batch, ...waiting[weight]];
      waiting[weight] = [];
      due[weight] = 0;
    }
    if (batch.length === 0) return;
    sentAt = natives.now();
    send(natives.stringify(batch));
  }

  const all = ['now', 'soon', 'idle'] as const;

  function ring(): void {
    timer = undefined;
    const now = natives.now();
    // The page is still at it: only what cannot wait goes.
    const ripe = all.filter((weight) => due[weight] !== 0 && due[weight] <= now + 1);
    take(ripe.includes('now') && now >= busyUntil ? all : ripe);
    arm();
  }

  function arm(): void {
    const next = Math.min(...all.map((weight) => due[weight] || Number.POSITIVE_INFINITY));
    if (next === Number.POSITIVE_INFINITY || (timer !== undefined && timerAt <= next)) return;
    natives.clearTimeout(timer);
    timerAt = next;
    timer = natives.setTimeout(ring, Math.max(0, next - natives.now()));
  }

  function measure(now: number): boolean {
    const at = Math.floor(now / 1000);
    count = at === second ? count + 1 : 1;
    second = at;
    if (count > busyFrom) busyUntil = now + 1_000;
    return now < busyUntil;
  }

  return {
    flush: () => take(all),
    tell(told, weight) {
      const now = natives.now();
      const busy = measure(now);
      const queue = waiting[weight];
      queue[queue.length] = told;
      const most = weight === 'idle' ? mostIdle : mostWaiting;
      if (queue.length > most * 2) {
        waiting[weight] = queue.slice(-most);
        if (weight !== 'idle') lost();
      }
      // A refusal is what people wait for; a save after a pause too.
      if (isRefused(told.status) || (weight === 'now' && !busy && now - sentAt >= waits.now.calm)) {
        take(busy ? ['now'] : all);
        return;
      }
      const wait = waits[weight][busy ? 'busy' : 'calm'];
      // While it is busy what can wait waits on; a save never longer than it was told.
      if (due[weight] === 0 || (busy && weight !== 'now' && queue.length < mostWaiting / 5)) due[weight] = now + wait;
      arm();
    },
  };
}
