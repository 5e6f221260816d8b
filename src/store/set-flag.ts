import { isSuccess } from '../http/status.ts';
import type { Flag } from '../record/flag.ts';
import { exchangeOf, parseRow, sharedOf } from './parse-row.ts';
import { bodyKey, type Limits } from './retention.ts';
import type { Database, Row } from './schema.ts';
import { type WriteTransaction, written } from './tallies.ts';
import { keepUnsaved } from './vault.ts';
import { defaultVaultLimits } from './vault-limits.ts';
import { rankOf } from './writes.ts';

/**
 * Puts to a stored write what was read from its answer or its history, or takes it back. A refusal that hides under a success
 * is told by the answer alone, when it is written; nothing here takes that back. One that hides is unsaved work as any other.
 */
export async function setFlag(db: Database, id: string, flag: Flag | null, limits: Limits): Promise<void> {
  const transaction: WriteTransaction = db.transaction([...written], 'readwrite');
  const [exchanges, bodies] = [transaction.objectStore('exchanges'), transaction.objectStore('bodies')];
  const row = parseRow(await exchanges.get(id));
  if (row !== null && !(row.flag === 'disguised-refusal' && isSuccess(row.status))) {
    const { flag: _before, ...bare } = row;
    const next: Row = flag === null ? bare : { ...bare, flag };
    const rank = rankOf(next);
    await exchanges.put({ ...next, rank, ...sharedOf(next, rank) });
    for (const side of ['request', 'response'] as const) {
      const kept = await bodies.get(bodyKey(id, side));
      if (kept && kept.rank !== rank) await bodies.put({ ...kept, rank });
    }
    if (flag === 'disguised-refusal')
      await keepUnsaved(transaction, [exchangeOf(next)], limits.vault ?? defaultVaultLimits);
  }
  await transaction.done;
}
