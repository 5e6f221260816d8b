import type { Line } from './line.ts';

/** Tries of one save that come one after the other; folded from so many on. */
export const foldedFrom = 4;
/** A try belongs to those before it when it comes so soon after, milliseconds. */
const soon = 2 * 60_000;

export type Group = {
  /** The newest and the oldest try, epoch ms. */
  readonly newest: number;
  oldest: number;
  readonly lines: Line[];
};

/** One row of the list as it is shown. */
export type Entry = {
  readonly line: Line;
  /** On the newest of repeated tries: all of them. */
  readonly group: Group | null;
  /** It stands unfolded below the newest try. */
  readonly inside: boolean;
};

/** Takes the lines that fit, newest first and in portions, and tells which of them repeat each other. */
export function createSieve() {
  const fitting: Line[] = [];
  const groups: Group[] = [];
  const open = new Map<number, Group>();

  return {
    lines: fitting,
    add(line: Line): void {
      const before = open.get(line.repeats);
      let group: Group;
      if (before !== undefined && before.oldest - line.startedAt <= soon) {
        group = before;
        group.oldest = line.startedAt;
        group.lines.push(line);
      } else {
        group = { newest: line.startedAt, oldest: line.startedAt, lines: [line] };
        open.set(line.repeats, group);
      }
      fitting.push(line);
      groups.push(group);
    },
    /**
     * The first `most` rows to show. `isOpen` is asked with the oldest line of repeated tries, which stays the same when more come.
     */
    entries(isOpen: (id: string) => boolean, most = Number.POSITIVE_INFINITY): readonly Entry[] {
      const rows: Entry[] = [];
      for (let i = 0; i < fitting.length && rows.length < most; i++) {
        const [line, group] = [fitting[i], groups[i]];
        if (line === undefined || group === undefined) continue;
        if (group.lines.length < foldedFrom) rows.push({ line, group: null, inside: false });
        else if (group.lines[0] === line) {
          rows.push({ line, group, inside: false });
          if (isOpen(keyOf(group)))
            for (const other of group.lines) if (other !== line) rows.push({ line: other, group: null, inside: true });
        }
      }
      return rows;
    },
  };
}

/** What repeated tries are known by. */
export function keyOf(group: Group): string {
  return group.lines.at(-1)?.id ?? '';
}
