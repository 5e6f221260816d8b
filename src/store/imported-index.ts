import type { ExchangeId } from '../record/exchange.ts';
import { caseLimits } from './queries.ts';

/** Where an entry stands and what is needed to find its like. Resource and origin as hashes. */
export type Indexed = {
  readonly file: number;
  /** Its number in the file, from 0. */
  readonly ordinal: number;
  readonly offset: number;
  readonly length: number;
  readonly startedAt: number;
  readonly resource: number;
  readonly origin: number;
  readonly tabId: number;
  readonly isPage: boolean;
};

/** About 70 bytes for each entry, whatever it holds. */
export function createEntryIndex() {
  const files: number[] = [];
  const ordinals: number[] = [];
  const offsets: number[] = [];
  const lengths: number[] = [];
  const starts: number[] = [];
  const resources: number[] = [];
  const origins: number[] = [];
  const tabs: number[] = [];
  const pages: boolean[] = [];
  const of = (column: readonly number[], at: number): number => column[at] ?? -1;
  const start = (at: number): number => of(starts, at);

  const byTime = (a: number, b: number): number => start(a) - start(b) || a - b;

  const order = (column: readonly number[]): Uint32Array =>
    Uint32Array.from(files.keys()).sort((a, b) => of(column, a) - of(column, b) || byTime(a, b));
  let orders: { readonly byResource: Uint32Array; readonly byOrigin: Uint32Array } | null = null;
  function sorted() {
    orders ??= { byResource: order(resources), byOrigin: order(origins) };
    return orders;
  }

  /** The entries of the same resource that a diagnosis may look at, oldest first, and those of them whose bodies it may see. */
  function history(at: number): { readonly history: readonly number[]; readonly loaded: ReadonlySet<number> } {
    const { byResource } = sorted();
    const [resource, then] = [of(resources, at), start(at)];
    const first = firstPlace(byResource, (each) => of(resources, each) - resource);
    const until = firstPlace(byResource, (each) => of(resources, each) - resource || start(each) - then || -1);
    const before = byResource.subarray(Math.max(first, until - caseLimits.before), until);
    const after = byResource.subarray(until, until + caseLimits.after).filter((each) => resources[each] === resource);
    const all = [...new Set([...before, at, ...after])].sort(byTime);
    return { history: all, loaded: new Set([at, ...all.slice(-caseLimits.bodies)]) };
  }

  return {
    add(entry: Indexed): number {
      orders = null;
      ordinals.push(entry.ordinal);
      offsets.push(entry.offset);
      lengths.push(entry.length);
      starts.push(entry.startedAt);
      resources.push(entry.resource);
      origins.push(entry.origin);
      tabs.push(entry.tabId);
      pages.push(entry.isPage);
      return files.push(entry.file) - 1;
    },
    file: (at: number): number => of(files, at),
    ordinal: (at: number): number => of(ordinals, at),
    offset: (at: number): number => of(offsets, at),
    length: (at: number): number => of(lengths, at),
    tabId: (at: number): number => of(tabs, at),

    get size() {
      return files.length;
    },

    /** Every entry, by resource, each resource’s oldest first. */
    byResource: (): Uint32Array => sorted().byResource,

    /** `har-2-17`: the 17th entry of the second file. */
    find(id: ExchangeId): number | null {
      const match = /^har-(\d{1,6})-(\d{1,10})$/.exec(id);
      if (match === null) return null;
      const [file, ordinal] = [Number(match[1]) - 1, Number(match[2]) - 1];
      const at = ordinals.findIndex((each, number) => each === ordinal && of(files, number) === file);
      return at === -1 ? null : at;
    },

    history,

    /** What a diagnosis may look at besides, with the same bounds as in the store: numbers of entries, oldest first. */
    nearest(at: number): { readonly nearest: readonly number[]; readonly pages: ReadonlySet<number> } {
      const { byOrigin } = sorted();
      const [resource, origin, then] = [of(resources, at), of(origins, at), start(at)];
      const middle = firstPlace(byOrigin, (each) => of(origins, each) - origin || start(each) - then);
      const apart = (each: number) => Math.abs(start(each) - then);
      const towards = (from: number, step: 1 | -1): number[] => {
        const found: number[] = [];
        for (let place = from; found.length < caseLimits.neighbours; place += step) {
          const each = byOrigin[place];
          if (each === undefined || origins[each] !== origin || apart(each) > caseLimits.near) break;
          if (resources[each] !== resource) found.push(each);
        }
        return found;
      };
      const nearest = [...towards(middle - 1, -1), ...towards(middle, 1)]
        .sort((a, b) => apart(a) - apart(b) || a - b)
        .slice(0, caseLimits.neighbours)
        .sort(byTime);
      return { nearest, pages: new Set(nearest.filter((each) => pages[each] === true).slice(-caseLimits.pages)) };
    },
  };
}

/** The first place of a sorted list whose entry is not before what is looked for. */
function firstPlace(sorted: Uint32Array, compare: (entry: number) => number): number {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (compare(sorted[middle] ?? 0) < 0) low = middle + 1;
    else high = middle;
  }
  return low;
}

export type EntryIndex = ReturnType<typeof createEntryIndex>;
