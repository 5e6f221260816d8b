import 'fake-indexeddb/auto';
import { expect, it, vi } from 'vitest';
import type { StoreState } from '../../src/store/state.ts';
import { createSteadyStore } from '../../src/store/steady.ts';
import { questionsOf } from '../../src/store/steady-questions.ts';
import { openStore, type Store } from '../../src/store/store.ts';
import { memoryArea } from '../act/bench.ts';
import { exchange, kept, read, writes } from './make.ts';

let databases = 0;

/** A disk that refuses writes until enough was given back; `room` says what was tried. */
async function fullDisk(refuses: (store: { tried: string[] }, count: number) => boolean) {
  const disk = await openStore(`full-disk-${++databases}`);
  const tried: string[] = [];
  const states: StoreState['state'][] = [];
  const store: Store = {
    ...disk,
    async write(list, now) {
      tried.push(`write ${list.length}`);
      if (refuses({ tried }, list.length)) throw new DOMException('full', 'QuotaExceededError');
      await disk.write(list, now);
    },
    async makeRoom(share) {
      tried.push(`room ${share}`);
    },
    async clearReadBodies() {
      tried.push('bodies');
      await disk.clearReadBodies();
    },
  };
  const session = memoryArea();
  const begin = () => {
    const steady = createSteadyStore(
      async () => store,
      ({ state }) => states.push(state),
      session,
    );
    return { ...steady, ...questionsOf(steady) };
  };
  return { disk, steady: begin(), tried, states, begin };
}

const settled = (probe: () => Promise<unknown> | unknown) => vi.waitUntil(probe, { timeout: 10_000 });

it('gives back more and more, and writes all as soon as there is room', async () => {
  const { disk, steady, tried, states } = await fullDisk(({ tried }) => !tried.includes('bodies'));
  const [save, seen] = [exchange(), read()];
  await steady.write(writes(save, seen), 1_000);
  expect(tried).toEqual(['write 2', 'room 0.3', 'write 2', 'bodies', 'write 2']);
  expect(await disk.exchange(save.id)).not.toBeNull();
  expect(states).toEqual([]);
});

it('writes the refused saves where there is room for no more, and the reads later', async () => {
  let full = true;
  const { disk, steady, tried } = await fullDisk((_store, count) => full && count > 1);
  const [save, seen] = [exchange(), read()];
  await steady.write(writes(save, seen), 1_000);
  expect(tried.slice(-2)).toEqual(['room 1', 'write 1']);
  expect(await disk.exchange(save.id)).not.toBeNull();
  expect(await disk.exchange(seen.id)).toBeNull();
  expect(await steady.exchange(seen.id)).not.toBeNull();
  full = false;
  await steady.write(writes(read()), 1_000);
  expect(await disk.exchange(seen.id)).not.toBeNull();
});

it('keeps a refused save in memory while the disk takes nothing, and brings it to the disk with its body when it does', async () => {
  let full = true;
  const { disk, steady, states } = await fullDisk(() => full);
  const save = exchange({ requestBody: kept('mine') });
  await steady.write(writes(save), 1_000);
  expect(states).toEqual(['memory']);
  // A later word about it, without the body, which memory alone has.
  await steady.write(writes({ ...save, requestBody: { state: 'not-kept', why: 'not-loaded', length: 4 } }), 1_000);
  full = false;
  await steady.write(writes(read()), 1_000);
  expect(states).toEqual(['memory', 'disk']);
  expect((await disk.exchange(save.id))?.requestBody).toMatchObject({ data: 'mine' });
});

it('clears the bodies of reads and no others', async () => {
  const { disk } = await fullDisk(() => false);
  const save = exchange({ requestBody: kept('mine') });
  const seen = read({ responseBody: kept('theirs') });
  await disk.write(writes(save, seen), 1_000);
  await disk.clearReadBodies();
  expect((await disk.exchange(save.id))?.requestBody).toMatchObject({ data: 'mine' });
  expect((await disk.exchange(seen.id))?.responseBody).toMatchObject({ state: 'not-kept', why: 'evicted' });
  expect((await disk.counts()).bytes).toBeLessThan(100);
});

it('writes what waits as soon as there is room, though nobody writes anything more', async () => {
  let full = true;
  const { disk, steady, states } = await fullDisk(() => full);
  const save = exchange({ startedAt: Date.now(), requestBody: kept('mine') });
  await steady.write(writes(save), 1_000);
  expect(states).toEqual(['memory']);
  full = false;
  await settled(() => states.at(-1) === 'disk');
  expect((await disk.exchange(save.id))?.requestBody).toMatchObject({ data: 'mine' });
});

it('gives up no reads of the disk when it only asks again', async () => {
  let full = true;
  const { steady, tried } = await fullDisk((_store, count) => full && count > 0);
  const save = exchange({ startedAt: Date.now() });
  await steady.write(writes(save), 1_000);
  const before = tried.length;
  await settled(() => tried.length > before);
  full = false;
  await settled(() => tried.length > before + 1);
  expect(tried.slice(before)).toEqual(['write 1', 'write 1']);
});

it('outlives the background: the next one writes what this one could not', async () => {
  let full = true;
  const { disk, steady, begin } = await fullDisk(() => full);
  const [save, other, seen] = [
    exchange({ startedAt: Date.now(), requestBody: kept('mine') }),
    exchange({ startedAt: Date.now() }),
    read({ startedAt: Date.now() }),
  ];
  await steady.write(writes(save, seen), 1_000);
  await steady.write(writes(other), 1_001);
  // The background ends here; its memory is gone, that of the browser session is not.
  const next = begin();
  expect((await next.conflicts({ limit: 10 })).map(({ id }) => id).sort()).toEqual([save.id, other.id].sort());
  full = false;
  await settled(async () => (await disk.exchange(save.id)) !== null && (await disk.exchange(other.id)) !== null);
  expect((await disk.exchange(save.id))?.requestBody).toMatchObject({ data: 'mine' });
  const later = begin();
  expect((await later.conflicts({ limit: 10 })).length).toBe(2);
});

it('does not write what was deleted or let go while it waited, and keeps what was found of it', async () => {
  let full = true;
  const { disk, steady, states } = await fullDisk(() => full);
  const mine = exchange({ startedAt: Date.now(), requestBody: kept('mine') });
  const [gone, discarded] = [
    exchange({ startedAt: Date.now(), origin: 'https://gone.example' }),
    exchange({ startedAt: Date.now() }),
  ];
  const hidden = exchange({ startedAt: Date.now(), method: 'PUT', status: 422 });
  await steady.write(writes(mine, gone, discarded, hidden), 1_000);
  await steady.forget('https://gone.example', true, 1_001);
  await steady.letGo(discarded.id, 'discarded');
  await steady.flag(hidden.id, 'disguised-refusal');
  full = false;
  await settled(() => states.at(-1) === 'disk');
  expect(await disk.exchange(gone.id)).toBeNull();
  expect(await disk.exchange(hidden.id)).toMatchObject({ flag: 'disguised-refusal' });
  await settled(async () => !(await disk.unsaved(null)).entries.some(({ id }) => id === discarded.id));
  expect((await disk.unsaved(null)).entries.map(({ id }) => id)).toContain(mine.id);
});

it('counts a conflict once, wherever it is', async () => {
  let full = true;
  const { steady, states } = await fullDisk(() => full);
  const save = exchange({ startedAt: Date.now() });
  await steady.write(writes(save), 1_000);
  expect(await steady.unsettled(save.tabId)).toBe(1);
  full = false;
  await settled(() => states.at(-1) === 'disk');
  expect(await steady.unsettled(save.tabId)).toBe(1);
});
