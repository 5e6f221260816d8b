import type { CaseFile } from '../diagnose/contract.ts';
import type { Exchange } from '../record/exchange.ts';
import type { Flag } from '../record/flag.ts';
import type { Store } from './store.ts';

export type FlagWatchDeps = {
  readonly store: Pick<Store, 'caseFile' | 'flag'>;
  /** It takes the reader of refusals to tell what the answer of this write says. */
  readonly takesReader: (exchange: Exchange) => boolean;
  /** It takes the history to tell what this write did; and whether the history has what it takes. Of nearly all it does not. */
  readonly takesHistory: (exchange: Exchange) => boolean;
  readonly mayHaveOverwritten: (file: CaseFile) => boolean;
  /** Reads answer and history of a stored write. Heavy: loaded when it is first asked. */
  readonly read: (file: CaseFile) => Promise<Flag | null>;
  /** A write's flag was read; `exchange` has it. Told of every write for which `takesReader`, and of others where it changed. */
  readonly judged: (exchange: Exchange) => void;
};

/**
 * Looks at written exchanges for what their status does not tell and the recorder by itself cannot. What it finds is put to the row,
 * which was written before. Rejects where the reader could not be had: then the row stays without a flag.
 */
export function createFlagWatch({ store, takesReader, takesHistory, mayHaveOverwritten, read, judged }: FlagWatchDeps) {
  return async (exchanges: readonly Exchange[]): Promise<void> => {
    for (const exchange of exchanges) {
      const byReader = takesReader(exchange);
      if (!byReader && !takesHistory(exchange)) continue;
      const file = await store.caseFile(exchange.id);
      if (file === null) continue;
      const before = file.refusal.flag ?? null;
      if (!byReader && before === 'disguised-refusal') continue;
      // A flag that stands is looked at again: a late source may have told more.
      const flag = byReader || before !== null || mayHaveOverwritten(file) ? await read(file) : null;
      if (flag !== before) await store.flag(exchange.id, flag);
      const { flag: _before, ...bare } = exchange;
      if (byReader || flag !== before) judged(flag === null ? bare : { ...bare, flag });
    }
  };
}
