import browser from 'webextension-polyfill';
import { createHeard, type Heard } from '../capture/heard.ts';
import type { WatchedRequests } from '../capture/web-request.ts';
import { isFields, isNumber, isString, isStrings } from '../http/unknown.ts';

/** Where it outlives the background: memory of this browser session. */
const place = 'heard';

export type HearingDeps = {
  readonly follow: WatchedRequests['follow'];
  readonly covers: (pattern: string, origin: string) => boolean;
  /** Puts down since when what was heard, for whoever asks. */
  readonly keepHeard: (heard: readonly Heard[]) => Promise<unknown>;
  /** Whether something may have been missed before this background began: the one before was killed. */
  readonly gap: Promise<boolean>;
};

const ignore = () => undefined;

function parseHeard(value: unknown): Heard[] {
  if (!Array.isArray(value)) return [];
  return value.flatMap((each: unknown) => {
    if (!isFields(each)) return [];
    const { pattern, own, any } = each;
    return isString(pattern) && isNumber(own) && isNumber(any) ? [{ pattern, own, any }] : [];
  });
}

/** Moves webRequest's filter and keeps the record of what it has heard without a gap. */
export function createHearing({ follow, covers, keepHeard, gap }: HearingDeps) {
  const heard = createHeard(covers);
  /** Patterns of which the browser has not yet said that it listens, by the move that added them. */
  const waiting = new Map<string, number>();
  let moves = 0;
  const restored = (async () => {
    const stored = (await browser.storage.session.get(place))[place];
    if (!isFields(stored)) return;
    const spans = (await gap) ? [] : parseHeard(stored.spans);
    heard.restore(spans, isStrings(stored.loose) ? stored.loose : []);
  })().catch(ignore);

  // What stands there was told by a background that is gone.
  let writing: Promise<unknown> = Promise.all([keepHeard([]), restored]).catch(ignore);

  function write(): void {
    writing = writing
      .then(() => {
        const [spans, loose] = [heard.spans(), heard.loose()];
        return Promise.all([keepHeard(spans), browser.storage.session.set({ [place]: { spans, loose } })]);
      })
      .catch(ignore);
  }

  async function confirm(move: number): Promise<void> {
    // A browser hears an extension's calls in their order: what it answers now it answers after it began to listen.
    await browser.permissions.getAll();
    const now = Date.now();
    await restored;
    const began = [...waiting].filter(([, since]) => since === move).map(([pattern]) => pattern);
    for (const pattern of began) waiting.delete(pattern);
    heard.began(began, now);
    write();
  }

  return {
    listenTo(patterns: readonly string[], wide: boolean): void {
      const { kept, added } = follow(patterns, wide);
      const before = heard.spans().length;
      heard.kept(kept);
      for (const pattern of [...waiting.keys()]) if (!kept.includes(pattern)) waiting.delete(pattern);
      const move = ++moves;
      for (const pattern of added) waiting.set(pattern, move);
      if (heard.spans().length !== before) write();
      // The first move takes up what the background before this one heard.
      if (added.length > 0 || move === 1) confirm(move).catch(ignore);
    },
    /** What was recorded may have been lost: from now on only does it count. */
    missed(): void {
      heard.missed(Date.now());
      write();
    },
    /** In this site something goes past the hook. */
    loosened(origin: string): void {
      if (heard.loosened(origin)) write();
    },
  };
}
