import type { Exchange } from '../../record/exchange.ts';

/** The newest refused save of one thing, and how often it was refused. */
export type Group = { readonly row: Exchange; readonly times: number };

/** Repeats of one thing as one; `rows` newest first. A save that overwrote somebody stands for itself: each wiped out something else. */
export function grouped(rows: readonly Exchange[]): readonly Group[] {
  const groups = new Map<string, Group>();
  for (const row of rows) {
    const key = row.flag === 'lost-update' ? row.id : `${row.method} ${row.resource}`;
    const before = groups.get(key);
    groups.set(key, before === undefined ? { row, times: 1 } : { ...before, times: before.times + 1 });
  }
  return [...groups.values()];
}
