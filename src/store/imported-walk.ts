import type { Exchange } from '../record/exchange.ts';
import type { Place, WalkPage } from './list.ts';

/**
 * Most heads that are held at once, in portions of one reading. A plain file is read in its places, so the portion is what was asked for;
 * a compressed one has to be read from its beginning for each, so that they are few.
 */
const mostHeads = 20_000;

type Source = {
  /** Numbers of all entries, by resource, each resource’s oldest first. */
  readonly order: () => Uint32Array;
  /** Whether a file among them can only be read from its beginning. */
  readonly isStream: () => boolean;
  /** Those that can still be read, heads only. */
  readonly heads: (numbers: readonly number[]) => Promise<ReadonlyMap<number, Exchange>>;
};

/** Goes through all entries portion by portion. A new walk ends the one before; what is added meanwhile waits for the next one. */
export function createImportedWalk({ order, isStream, heads }: Source) {
  let turn = 0;
  let numbers: Uint32Array = new Uint32Array();
  let read: ReadonlyMap<number, Exchange> = new Map();
  /** Up to here the heads were read. */
  let until = 0;

  return async function walk(place: Place | null, limit: number): Promise<WalkPage> {
    if (place === null) {
      turn++;
      [numbers, read, until] = [order(), new Map(), 0];
    }
    const mine = turn;
    const [walked, from] = place?.key ?? [String(mine), 0];
    if (walked !== String(mine)) return { rows: [], next: null };
    const to = Math.min(numbers.length, from + Math.max(1, limit));
    if (to > until) {
      const end = isStream() ? Math.min(numbers.length, from + mostHeads) : to;
      const found = await heads([...numbers.subarray(from, end)]);
      if (mine !== turn) return { rows: [], next: null };
      [read, until] = [found, end];
    }
    const rows = [...numbers.subarray(from, to)].flatMap((at) => read.get(at) ?? []);
    const isLast = to >= numbers.length;
    if (isLast) [numbers, read, until] = [new Uint32Array(), new Map(), 0];
    return { rows, next: isLast ? null : { key: [walked, to], seen: [] } };
  };
}
