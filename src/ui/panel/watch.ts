import { computed, type Signal, signal } from '@preact/signals';
import { say } from '../../texts/say.ts';
import { isSameSite } from '../called-hosts.ts';
import { messageOf } from '../shared/words.ts';
import type { Watched, World } from '../world.ts';

export type Watch = ReturnType<typeof createWatch>;

/** Every site, as the manifest's optional permissions spell it. */
export const everywhere: readonly string[] = ['http://*/*', 'https://*/*'];

/** A host pattern for an origin. Ports are left out: Firefox refuses patterns with a port. */
export function patternOf(origin: string): string | null {
  try {
    const url = new URL(origin);
    return url.protocol === 'http:' || url.protocol === 'https:' ? `${url.protocol}//${url.hostname}/*` : null;
  } catch {
    return null;
  }
}

/** How often the page is asked which hosts it calls, at most, milliseconds. */
const lookEvery = 2_000;

/**
 * Which sites are recorded in the background, and the switches for it.
 * `apiOrigins`: hosts that refused the page's saves. `called`: origins that the page asked for data.
 */
export function createWatch(
  world: World,
  apiOrigins: () => readonly string[],
  called: () => Promise<readonly string[]> = async () => [],
) {
  const watched: Signal<Watched> = signal({ origins: [], all: false });
  const origin: Signal<string | null> = signal(null);
  const message = signal('');
  const calls: Signal<readonly string[]> = signal([]);

  /** The page, what refused its saves, and the hosts of its own site that it calls. */
  const patterns = computed(() => {
    const page = origin.value;
    const own = page === null ? [] : calls.value.filter((one) => isSameSite(one, page));
    const all = [page, ...apiOrigins(), ...own].flatMap((o) => (o === null ? [] : (patternOf(o) ?? [])));
    return [...new Set(all)];
  });
  const site = computed(() => {
    const { all, origins } = watched.value;
    return patterns.value.length > 0 && (all || patterns.value.every((pattern) => origins.includes(pattern)));
  });

  /** Hosts of others that the page calls too: they are offered, never taken along. */
  const others = computed(() => {
    const { all, origins } = watched.value;
    if (all || !site.value) return [];
    const called = calls.value.flatMap((one) => patternOf(one) ?? []);
    return [...new Set(called)].filter((one) => !patterns.value.includes(one) && !origins.includes(one));
  });

  let lookedAt = 0;
  async function look(): Promise<void> {
    lookedAt = Date.now();
    const seen = await called().catch(() => []);
    // The same list again is no news.
    if (seen.join() !== calls.value.join()) calls.value = seen;
  }

  async function refresh(): Promise<void> {
    const [now, page] = await Promise.all([
      world.watched().catch(() => watched.value),
      world.pageOrigin().catch(() => null),
      look(),
    ]);
    watched.value = now;
    origin.value = page;
  }

  /** A change that was asked for here tells of itself. */
  let changing = false;

  async function change(wanted: readonly string[], on: boolean): Promise<void> {
    changing = true;
    try {
      const answer = await (on ? world.watch(wanted) : world.unwatch(wanted));
      message.value = messages[answer];
    } catch (error) {
      message.value = messageOf(error);
    }
    await refresh();
    changing = false;
  }

  /** The person, or a policy, gave or took a permission in the browser's own settings. */
  async function changedElsewhere(): Promise<void> {
    const before = site.value;
    await refresh();
    if (changing || before === site.value) return;
    message.value = before ? messages.taken : '';
  }

  const stop = world.onPing((ping) => {
    if (ping.ping === 'permissions') void changedElsewhere();
    if (ping.ping === 'changed' && ping.tabId === world.tabId && Date.now() - lookedAt > lookEvery) void look();
  });

  return {
    watched,
    origin,
    patterns,
    /** Whether the page's site and the hosts it saves to are watched. */
    site,
    message,
    others,
    watchOthers: () => change(others.value, true),
    refresh,
    stop,
    toggleSite: () => change(patterns.value, !site.value),
    toggleAll: () => change(everywhere, !watched.value.all),
  };
}

const messages = {
  granted: '',
  refused: say`The browser did not give the permission. Recording goes on while DevTools is open.`,
  taken: say`The permission for this site was taken away, so Resave records it only while DevTools is open. What was recorded stays.`,
  elsewhere: say`Firefox asks for permissions in a page of its own: use the button in the tab that opened.`,
} as const;
