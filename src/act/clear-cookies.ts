import { originOf } from '../http/resource.ts';
import type { Outcome } from '../messages/acts.ts';
import type { ExchangeId } from '../record/exchange.ts';
import { say } from '../texts/say.ts';
import { ActFailure } from './failure.ts';
import type { Running } from './running.ts';

/** Removes a site’s cookies. Rejects where the browser refuses. */
export type RemoveCookies = (origin: string) => Promise<void>;

/** The part of the browser that is needed. */
export type CookieBrowser = {
  readonly browsingData: {
    remove(options: { origins: string[] } | { hostnames: string[] }, what: { cookies: boolean }): Promise<void>;
  };
  readonly runtime: { readonly getBrowserInfo?: unknown };
};

/**
 * Chromium 156 takes origins and removes the cookies of the whole registrable domain; Firefox 153 takes host names. Cookies know no
 * ports: those of `localhost` go for every port.
 */
export function createRemoveCookies({ browsingData, runtime }: CookieBrowser): RemoveCookies {
  return async (origin) => {
    // Only Firefox has getBrowserInfo.
    const where =
      typeof runtime.getBrowserInfo === 'function' ? { hostnames: [new URL(origin).hostname] } : { origins: [origin] };
    await browsingData.remove(where, { cookies: true });
  };
}

/** Signs the person out of the site that refused the save. Asked for apart from clearing the cache, because of what it costs. */
export async function clearCookies(running: Running, conflict: ExchangeId): Promise<Outcome> {
  const refused = await running.deps.store.exchange(conflict);
  if (!refused) throw new ActFailure(say`This conflict is no longer kept. Save again in the page to get a new one.`);
  const origin = originOf(refused.url);
  if (!URL.canParse(origin)) throw new ActFailure(say`This address has no cookies.`);
  const { hostname } = new URL(origin);
  running.step(say`Removing the cookies of ${hostname}.`);
  try {
    await running.deps.removeCookies(origin);
  } catch {
    throw new ActFailure(
      say`The browser refused to remove the cookies. Remove them by hand in the browser’s settings, under site data.`,
    );
  }
  return {
    act: 'clear-cookies',
    outcome: 'cookies-cleared',
    sentence: say`The browser has removed the cookies of ${hostname}. Load the page again and sign in; then save once more.`,
  };
}
