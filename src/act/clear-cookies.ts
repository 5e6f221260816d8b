import { originOf } from '../http/resource.ts';
import type { Outcome } from '../messages/acts.ts';
import type { CookiesGone } from '../messages/host.ts';
import type { ExchangeId } from '../record/exchange.ts';
import { say } from '../texts/say.ts';
import { ActFailure } from './failure.ts';
import type { Running } from './running.ts';

/** Removes a site’s cookies as that tab has them. Rejects where the browser refuses. */
export type RemoveCookies = (origin: string, tabId: number) => Promise<CookiesGone>;

/** The part of the browser that is needed. */
export type CookieBrowser = {
  readonly browsingData: {
    remove(
      options: { origins: string[] } | { hostnames: string[]; cookieStoreId: string },
      what: { cookies: boolean },
    ): Promise<void>;
  };
  readonly runtime: { readonly getBrowserInfo?: unknown };
  readonly tabs: { get(tabId: number): Promise<{ readonly cookieStoreId?: string | undefined }> };
};

const outsideContainers = 'firefox-default';

/**
 * Chromium 156 takes origins and removes the cookies of the whole registrable domain. Firefox 153 takes host names, each for itself, and
 * empties every container and the private windows unless it is told the tab’s store, which it tells without a permission. Cookies know
 * no ports: those of `localhost` go for every port.
 */
export function createRemoveCookies({ browsingData, runtime, tabs }: CookieBrowser): RemoveCookies {
  return async (origin, tabId) => {
    // Only Firefox has getBrowserInfo.
    if (typeof runtime.getBrowserInfo !== 'function') {
      await browsingData.remove({ origins: [origin] }, { cookies: true });
      return 'of-the-site';
    }
    const cookieStoreId = await tabs.get(tabId).then(
      (tab) => tab.cookieStoreId,
      () => undefined,
    );
    if (cookieStoreId === undefined) return 'no-tab';
    await browsingData.remove({ hostnames: cookieHosts(new URL(origin).hostname), cookieStoreId }, { cookies: true });
    return cookieStoreId === outsideContainers ? 'of-the-site' : 'of-the-container';
  };
}

/** Under which names a host’s cookies are kept: its own, and the domains above it (RFC 6265 §5.1.3). None can stand under a last label alone. */
function cookieHosts(hostname: string): string[] {
  if (/^[\d.]+$|^\[/.test(hostname)) return [hostname];
  const labels = hostname.split('.');
  return labels.map((_, i) => labels.slice(i).join('.')).filter((name, i) => i === 0 || name.includes('.'));
}

/** Signs the person out of the site that refused the save. Asked for apart from clearing the cache, because of what it costs. */
export async function clearCookies(running: Running, conflict: ExchangeId): Promise<Outcome> {
  const refused = await running.deps.store.exchange(conflict);
  if (!refused) throw new ActFailure(say`This conflict is no longer kept. Save again in the page to get a new one.`);
  const origin = originOf(refused.url);
  if (!URL.canParse(origin)) throw new ActFailure(say`This address has no cookies.`);
  const { hostname } = new URL(origin);
  running.step(say`Removing the cookies of ${hostname}.`);
  let gone: CookiesGone;
  try {
    gone = await running.deps.removeCookies(origin, running.tabId);
  } catch {
    throw new ActFailure(
      say`The browser refused to remove the cookies. Remove them by hand in the browser’s settings, under site data.`,
    );
  }
  if (gone === 'no-tab') throw new ActFailure(say`The tab was closed. Open the page again and repeat this there.`);
  return {
    act: 'clear-cookies',
    outcome: 'cookies-cleared',
    sentence:
      gone === 'of-the-container'
        ? say`The browser has removed the cookies of ${hostname} in this tab’s container; other containers keep theirs. Load the page again and sign in; then save once more.`
        : say`The browser has removed the cookies of ${hostname}. Load the page again and sign in; then save once more.`,
  };
}
