import { isArray, isObject, type Json, JsonNumber } from '../../../act/merge/json.ts';

/** A line of the tree. */
export type TreeRow = {
  /** Unique, and the same for the same place: `/0/3`, by position. */
  readonly id: string;
  readonly parent: string | null;
  readonly depth: number;
  /** Name or position in the parent; null for the whole. */
  readonly name: string | null;
  readonly kind: 'object' | 'array' | 'string' | 'number' | 'word' | 'more';
  /** A scalar as it was written; of an object or array how much is in it. */
  readonly text: string;
  readonly size: number;
  readonly open: boolean;
};

/** Members of one object or array that show at once; the next ones wait for a click. */
export const pageSize = 100;

/** What is unfolded: how many members of each object and array are shown, by id. */
export type Unfolded = ReadonlyMap<string, number>;

type Place = {
  readonly id: string;
  readonly parent: string | null;
  readonly depth: number;
  readonly name: string | null;
};

/** The lines of a value, only of what is unfolded: a folded million costs nothing. */
export function rowsOf(value: Json, unfolded: Unfolded): TreeRow[] {
  const rows: TreeRow[] = [];
  walk(value, { id: '', parent: null, depth: 0, name: null }, unfolded, rows);
  return rows;
}

function walk(value: Json, place: Place, unfolded: Unfolded, rows: TreeRow[]): void {
  if (!isObject(value) && !isArray(value)) {
    rows.push({ ...place, ...scalar(value), size: 0, open: false });
    return;
  }
  const size = isObject(value) ? value.size : value.length;
  const shown = Math.min(unfolded.get(place.id) ?? 0, size);
  const kind = isObject(value) ? 'object' : 'array';
  rows.push({ ...place, kind, text: `${size}`, size, open: shown > 0 });
  if (shown === 0) return;
  let at = 0;
  for (const [name, member] of isObject(value) ? value : value.entries()) {
    if (at === shown) break;
    const inner = { id: `${place.id}/${at}`, parent: place.id, depth: place.depth + 1, name: `${name}` };
    walk(member, inner, unfolded, rows);
    at++;
  }
  if (shown < size)
    rows.push({
      id: `${place.id}/more`,
      parent: place.id,
      depth: place.depth + 1,
      name: null,
      kind: 'more',
      text: `${size - shown}`,
      size: 0,
      open: false,
    });
}

function scalar(value: null | boolean | string | JsonNumber): { kind: TreeRow['kind']; text: string } {
  if (typeof value === 'string') return { kind: 'string', text: JSON.stringify(value) };
  if (value instanceof JsonNumber) return { kind: 'number', text: value.text };
  return { kind: 'word', text: `${value}` };
}

/** Unfolds level by level for as long as no more than `room` lines show. */
export function firstUnfolded(value: Json, room = 40): Unfolded {
  const unfolded = new Map<string, number>();
  let level: (readonly [string, Json])[] = [['', value]];
  let lines = 1;
  while (level.length > 0) {
    const next: [string, Json][] = [];
    for (const [id, node] of level) {
      const members = isObject(node) ? [...node.values()] : isArray(node) ? node : [];
      const shown = Math.min(members.length, pageSize);
      if (shown === 0 || (lines + shown > room && id !== '')) continue;
      unfolded.set(id, shown);
      lines += shown;
      next.push(...members.slice(0, shown).map((member, at): [string, Json] => [`${id}/${at}`, member]));
    }
    level = next;
  }
  return unfolded;
}

/** What a key does to the tree from the focused row: another row to focus, or the row to fold or unfold. Null: not ours. */
export function keyInTree(
  rows: readonly TreeRow[],
  from: string,
  key: string,
): { readonly focus: string } | { readonly toggle: string } | null {
  const at = rows.findIndex(({ id }) => id === from);
  const row = rows[at];
  if (row === undefined) return null;
  const focus = (to: TreeRow | undefined) => ({ focus: (to ?? row).id });
  switch (key) {
    case 'ArrowDown':
      return focus(rows[at + 1]);
    case 'ArrowUp':
      return focus(rows[at - 1]);
    case 'Home':
      return focus(rows[0]);
    case 'End':
      return focus(rows[rows.length - 1]);
    case 'ArrowRight':
      return row.size > 0 && !row.open ? { toggle: row.id } : row.open ? focus(rows[at + 1]) : focus(row);
    case 'ArrowLeft':
      return row.open ? { toggle: row.id } : focus(rows.find(({ id }) => id === row.parent));
    case 'Enter':
    case ' ':
      return row.size > 0 || row.kind === 'more' ? { toggle: row.id } : focus(row);
    default:
      return null;
  }
}
