import 'fake-indexeddb/auto';
import { expect, it } from 'vitest';
import type { StoreState } from '../../src/store/state.ts';
import { createSteadyStore } from '../../src/store/steady.ts';
import { openStore, type Store } from '../../src/store/store.ts';
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
  const steady = createSteadyStore(Promise.resolve(store), ({ state }) => states.push(state));
  return { disk, steady, tried, states };
}

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
