import { type Signal, signal } from '@preact/signals';
import type { ListPage } from '../../../store/list.ts';
import type { World } from '../../world.ts';
import type { Panel } from '../model.ts';

export type CauseCount = { readonly cause: string; readonly title: string; count: number };

/** How often each cause stands first, the commonest first. `unknown`: judged, and no cause found; `done` of `of` were judged. */
export type CauseCounts = {
  readonly causes: readonly CauseCount[];
  readonly unknown: number;
  readonly done: number;
  readonly of: number;
};

/** Refused saves that are read and judged at once. */
const portion = 200;
const together = 20;

/** Judges every refused save that is kept, newest first, and counts. Ends when `stop` is called. */
export function createCauseCount(world: Pick<World, 'list' | 'listCount'>, panel: Pick<Panel, 'judge'>) {
  const counts: Signal<CauseCounts> = signal({ causes: [], unknown: 0, done: 0, of: 0 });
  let turn = 0;

  async function run(): Promise<void> {
    const mine = ++turn;
    const byCause = new Map<string, CauseCount>();
    let [unknown, done] = [0, 0];
    let of = (await world.listCount(null).catch(() => null)) ?? 0;
    let before: number | null = Number.POSITIVE_INFINITY;
    while (before !== null) {
      const page: ListPage = await world.list({ tabId: null, before, limit: portion });
      const ids = page.rows.map(({ id }) => id);
      of = Math.max(of, done + ids.length);
      for (let at = 0; at < ids.length; at += together) {
        const some = ids.slice(at, at + together);
        const said = await panel.judge(some);
        if (mine !== turn) return;
        for (const id of some) {
          const cause = said.get(id)?.cause ?? null;
          if (cause === null) unknown++;
          else {
            const entry = byCause.get(cause.id) ?? { cause: cause.id, title: cause.text.title, count: 0 };
            entry.count++;
            byCause.set(cause.id, entry);
          }
        }
        done += some.length;
        const causes = [...byCause.values()].map((one) => ({ ...one })).sort((a, b) => b.count - a.count);
        counts.value = { causes, unknown, done, of };
      }
      before = page.next;
    }
    counts.value = { ...counts.value, of: done };
  }

  return {
    counts,
    /** A store that cannot be read is told by the view's own reading. */
    run: (): void => void run().catch(() => undefined),
    stop: (): void => {
      turn++;
    },
  };
}
