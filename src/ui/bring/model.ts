import { batch, computed, type Signal, signal } from '@preact/signals';
import type { LogPatterns } from '../../capture/access-log/log-patterns.ts';
import { createPanel } from '../panel/model.ts';
import { messageOf } from '../shared/words.ts';
import type { World } from '../world.ts';
import { Cancelled, type ImportClient } from './import-client.ts';
import type { BroughtFile } from './import-messages.ts';
import { importedWorld } from './imported-world.ts';

/** A file on its way in. `read` and `size` in bytes of the file as it lies on the disk. */
export type Bringing = { readonly id: number; readonly name: string; readonly size: number } & (
  | { readonly state: 'waiting' }
  | { readonly state: 'reading'; readonly read: number }
  | { readonly state: 'done'; readonly result: BroughtFile }
  | { readonly state: 'cancelled' }
  | { readonly state: 'failed'; readonly sentence: string }
);

/** What is brought in, and what it shows. Files are read one after the other. */
export function createBring(client: ImportClient, openPage: World['openPage']) {
  const files: Signal<readonly Bringing[]> = signal([]);
  const patterns: Signal<LogPatterns | null> = signal(null);
  const trouble: Signal<string | null> = signal(null);
  const world = importedWorld(client, openPage);
  /** Made anew when everything is removed, so that nothing of it is remembered. */
  const panel = signal(createPanel(world));
  const stops = new Map<number, AbortController>();
  const sources = new Map<number, File>();
  let numbers = 0;
  let working = false;

  const busy = computed(() => files.value.some(({ state }) => state === 'waiting' || state === 'reading'));
  /** Whether a HAR or a log is among what was read. */
  const has = (kind: BroughtFile['kind']) =>
    computed(() => files.value.some((file) => file.state === 'done' && file.result.kind === kind));

  function put(changed: Bringing): void {
    files.value = files.value.map((file) => (file.id === changed.id ? changed : file));
  }

  async function read(waiting: Bringing, file: File): Promise<void> {
    const { id, name, size } = waiting;
    const stop = new AbortController();
    stops.set(id, stop);
    put({ id, name, size, state: 'reading', read: 0 });
    try {
      const result = await client.read(
        file,
        (bytes) => put({ id, name, size, state: 'reading', read: bytes }),
        stop.signal,
      );
      batch(() => put({ id, name, size, state: 'done', result }));
    } catch (error) {
      put(
        error instanceof Cancelled
          ? { id, name, size, state: 'cancelled' }
          : { id, name, size, state: 'failed', sentence: messageOf(error) },
      );
    } finally {
      stops.delete(id);
      sources.delete(id);
    }
  }

  async function show(): Promise<void> {
    try {
      const found = await client.patterns();
      patterns.value = found !== null && found.refused > 0 ? found : null;
      await panel.value.refresh();
    } catch (error) {
      trouble.value = messageOf(error);
    }
  }

  async function work(): Promise<void> {
    if (working) return;
    working = true;
    let shown: Promise<void> = Promise.resolve();
    try {
      for (;;) {
        const next = files.value.find(({ state }) => state === 'waiting');
        const file = next === undefined ? undefined : sources.get(next.id);
        if (next === undefined || file === undefined) break;
        await read(next, file);
        // What was brought so far is there to be looked at, also of a file that was given up; the next file does not wait for it.
        shown = show();
      }
    } finally {
      // Before what was read is shown: a file that comes meanwhile has to find nobody at work.
      working = false;
    }
    await shown;
  }

  return {
    files,
    patterns,
    trouble,
    panel,
    busy,
    hasHar: has('har'),
    hasLog: has('log'),
    world,
    /** Files that were dropped or chosen. */
    add(chosen: readonly File[]): Promise<void> {
      const fresh = chosen.map((file): Bringing => {
        const id = ++numbers;
        sources.set(id, file);
        return { id, name: file.name, size: file.size, state: 'waiting' };
      });
      files.value = [...files.value, ...fresh];
      return work();
    },
    cancel(id: number): void {
      stops.get(id)?.abort();
      const file = files.value.find((each) => each.id === id);
      if (file?.state === 'waiting') {
        sources.delete(id);
        put({ id, name: file.name, size: file.size, state: 'cancelled' });
      }
    },
    /** Forgets everything at once. */
    async clear(): Promise<void> {
      for (const stop of stops.values()) stop.abort();
      sources.clear();
      panel.value.stop();
      batch(() => {
        files.value = [];
        patterns.value = null;
        panel.value = createPanel(world);
      });
      await client.clear().catch((error: unknown) => {
        trouble.value = messageOf(error);
      });
      await panel.value.refresh();
    },
  };
}

export type Bring = ReturnType<typeof createBring>;
