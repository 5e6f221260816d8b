import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Sighting } from '../../src/capture/sighting.ts';
import { createPump } from '../../src/shells/pump.ts';
import { sighting } from '../record/part-of.ts';

const background = vi.hoisted(() => ({ batches: [] as (readonly Sighting[])[], away: false }));
vi.mock('../../src/messages/sighted.ts', () => ({
  handSightings: async (sightings: readonly Sighting[]) => {
    if (background.away) throw new Error('away');
    background.batches.push(sightings);
  },
}));

const read = (key: string) => sighting({ key, method: 'GET', status: 200 });
const keys = () => background.batches.map((batch) => batch.map(({ key }) => key));

describe('the way from DevTools to the background', () => {
  beforeEach(() => {
    vi.useFakeTimers();
    background.batches = [];
    background.away = false;
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  it('gathers reads, and sends a refusal at once with what waits', async () => {
    const pump = createPump();
    pump(read('1'));
    pump(read('2'));
    expect(keys()).toEqual([]);
    pump(sighting({ key: '3', status: 409 }));
    expect(keys()).toEqual([['1', '2', '3']]);
    await vi.runAllTimersAsync();
    pump(read('4'));
    await vi.runAllTimersAsync();
    expect(keys()).toEqual([['1', '2', '3'], ['4']]);
  });

  it('sends again what the background did not take, in order and nothing twice', async () => {
    const pump = createPump();
    background.away = true;
    pump(sighting({ key: '1' }));
    pump(read('2'));
    await vi.advanceTimersByTimeAsync(700);
    expect(keys()).toEqual([]);
    background.away = false;
    await vi.runAllTimersAsync();
    expect(keys().flat()).toEqual(['1', '2']);
  });

  it('takes up again after it gave up for a while', async () => {
    const pump = createPump();
    background.away = true;
    pump(read('1'));
    await vi.runAllTimersAsync();
    background.away = false;
    pump(read('2'));
    await vi.runAllTimersAsync();
    expect(keys().flat()).toEqual(['1', '2']);
  });

  it('is bounded while the background is away', async () => {
    const pump = createPump();
    background.away = true;
    for (let n = 0; n < 2_100; n++) pump(read(String(n)));
    await vi.runAllTimersAsync();
    background.away = false;
    pump(read('last'));
    await vi.runAllTimersAsync();
    expect(keys().flat()).toHaveLength(2_000);
    expect(keys().flat().at(-1)).toBe('last');
    expect(keys().every((batch) => batch.length <= 50)).toBe(true);
  });
});
