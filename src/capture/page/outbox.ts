import { natives } from './natives.ts';
import type { Tell, Told } from './told.ts';

/** How long it gathers, milliseconds: what is soon, and what can wait for the page to be quiet. */
const soonAfter = 100;
const idleAfter = 400;
/** Saves in a row go together after the first. */
const nowAfter = 20;
/** What of no weight waits is bounded, the oldest go first: a page that reads a thousand things a second is not slowed for them. */
const mostIdle = 100;
/** And all together, where nobody takes it. */
const mostWaiting = 5_000;

/**
 * Gathers what the hooks tell and hands it over in batches, as one text.
 * @param send gives the batch away at once
 */
export function createOutbox(send: (batch: string) => void): { readonly tell: Tell; readonly flush: () => void } {
  let weighty: Told[] = [];
  let idle: Told[] = [];
  let timer: number | undefined;
  let due = 0;
  let sentAt = 0;

  function flush(): void {
    natives.clearTimeout(timer);
    timer = undefined;
    if (weighty.length + idle.length === 0) return;
    const batch = [...weighty, ...idle];
    weighty = [];
    idle = [];
    sentAt = natives.now();
    send(natives.stringify(batch));
  }

  function within(milliseconds: number): void {
    const at = natives.now() + milliseconds;
    if (timer !== undefined && due <= at) return;
    natives.clearTimeout(timer);
    due = at;
    timer = natives.setTimeout(flush, milliseconds);
  }

  return {
    flush,
    tell(told, weight) {
      if (weight === 'idle') {
        idle[idle.length] = told;
        if (idle.length > mostIdle * 2) idle = idle.slice(-mostIdle);
        return within(idleAfter);
      }
      weighty[weighty.length] = told;
      if (weighty.length > mostWaiting) weighty = weighty.slice(-mostWaiting);
      if (weight === 'soon') within(soonAfter);
      else if (natives.now() - sentAt >= nowAfter) flush();
      else within(nowAfter);
    },
  };
}
