import { noteText } from './tally.ts';

/** Refusals of one kind that follow one another closely. */
export type Run = {
  readonly method: string;
  /** A path, or a path template. */
  readonly path: string;
  /** Epoch milliseconds of the first and the last. */
  readonly from: number;
  readonly to: number;
  readonly count: number;
  /** Who asked, the first few. */
  readonly clients: readonly string[];
};

type Open = { method: string; path: string; from: number; to: number; count: number; clients: string[] };

/** Clients that are named in a run. */
const mostClients = 8;

/**
 * Finds runs: refusals under one key, each at most `gap` milliseconds after the one before. Keeps the `most` largest that `counts` says to keep.
 * Lines may stand a little out of order, as servers write them when requests end.
 */
export function createRuns(gap: number, most: number, counts: (run: Run) => boolean, mostOpen = 10_000) {
  const open = new Map<string, Open>();
  let kept: Run[] = [];
  const byCount = (a: Run, b: Run): number => b.count - a.count || a.from - b.from;

  function close(run: Open): void {
    if (!counts(run)) return;
    kept.push(run);
    if (kept.length > 4 * most) kept = kept.sort(byCount).slice(0, most);
  }

  return {
    add(method: string, path: string, at: number, client: string | null): void {
      const key = `${method} ${path}`;
      let run = open.get(key);
      if (run !== undefined && at - run.to > gap) {
        open.delete(key);
        close(run);
        run = undefined;
      }
      if (run === undefined) {
        if (open.size >= mostOpen)
          for (const [oldest, ended] of open) {
            // Those that were opened first have most likely ended.
            open.delete(oldest);
            close(ended);
            if (open.size <= mostOpen / 2) break;
          }
        run = { method, path, from: at, to: at, count: 0, clients: [] };
        open.set(key, run);
      }
      run.count++;
      run.from = Math.min(run.from, at);
      run.to = Math.max(run.to, at);
      noteText(run.clients, client, mostClients);
    },
    /** The largest runs, those under way among them. */
    top(): readonly Run[] {
      return [...kept, ...[...open.values()].filter(counts)].sort(byCount).slice(0, most);
    },
  };
}
