import type { Exchange } from '../../../record/exchange.ts';

/** Newest first; of two at one moment the one that the store gave first. */
export function newestFirst(rows: readonly Exchange[]): readonly Exchange[] {
  return rows
    .map((row, order) => ({ row, order }))
    .sort((a, b) => b.row.startedAt - a.row.startedAt || a.order - b.order)
    .map(({ row }) => row);
}

/** What is shown of a row; two rows with the same mark look the same. */
function mark(row: Exchange): string {
  return `${row.id} ${row.status} ${row.endedAt} ${row.sources.length} ${row.flag ?? ''}`;
}

/** The new rows, with the old objects where nothing changed, so that what is on the screen is left alone. */
export function keepSame(before: readonly Exchange[], now: readonly Exchange[]): readonly Exchange[] {
  const old = new Map(before.map((row) => [mark(row), row]));
  const rows = now.map((row) => old.get(mark(row)) ?? row);
  return rows.length === before.length && rows.every((row, i) => row === before[i]) ? before : rows;
}

/** The row that a key moves to from `at` (an index), or null for a key that moves nowhere. `page` is in rows. */
export function moveTo(key: string, at: number, length: number, page: number): number | null {
  if (length === 0) return null;
  const steps: { readonly [key: string]: number } = {
    ArrowDown: at + 1,
    ArrowUp: at - 1,
    PageDown: at + page,
    PageUp: at - page,
    Home: 0,
    End: length - 1,
  };
  const target = Object.hasOwn(steps, key) ? steps[key] : undefined;
  return target === undefined ? null : Math.min(length - 1, Math.max(0, target));
}
