import { isFields, isStrings } from '../http/unknown.ts';
import { parseVaultRow } from './parse-work.ts';
import type { Database, VaultRow } from './schema.ts';
import { defaultVaultLimits, type VaultLimits } from './vault-limits.ts';

/** What is unsaved, for a person to look at. */
export type Unsaved = {
  /** Newest first. */
  readonly entries: readonly VaultRow[];
  /** Refused saves that found no room; they last as long as the other recordings do. */
  readonly waiting: number;
  /** Other origins whose pages can save what is kept; only where there is no room. */
  readonly elsewhere: readonly string[];
  readonly limits: VaultLimits;
};

/** What is unsaved, of one site or of all (null). */
export async function unsaved(db: Database, site: string | null, limits = defaultVaultLimits): Promise<Unsaved> {
  const values = site === null ? await db.getAll('vault') : await db.getAllFromIndex('vault', 'sites', site);
  const stands = (await db.get('settings', 'vault'))?.value;
  const waiting = isFields(stands) && isStrings(stands.waiting) ? stands.waiting.length : 0;
  const entries = values.flatMap((value) => parseVaultRow(value) ?? []).sort((a, b) => b.at - a.at);
  const all = waiting === 0 ? [] : (await db.getAll('vault')).flatMap((value) => parseVaultRow(value)?.sites ?? []);
  return { entries, waiting, elsewhere: [...new Set(all)].filter((one) => one !== site).sort(), limits };
}
