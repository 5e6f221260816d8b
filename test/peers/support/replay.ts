import { expect } from 'vitest';
import type { ConflictPanel } from '../../e2e/support/conflict-panel.ts';

/** Opens the replay, gives where the version token travels as the panel shows it, and what the panel says of it. */
export async function prepared(panel: ConflictPanel): Promise<{ carrier: string | null; text: string }> {
  await panel.prepareReplay();
  return panel.panel.evaluate(() => {
    const token = document.querySelector('[data-carrier]');
    return { carrier: token?.getAttribute('data-carrier') ?? null, text: token?.textContent ?? '' };
  });
}

/** Asks for a replay and gives the reason for which it is refused. */
export async function refusedReplay(panel: ConflictPanel): Promise<string> {
  const within = { role: 'region', name: 'Replay' };
  await panel.panel.click('button', 'Replay with fresh ETag');
  const { text } = await panel.panel.waitFor('alert', undefined, { within });
  expect(await panel.panel.all('button', 'Send', { within })).toEqual([]);
  return text;
}
