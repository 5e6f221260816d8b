const interval = 50;

/** The time-out of every wait that names none, milliseconds. Generous: a loaded machine is slow, and a met condition costs nothing. */
export const patience = 15_000;

/**
 * Asks `probe` until it gives something other than false, null or undefined. What it throws counts as "not yet" and is told
 * when the time is over.
 */
export async function until<T>(
  what: string,
  probe: () => Promise<T | false | null | undefined>,
  timeout = patience,
): Promise<T> {
  const end = Date.now() + timeout;
  let reason = '';
  for (;;) {
    try {
      const result = await probe();
      if (result !== false && result !== null && result !== undefined) return result;
      reason = '';
    } catch (error) {
      reason = ` (last: ${error instanceof Error ? error.message : String(error)})`;
    }
    if (Date.now() > end) throw new Error(`Waited ${timeout / 1000} s for ${what}${reason}`);
    await new Promise((resolve) => setTimeout(resolve, interval));
  }
}
