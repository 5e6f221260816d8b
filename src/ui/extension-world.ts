import browser from 'webextension-polyfill';
import { ask } from '../messages/asked.ts';
import { onPing } from '../messages/pings.ts';
import { switchedOff } from '../messages/switched-off.ts';
import { defaultVaultLimits } from '../store/vault-limits.ts';
import { readKept } from './kept.ts';
import type { WatchAnswer, World } from './world.ts';

/** The world as the extension has it: the store is read here, acts are asked of the background. */
export function extensionWorld(tabId: number | null, pageOrigin: World['pageOrigin']): World {
  const kept = readKept();
  const elsewhere = async (patterns: readonly string[]): Promise<WatchAnswer> => {
    const called = patterns.map((pattern) => pattern.replace(/\/\*$/, ''));
    await ask('open-page', { page: 'welcome', origin: await pageOrigin(), called });
    return 'elsewhere';
  };
  // Firefox gives panels no permissions API; its typings say that every context has one.
  const permissions = browser.permissions as typeof browser.permissions | undefined;
  return {
    tabId,
    list: kept.list,
    listCount: kept.listCount,
    walk: kept.walk,
    total: kept.total,
    caseFile: kept.caseFile,
    exchange: kept.exchange,
    unsaved: async () => {
      const site = await pageOrigin();
      // A page of the browser's own belongs to no site.
      return site === null
        ? { entries: [], waiting: 0, elsewhere: [], limits: defaultVaultLimits }
        : kept.unsaved(site);
    },
    vault: async (id, done) => {
      await ask('vault', { id, done });
    },
    storageTrouble: kept.storageTrouble,
    engine: async () => (await import('./engine.ts')).engine,
    act: (run, act) => ask('act', { run, tabId: tabId ?? -1, act }),
    cancel: async (run) => {
      await ask('cancel', { run });
    },
    draft: (conflict, choices) => ask('draft', { conflict, choices }),
    ended: () => ask('ended', {}),
    onPing,
    watched: () => ask('watched', {}),
    // No await before the request: the browser shows its prompt only in the click's own turn.
    watch: (patterns) =>
      permissions === undefined
        ? elsewhere(patterns)
        : permissions.request({ origins: [...patterns] }).then((given) => (given ? 'granted' : 'refused')),
    unwatch: (patterns) =>
      permissions === undefined
        ? elsewhere(patterns)
        : permissions.remove({ origins: [...patterns] }).then((removed) => (removed ? 'granted' : 'refused')),
    pageOrigin,
    // No await before the request here either. Where it is given already, the browser does not ask.
    allowExtensions: () =>
      permissions === undefined
        ? Promise.resolve('elsewhere')
        : permissions.request({ permissions: ['management'] }).then((given) => (given ? 'granted' : 'refused')),
    leftOff: async () => (await switchedOff(browser.storage.local)).map(({ name }) => name),
    openPage: async (page) => {
      await ask('open-page', { page, origin: null });
    },
  };
}

/** Only web pages can be watched. */
export function watchable(url: unknown): string | null {
  if (typeof url !== 'string') return null;
  try {
    const { protocol, origin } = new URL(url);
    return protocol === 'http:' || protocol === 'https:' ? origin : null;
  } catch {
    return null;
  }
}
