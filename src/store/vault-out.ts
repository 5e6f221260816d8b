import type { ExchangeId } from '../record/exchange.ts';
import { exchangeOf, parseRow } from './parse-row.ts';
import { parseVaultRow, parseWork } from './parse-work.ts';
import type { Database } from './schema.ts';
import { type WriteTransaction, written } from './tallies.ts';
import { alike, bodyOf, remove } from './vault.ts';
import { defaultVaultLimits } from './vault-limits.ts';

/** Lets work go. `saved`: with it goes all that is the same work; `discarded`: only this. */
export async function letGo(
  db: Database,
  id: ExchangeId,
  why: 'saved' | 'discarded',
  limits = defaultVaultLimits,
): Promise<void> {
  const transaction: WriteTransaction = db.transaction([...written], 'readwrite');
  const ids = [id];
  if (why === 'saved') {
    const row = parseRow(await transaction.objectStore('exchanges').get(id));
    const refusal =
      parseWork(await transaction.objectStore('work').get(id))?.refusal ?? (row === null ? null : exchangeOf(row));
    if (refusal !== null)
      for (const same of await alike(transaction, refusal, await bodyOf(transaction, refusal, 'request')))
        ids.push(same.id);
  }
  await remove(transaction, ids, limits);
  await transaction.done;
}

/** Marks work as taken out into a file; it stays listed, and is the first to leave when room is short. */
export async function markExported(db: Database, id: ExchangeId, at: number): Promise<void> {
  const transaction = db.transaction('vault', 'readwrite');
  const row = parseVaultRow(await transaction.store.get(id));
  if (row !== null) await transaction.store.put({ ...row, exportedAt: at });
  await transaction.done;
}
