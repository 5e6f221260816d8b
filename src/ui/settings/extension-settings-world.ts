import { ask } from '../../messages/asked.ts';
import { openStore, type Store } from '../../store/store.ts';
import { whyRefused } from '../../store/why-refused.ts';
import { extensionWorld } from '../extension-world.ts';
import type { SettingsWorld } from './settings-world.ts';

/** The settings page's world as the extension has it: the store is read here, the background changes it. */
export function extensionSettingsWorld(): SettingsWorld {
  const { watched, watch, unwatch, onPing, openPage, storageTrouble } = extensionWorld(null, async () => null);
  let opening: Promise<Store> | null = null;
  async function read<T>(question: (store: Store) => Promise<T>): Promise<T> {
    try {
      opening ??= openStore();
      return await question(await opening);
    } catch (error) {
      opening = null;
      throw new Error(whyRefused(error), { cause: error });
    }
  }
  return {
    watched,
    watch,
    unwatch,
    onPing,
    openPage,
    storageTrouble,
    choices: () => read((store) => store.choices()),
    choose: async (choices) => {
      await ask('choose', choices);
    },
    usage: () => read((store) => store.usage()),
    onDisk: async () => (await navigator.storage.estimate()).usage ?? null,
    forget: async (origin, unsaved) => {
      await ask('forget', { origin, unsaved });
    },
  };
}
