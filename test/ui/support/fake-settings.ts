import { type Choices, defaultChoices } from '../../../src/record/choices.ts';
import type { Usage } from '../../../src/store/usage.ts';
import type { SettingsWorld } from '../../../src/ui/settings/settings-world.ts';
import type { Watched } from '../../../src/ui/world.ts';

/** A settings page's world that a test steers. */
export type FakeSettings = SettingsWorld & {
  watchedNow: Watched;
  chosen: Choices;
  used: Usage;
  broken: Error | null;
  troubleNow: string | null;
  readonly asked: (readonly string[])[];
  readonly forgotten: { readonly origin: string | null; readonly unsaved: boolean }[];
  readonly pages: string[];
};

const mega = 1024 * 1024;

export function fakeSettings(over: Partial<FakeSettings> = {}): FakeSettings {
  const world: FakeSettings = {
    watchedNow: { origins: ['https://app.test/*', 'https://api.test/*'], all: false },
    chosen: { ...defaultChoices, words: ['customerNumber'] },
    used: {
      sites: [
        { origin: 'https://api.test', exchanges: 4812, size: 31.4 * mega },
        { origin: 'https://app.test', exchanges: 120, size: 0.02 * mega },
      ],
      exchanges: 4932,
      size: 31.42 * mega,
      unsaved: { count: 2, size: 40_000, sites: ['https://app.test', 'https://api.test'] },
    },
    broken: null,
    troubleNow: null,
    asked: [],
    forgotten: [],
    pages: [],
    watched: async () => world.watchedNow,
    watch: async (patterns) => {
      world.asked.push(patterns);
      world.watchedNow = { origins: [...world.watchedNow.origins, ...patterns], all: patterns.includes('https://*/*') };
      return 'granted';
    },
    unwatch: async (patterns) => {
      world.watchedNow = { origins: world.watchedNow.origins.filter((o) => !patterns.includes(o)), all: false };
      return 'granted';
    },
    onPing: () => () => undefined,
    openPage: async (page) => void world.pages.push(page),
    storageTrouble: async () => world.troubleNow,
    choices: async () => {
      if (world.broken !== null) throw world.broken;
      return world.chosen;
    },
    choose: async (choices) => {
      world.chosen = choices;
    },
    usage: async () => world.used,
    onDisk: async () => 48 * mega,
    forget: async (origin, unsaved) => {
      world.forgotten.push({ origin, unsaved });
      const sites = world.used.sites.filter((site) => origin !== null && site.origin !== origin);
      world.used = { ...world.used, sites };
    },
    ...over,
  };
  return world;
}

/** States of the settings page to look at. */
export const settingsStates: { readonly [name: string]: () => FakeSettings } = {
  full: () => fakeSettings(),
  empty: () =>
    fakeSettings({
      watchedNow: { origins: [], all: false },
      chosen: defaultChoices,
      used: { sites: [], exchanges: 0, size: 0, unsaved: { count: 0, size: 0, sites: [] } },
    }),
  failed: () => fakeSettings({ broken: new Error('The browser could not open Resave’s storage.') }),
  loading: () => fakeSettings({ choices: () => new Promise(() => undefined) }),
  trouble: () =>
    fakeSettings({
      troubleNow: 'The disk space that the browser gives Resave is used up.',
      watchedNow: { origins: ['http://*/*', 'https://*/*'], all: true },
    }),
};
