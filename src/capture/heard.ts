/**
 * Since when webRequest has listened to the requests of scripts without a gap, by match pattern, epoch ms. Only then "nobody else of
 * this browser wrote" may be said: workers, and documents that the hook misses, are seen by nothing else.
 */
export type Heard = {
  readonly pattern: string;
  /** Within the life of this background: good for whoever may have asked, pages of other sites included. */
  readonly any: number;
  /**
   * Over the ends of idle backgrounds too: good for requests of the site's own pages. The listeners of a background that is just being
   * started may miss the request that woke it; what a page asks for its hook tells all the same, a worker's request nobody does.
   * So it is as `any` for a site in which something goes past the hook.
   */
  readonly own: number;
};

/** More sites than this in one session of the browser, and all count as such where something goes past the hook. */
const mostLoose = 1_000;
const all = '*';

/**
 * Keeps these spans. Pure: told what is listened to and what goes past the hooks. In doubt there is no span.
 * @param covers whether an origin is within a match pattern
 */
export function createHeard(covers: (pattern: string, origin: string) => boolean) {
  const spans = new Map<string, { own: number; any: number }>();
  /** What the background before this one heard to its end; taken up once webRequest listens again. */
  const before = new Map<string, number>();
  const loose = new Set<string>();

  const isLoose = (pattern: string) => loose.has(all) || [...loose].some((origin) => covers(pattern, origin));

  return {
    /** What an earlier background of this session left, if it was not killed. Before anything else. */
    restore(spansBefore: readonly Heard[], looseBefore: readonly string[]): void {
      for (const origin of looseBefore) loose.add(origin);
      for (const { pattern, own } of spansBefore) before.set(pattern, own);
    },
    /** Only these patterns are still listened to as before; all others end now. */
    kept(patterns: readonly string[]): void {
      for (const pattern of [...spans.keys()]) if (!patterns.includes(pattern)) spans.delete(pattern);
    },
    /** The browser listens to these since `now` at the latest. */
    began(patterns: readonly string[], now: number): void {
      for (const pattern of patterns) {
        const own = isLoose(pattern) ? now : (before.get(pattern) ?? now);
        spans.set(pattern, { own, any: now });
      }
      // What was not taken up at once has had a gap.
      before.clear();
    },
    /** Records may have been lost until now: every span begins anew. */
    missed(now: number): void {
      for (const pattern of spans.keys()) spans.set(pattern, { own: now, any: now });
      before.clear();
    },
    /** In this site something goes past the hook. True where that is news. */
    loosened(origin: string): boolean {
      if (loose.has(origin) || loose.has(all)) return false;
      loose.add(loose.size < mostLoose ? origin : all);
      for (const [pattern, span] of spans) if (isLoose(pattern)) spans.set(pattern, { ...span, own: span.any });
      return true;
    },
    spans: (): Heard[] => [...spans].map(([pattern, span]) => ({ pattern, ...span })),
    loose: (): string[] => [...loose],
  };
}
