import { intern } from '../../../act/merge/sequence.ts';
import { diffSequences } from '../../../act/merge/sequence-diff.ts';

/** A piece of a line; `changed`: not in the other side's line. */
export type Piece = { readonly text: string; readonly changed: boolean };

export type DiffLine =
  | { readonly kind: 'same' | 'out' | 'in'; readonly pieces: readonly Piece[] }
  /** Equal lines that are left out. */
  | { readonly kind: 'skipped'; readonly lines: number };

/** Equal lines shown before and after a difference. */
const context = 3;
/** Lines beyond these are not compared word by word. */
const mostWords = 400;

/** Differences of two texts, line by line, and within lines that took each other's place word by word. Empty: they are equal. */
export function diffTexts(old: string, now: string): readonly DiffLine[] {
  const [a, b] = [old.split('\n'), now.split('\n')];
  const [x = [], y = []] = intern([a, b]);
  const hunks = diffSequences(x, y);
  const lines: DiffLine[] = [];
  let at = 0;
  for (const { from, to, newFrom, newTo } of hunks) {
    keep(lines, a.slice(at, from), at === 0, false);
    const [gone, come] = [a.slice(from, to), b.slice(newFrom, newTo)];
    const pairs = Math.min(gone.length, come.length);
    const marked = Array.from({ length: pairs }, (_, i) => words(gone[i] ?? '', come[i] ?? ''));
    gone.forEach((text, i) => void lines.push({ kind: 'out', pieces: marked[i]?.out ?? [{ text, changed: false }] }));
    come.forEach((text, i) => void lines.push({ kind: 'in', pieces: marked[i]?.in ?? [{ text, changed: false }] }));
    at = to;
  }
  if (hunks.length > 0) keep(lines, a.slice(at), false, true);
  return lines;
}

/** Equal lines: all of a short stretch, of a long one only what stands beside differences. */
function keep(lines: DiffLine[], same: readonly string[], isFirst: boolean, isLast: boolean): void {
  const after = isFirst ? 0 : context;
  const before = isLast ? 0 : context;
  const show = (text: string): void => void lines.push({ kind: 'same', pieces: [{ text, changed: false }] });
  if (same.length <= after + before + 1) same.forEach(show);
  else {
    same.slice(0, after).forEach(show);
    lines.push({ kind: 'skipped', lines: same.length - after - before });
    if (before > 0) same.slice(-before).forEach(show);
  }
}

/** Two lines cut at word borders, what differs marked. Lines that share nothing but blanks are left whole. */
function words(old: string, now: string): { readonly out: readonly Piece[]; readonly in: readonly Piece[] } {
  const split = (text: string): string[] => text.match(/\s+|[\p{L}\p{N}_]+|[^\s\p{L}\p{N}_]/gu) ?? [];
  const [a, b] = [split(old), split(now)];
  const whole = { out: [{ text: old, changed: false }], in: [{ text: now, changed: false }] };
  if (a.length > mostWords || b.length > mostWords) return whole;
  const [x = [], y = []] = intern([a, b]);
  const hunks = diffSequences(x, y);
  const left = hunks.reduce((sum, { from, to }) => sum + to - from, 0);
  if (left === a.length) return whole;
  return {
    out: pieces(
      a,
      hunks.map(({ from, to }) => [from, to]),
    ),
    in: pieces(
      b,
      hunks.map(({ newFrom, newTo }) => [newFrom, newTo]),
    ),
  };
}

function pieces(tokens: readonly string[], changed: readonly (readonly [number, number])[]): Piece[] {
  const found: Piece[] = [];
  let at = 0;
  const push = (to: number, isChanged: boolean): void => {
    if (to > at) found.push({ text: tokens.slice(at, to).join(''), changed: isChanged });
    at = to;
  };
  for (const [from, to] of changed) {
    push(from, false);
    push(to, true);
  }
  push(tokens.length, false);
  return found;
}
