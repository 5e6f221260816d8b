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

  return {
    add(entry: Indexed): number {
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
    byResource: (): Uint32Array =>
      Uint32Array.from(files.keys()).sort((a, b) => of(resources, a) - of(resources, b) || byTime(a, b)),

    /** `har-2-17`: the 17th entry of the second file. */
    find(id: ExchangeId): number | null {
      const match = /^har-(\d{1,6})-(\d{1,10})$/.exec(id);
      if (match === null) return null;
      const [file, ordinal] = [Number(match[1]) - 1, Number(match[2]) - 1];
      const at = ordinals.findIndex((each, number) => each === ordinal && of(files, number) === file);
      return at === -1 ? null : at;
    },

    /** What a diagnosis may look at, with the same bounds as in the store: numbers of entries, oldest first. */
    around(at: number): {
      readonly history: readonly number[];
      readonly nearest: readonly number[];
      /** Those of the history whose bodies are looked at, and the pages among the nearest. */
      readonly loaded: ReadonlySet<number>;
      readonly pages: ReadonlySet<number>;
    } {
      const [resource, origin, then] = [of(resources, at), of(origins, at), start(at)];
      const same: number[] = [];
      const near: number[] = [];
      for (let each = 0; each < starts.length; each++) {
        if (resources[each] === resource) same.push(each);
        else if (origins[each] === origin && Math.abs(start(each) - then) <= caseLimits.near) near.push(each);
      }
      same.sort(byTime);
      const before = same.filter((each) => start(each) <= then).slice(-caseLimits.before);
      const after = same.filter((each) => start(each) > then).slice(0, caseLimits.after);
      const history = [...new Set([...before, at, ...after])].sort(byTime);
      const apart = (each: number) => Math.abs(start(each) - then);
      const nearest = near
        .sort((a, b) => apart(a) - apart(b))
        .slice(0, caseLimits.neighbours)
        .sort(byTime);
      return {
        history,
        nearest,
        loaded: new Set([at, ...history.slice(-caseLimits.bodies)]),
        pages: new Set(nearest.filter((each) => pages[each] === true).slice(-caseLimits.pages)),
      };
    },
  };
}
