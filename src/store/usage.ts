import { parseVaultRow } from './parse-work.ts';
import type { Database } from './schema.ts';

/** How much is kept. Sizes in characters, which is about what they take on the disk in bytes. */
export type Usage = {
  /** Sites with records, the largest first. */
  readonly sites: readonly { readonly origin: string; readonly exchanges: number; readonly size: number }[];
  readonly exchanges: number;
  readonly size: number;
  /** Refused saves that wait to be saved, exported or discarded; not part of the above. */
  readonly unsaved: { readonly count: number; readonly size: number; readonly sites: readonly string[] };
};

const after = (prefix: string) => IDBKeyRange.bound(prefix, `${prefix}\uffff`);

/** From the counts that every write keeps, so that the cost depends on the number of sites, not of records. */
export async function usage(db: Database): Promise<Usage> {
  const transaction = db.transaction(['tallies', 'vault']);
  const tallies = transaction.objectStore('tallies');
  const [counts, sizes, kept] = await Promise.all([
    tallies.getAll(after('origin:')),
    tallies.getAll(after('size:')),
    transaction.objectStore('vault').getAll(),
  ]);
  const sizeOf = new Map(sizes.map(({ key, count }) => [key.slice('size:'.length), count]));
  const sites = counts
    .map(({ key, count }) => ({ origin: key.slice('origin:'.length), exchanges: count }))
    .map((site) => ({ ...site, size: sizeOf.get(site.origin) ?? 0 }))
    .sort((a, b) => b.size - a.size);
  const work = kept.flatMap((value) => parseVaultRow(value) ?? []);
  return {
    sites,
    exchanges: sites.reduce((sum, site) => sum + site.exchanges, 0),
    size: sites.reduce((sum, site) => sum + site.size, 0),
    unsaved: {
      count: work.length,
      size: work.reduce((sum, row) => sum + row.room, 0),
      sites: [...new Set(work.flatMap((row) => row.sites))].sort(),
    },
  };
}
