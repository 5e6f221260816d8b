import { expect } from 'vitest';
import type { ConflictPanel } from '../../e2e/support/conflict-panel.ts';

/** Opens the replay, gives where the version token travels as the panel shows it, and what the panel says of it. */
export async function prepared({ panel }: ConflictPanel): Promise<{ carrier: string | null; text: string }> {
  const within = { role: 'region', name: 'Replay' };
  await panel.click('button', 'Replay with fresh ETag');
  await panel.until('the region Replay to offer Send', async () => {
    if ((await panel.all('button', 'Send', { within })).length > 0) return true;
    const [reason] = await panel.all('alert', undefined, { within });
    if (reason) throw new Error(`it is refused: ${reason.text}`);
    return false;
  });
  return panel.evaluate(() => {
    const token = document.querySelector('[data-carrier]');
    return { carrier: token?.getAttribute('data-carrier') ?? null, text: token?.textContent ?? '' };
  });
}

/** Asks for a replay and gives the reason for which it is refused. */
export async function refusedReplay({ panel }: ConflictPanel): Promise<string> {
  const within = { role: 'region', name: 'Replay' };
  await panel.click('button', 'Replay with fresh ETag');
  const { text } = await panel.waitFor('alert', undefined, { within });
  expect(await panel.all('button', 'Send', { within })).toEqual([]);
  return text;
}
