import 'fake-indexeddb/auto';
import { describe, expect, it, vi } from 'vitest';
import type { StoreState } from '../../src/store/state.ts';
import { createSteadyStore } from '../../src/store/steady.ts';
import { questionsOf } from '../../src/store/steady-questions.ts';
import { openStore, type Store } from '../../src/store/store.ts';
import { memoryArea } from '../act/bench.ts';
import { exchange, read, roomy, writes } from './make.ts';

let count = 0;
const quota = () => new DOMException('full', 'QuotaExceededError');

function steady(opening: Promise<Store>) {
  const states: StoreState[] = [];
  const store = createSteadyStore(
    () => opening,
    (state) => states.push(state),
    memoryArea(),
  );
  return { store: { ...store, ...questionsOf(store) }, states };
}
const onDisk = () => openStore(`steady-${++count}`, roomy);

describe('where the browser refuses IndexedDB', () => {
  const refused = () => steady(Promise.reject(new DOMException('no', 'InvalidStateError')));

  it('keeps everything in memory, says so, and answers as the disk would', async () => {
    const { store, states } = refused();
    const [a, b] = [exchange({ startedAt: 1_000 }), exchange({ startedAt: 2_000 })];
    const before = read({ startedAt: 900 });
    await store.write(writes(a, before), 9);
    await store.write(writes(b), 9);
    expect(states).toEqual([{ state: 'memory', why: expect.stringContaining('private browsing') }]);
    expect((await store.conflicts({ tabId: 7, limit: 10 })).map(({ id }) => id)).toEqual([b.id, a.id]);
    expect(await store.caseFile(b.id)).toMatchObject({ refusal: b, history: [before, a, b], recordingSince: null });
    expect(await store.exchange(a.id)).toEqual(a);
    expect(await store.unsettled(7)).toBe(2);
    await store.write(writes(exchange({ startedAt: 3_000, status: 200 })), 9);
    expect(await store.unsettled(7)).toBe(0);
    expect((await store.recent(2_500, 10)).length).toBe(1);
    expect(await store.exchange('nobody')).toBeNull();
    expect(await store.caseFile('nobody')).toBeNull();
  });

  it('is opened anew, and all that memory has goes there', async () => {
    const disk = await onDisk();
    let refuses = true;
    const states: StoreState[] = [];
    const store = createSteadyStore(
      () => (refuses ? Promise.reject(new DOMException('no', 'QuotaExceededError')) : Promise.resolve(disk)),
      (state) => states.push(state),
      memoryArea(),
    );
    const save = exchange({ startedAt: 1 });
    await store.write(writes(save), 9);
    refuses = false;
    await vi.waitUntil(() => states.at(-1)?.state === 'disk', { timeout: 10_000 });
    expect(await disk.exchange(save.id)).toEqual(save);
  });

  it('is bounded: refusals stay longest', async () => {
    const { store } = refused();
    const refusal = exchange({ startedAt: 0 });
    await store.write(writes(refusal), 9);
    for (let n = 1; n < 1_500; n += 100)
      await store.write(writes(...Array.from({ length: 100 }, (_, m) => read({ startedAt: n + m }))), 9);
    expect(await store.counts()).toMatchObject({ exchanges: 1_000, refusals: 1 });
    expect((await store.exchange(refusal.id))?.requestBody.state).toBe('kept');
  });
});

describe('where the disk is full', () => {
  it('makes room by removing the oldest reads, and writes then', async () => {
    const disk = await onDisk();
    const [old, young, refusal] = [read({ startedAt: 1 }), read({ startedAt: 2 }), exchange({ startedAt: 0 })];
    await disk.write(writes(old, young, refusal), 9);
    let full = true;
    const filling = {
      ...disk,
      write: (...args: Parameters<Store['write']>) => {
        if (!full) return disk.write(...args);
        full = false;
        return Promise.reject(quota());
      },
    };
    const { store, states } = steady(Promise.resolve(filling));
    const next = exchange({ startedAt: 3 });
    await store.write(writes(next), 9);
    expect(states).toEqual([]);
    expect(await disk.exchange(next.id)).toEqual(next);
    expect([await disk.exchange(old.id), await disk.exchange(young.id), await disk.exchange(refusal.id)]).toEqual([
      null,
      young,
      refusal,
    ]);
  });

  it('keeps in memory what does not fit, beside what is on disk, and says when it fits again', async () => {
    const disk = await onDisk();
    const stored = exchange({ startedAt: 1 });
    await disk.write(writes(stored), 9);
    let full = true;
    const filling = {
      ...disk,
      write: (...args: Parameters<Store['write']>) => (full ? Promise.reject(quota()) : disk.write(...args)),
    };
    const { store, states } = steady(Promise.resolve(filling));
    const held = exchange({ startedAt: 2 });
    await store.write(writes(held), 9);
    expect(states).toMatchObject([{ state: 'memory', why: expect.stringContaining('disk space') }]);
    expect((await store.conflicts({ limit: 10 })).map(({ id }) => id)).toEqual([held.id, stored.id]);
    expect((await store.caseFile(held.id))?.history).toEqual([held]);
    expect(await store.exchange(stored.id)).toEqual(stored);
    full = false;
    await store.write(writes(exchange({ startedAt: 3 })), 9);
    expect(states.at(-1)).toEqual({ state: 'disk' });
    expect(await store.exchange(held.id)).toEqual(held);
  });
});
