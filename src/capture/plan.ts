import { originOf } from '../http/resource.ts';
import type { Sighting } from './sighting.ts';

/**
 * Decides for which hosts webRequest listens to the requests of scripts. Each event that it registers costs every such request
 * (Chromium 156: one event 1.4 times the processor time of none, two 1.7), and the hook in the page sees them at a fraction of that.
 * But only webRequest sees what was sent and received, who answered, and requests of workers. So it listens
 * - where there is little to listen to: until a host was asked `plainAfter` times without a validator, a precondition or a save;
 * - from then on where one of these was seen, except while the host is asked more than `busy` times a second;
 * - always where the hook does not see everything: workers, documents that were open before it came.
 * Pure: told what is seen, asked for patterns.
 */
export type Plan = {
  /** Host permissions held now. */
  readonly grant: (patterns: readonly string[]) => void;
  /** webRequest saw a request begin. True where the patterns have changed. */
  readonly began: (url: string, now: number) => boolean;
  /** Something was told of a request. True where the patterns have changed. */
  readonly note: (
    seen: Pick<Sighting, 'source' | 'state' | 'url' | 'method' | 'headers' | 'status'>,
    now: number,
  ) => boolean;
  /** In this host's pages are requests that no hook sees. True where that is news. */
  readonly unhooked: (origin: string) => boolean;
  /** Whether some of what this origin's pages ask for goes past the hook. */
  readonly isUnhooked: (origin: string) => boolean;
  /** Whether that is so of any. */
  readonly hasUnhooked: () => boolean;
  /** Some host is not to be listened to now: to hear all of them would cost its pages. */
  readonly isNarrow: (now: number) => boolean;
  /** Match patterns to listen to now; empty for none. */
  readonly patterns: (now: number) => readonly string[];
  /** What an earlier background knew, to begin with, and what the next one should know. */
  readonly restore: (saved: readonly string[]) => void;
  readonly saved: () => readonly string[];
};

const plainAfter = 100;
/** Requests a second. A person at work causes fewer; a page that asks more often pays for each. */
const busy = 60;
/** How long a busy host has to be quiet before it is listened to again, milliseconds. */
const calmAfter = 3_000;
/** Hosts that are remembered; the longest unheard go first. */
const mostHosts = 200;

type Host = {
  origin: string;
  plain: number;
  versioned: boolean;
  unhooked: boolean;
  /** The second that is being counted, its requests, and when it was last too many. */
  second: number;
  count: number;
  busyAt: number;
};

const versions = /^(etag|last-modified|if-match|if-none-match|if-unmodified-since|if-modified-since|if-range)$/i;
const refusals = [409, 412, 423, 428];
const safe = ['GET', 'HEAD', 'OPTIONS'];

/** A save, a refusal, or something that carries a validator or a precondition. */
export function isOfWeight({ method, headers = {}, status }: Pick<Sighting, 'method' | 'headers' | 'status'>): boolean {
  if (!safe.includes(method.toUpperCase()) || (status !== undefined && refusals.includes(status))) return true;
  return [headers.set, headers.sent, headers.received, headers.seen].some((list) =>
    list?.some(([name]) => versions.test(name)),
  );
}

/** Every page of a host: patterns know no port in Firefox. */
function patternOf(origin: string): string {
  const { protocol, hostname } = new URL(origin);
  return `${protocol}//${hostname}/*`;
}

const isEverywhere = (pattern: string) => pattern === '<all_urls>' || /^(\*|https?):\/\/\*\//.test(pattern);

export function createPlan(): Plan {
  const hosts = new Map<string, Host>();
  let granted: readonly string[] = [];

  function hostOf(url: string): Host | null {
    const origin = originOf(url);
    if (!/^https?:\/\/[^/]/.test(origin)) return null;
    const known = hosts.get(origin);
    const host = known ?? {
      origin,
      plain: 0,
      versioned: false,
      unhooked: false,
      second: 0,
      count: 0,
      busyAt: Number.NEGATIVE_INFINITY,
    };
    hosts.delete(origin);
    hosts.set(origin, host);
    for (const oldest of hosts.keys()) {
      if (hosts.size <= mostHosts) break;
      hosts.delete(oldest);
    }
    return host;
  }

  function count(host: Host, now: number): void {
    const second = Math.floor(now / 1000);
    host.count = host.second === second ? host.count + 1 : 1;
    host.second = second;
    if (host.count > busy) host.busyAt = now;
  }

  const isHeard = (host: Host, now: number): boolean =>
    host.unhooked || ((host.versioned || host.plain < plainAfter) && now - host.busyAt >= calmAfter);

  return {
    grant(patterns) {
      granted = patterns;
    },
    began(url, now) {
      const host = hostOf(url);
      if (host === null) return false;
      const before = isHeard(host, now);
      count(host, now);
      return isHeard(host, now) !== before;
    },
    note(seen, now) {
      const isNew = !hosts.has(originOf(seen.url));
      const host = hostOf(seen.url);
      if (host === null) return false;
      const before = isHeard(host, now);
      // Where webRequest listens it has counted the request already.
      if (seen.source === 'page-intent' && seen.state !== 'open' && !before) count(host, now);
      if (isOfWeight(seen)) host.versioned = true;
      else if (seen.source === 'page-intent' && !host.versioned) host.plain++;
      return isNew || isHeard(host, now) !== before;
    },
    unhooked(origin) {
      const host = hostOf(origin);
      if (host === null || host.unhooked) return false;
      host.unhooked = true;
      return true;
    },
    isUnhooked: (origin) => hosts.get(origin)?.unhooked === true,
    hasUnhooked: () => [...hosts.values()].some((host) => host.unhooked),
    isNarrow: (now) => [...hosts.values()].some((host) => !isHeard(host, now)),
    patterns(now) {
      const everywhere = granted.some(isEverywhere);
      const heard = [...hosts.values()].filter((host) => isHeard(host, now)).map(({ origin }) => patternOf(origin));
      const silent = new Set(
        [...hosts.values()].filter((host) => !isHeard(host, now)).map(({ origin }) => patternOf(origin)),
      );
      // A site that was chosen by name is listened to from the start; of all sites only those of which something is known.
      const named = everywhere
        ? []
        : granted.filter((pattern) => !silent.has(pattern) && !coversSilent(pattern, silent));
      return [...new Set([...named, ...heard])].sort();
    },
    restore(saved) {
      for (const line of saved) {
        const [what, origin = ''] = line.split(' ', 2);
        const host = hostOf(origin);
        if (host === null) continue;
        if (what === 'versioned') host.versioned = true;
        if (what === 'unhooked') host.unhooked = true;
        if (what === 'plain') host.plain = plainAfter;
      }
    },
    saved: () =>
      [...hosts.values()].flatMap((host) =>
        host.unhooked
          ? [`unhooked ${host.origin}`, ...(host.versioned ? [`versioned ${host.origin}`] : [])]
          : host.versioned
            ? [`versioned ${host.origin}`]
            : host.plain >= plainAfter
              ? [`plain ${host.origin}`]
              : [],
      ),
  };
}

/** `https://*.example.com/*` stands for many hosts: a silent one takes it out, and its other hosts are heard one by one. */
function coversSilent(pattern: string, silent: ReadonlySet<string>): boolean {
  const match = /^(\*|https?):\/\/(\*\.)?([^/*]+)\/\*$/.exec(pattern);
  if (match === null) return false;
  const [, scheme, wild, name = ''] = match;
  return [...silent].some((each) => {
    const { protocol, hostname } = new URL(each.slice(0, -1));
    const bare = name.split(':', 1)[0];
    return (
      (scheme === '*' || protocol === `${scheme}:`) &&
      (hostname === bare || (wild !== undefined && hostname.endsWith(`.${bare}`)))
    );
  });
}
