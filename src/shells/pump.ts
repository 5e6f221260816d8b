import type { Sighting } from '../capture/sighting.ts';
import { handSightings } from '../messages/sighted.ts';
import { isRefusal } from '../record/refusal.ts';

/** How long a batch gathers, milliseconds, and how much it may hold. A refusal goes at once and takes what waits along. */
const gather = 100;
const most = 50;
/** A batch that the background did not take (it was being restarted) is sent again after this, so many times. */
const again = 500;
const tries = 5;
/** What waits while the background is away is bounded; the oldest go first. */
const mostWaiting = 2_000;

/** Sends sightings to the background in small batches, in order. A batch sent twice is recorded once, by the sightings' keys. */
export function createPump(): (sighting: Sighting) => void {
  let waiting: Sighting[] = [];
  let timer: ReturnType<typeof setTimeout> | null = null;
  let sending = false;

  async function send(): Promise<void> {
    if (timer !== null) clearTimeout(timer);
    timer = null;
    if (sending) return;
    sending = true;
    let failures = 0;
    while (waiting.length > 0) {
      const batch = waiting.slice(0, most);
      try {
        await handSightings(batch);
        waiting = waiting.filter((sighting) => !batch.includes(sighting));
        failures = 0;
      } catch {
        failures++;
        if (failures >= tries) break;
        await new Promise((resolve) => setTimeout(resolve, again));
      }
    }
    sending = false;
  }

  return (sighting) => {
    waiting.push(sighting);
    if (waiting.length > mostWaiting) waiting = waiting.slice(-mostWaiting);
    if (isRefusal(sighting.status ?? null) || waiting.length >= most) void send();
    else timer ??= setTimeout(() => void send(), gather);
  };
}
