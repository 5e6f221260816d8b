import { say } from '../texts/say.ts';

/** Clears what a browser keeps for a site. Answers what was cleared, one line each; null where this browser cannot do it for one site alone. */
export type ClearSite = (origin: string) => Promise<readonly string[] | null>;

/** The part of the browser that is needed. */
export type BrowsingDataBrowser = {
  readonly browsingData: {
    remove(options: { origins: string[] }, what: { cache: boolean; cacheStorage: boolean }): Promise<void>;
  };
  readonly runtime: { readonly getBrowserInfo?: unknown };
};

/**
 * Chromium 156: `remove({ origins })` takes the HTTP cache by the origin of the RESOURCE, in every partition, in 2 to 6 ms, and leaves other sites alone.
 * Service workers stay registered, only their caches go. Firefox 153 knows no origins here, and `removeCache({ hostnames })` resolves and
 * clears nothing, so nothing is claimed there.
 */
export function createClearSite(browser: BrowsingDataBrowser): ClearSite {
  return async (origin) => {
    // Only Firefox has getBrowserInfo.
    if (typeof browser.runtime.getBrowserInfo === 'function') return null;
    await browser.browsingData.remove({ origins: [origin] }, { cache: true, cacheStorage: true });
    return [say`HTTP cache of ${origin}`, say`cache storage of ${origin}`];
  };
}

/** Empties the HTTP cache of every site. false where this browser can clear one site’s, so that nobody need lose the others’. */
export type ClearBrowser = () => Promise<boolean>;

/** Firefox 153: `removeCache({})` empties the whole HTTP cache, and nothing else empties any of it from outside the page. */
export function createClearBrowser(browser: {
  readonly browsingData: { removeCache(options: Record<string, never>): Promise<void> };
  readonly runtime: BrowsingDataBrowser['runtime'];
}): ClearBrowser {
  return async () => {
    if (typeof browser.runtime.getBrowserInfo !== 'function') return false;
    await browser.browsingData.removeCache({});
    return true;
  };
}
