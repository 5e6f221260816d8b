import type { CaseFile } from '../diagnose/contract.ts';
import type { Exchange } from '../record/exchange.ts';
import type { Store } from './store.ts';

export type OverwriteDeps = {
  readonly store: Pick<Store, 'caseFile' | 'flag'>;
  /** Whether it takes the history to judge this exchange; of nearly all it does not. */
  readonly needsHistory: (exchange: Exchange) => boolean;
  readonly judge: (file: CaseFile) => 'lost-update' | null;
  /** A write was flagged, or its flag was taken back. */
  readonly changed: (exchange: Exchange) => void;
};

/** Looks at written exchanges for those that went over somebody else's work. Only they cost a look into the store. */
export function createOverwriteWatch({ store, needsHistory, judge, changed }: OverwriteDeps) {
  return async (exchanges: readonly Exchange[]): Promise<void> => {
    for (const { id } of exchanges.filter(needsHistory)) {
      const file = await store.caseFile(id);
      if (file === null) continue;
      const flag = judge(file);
      const before = file.refusal.flag ?? null;
      if (flag === before || before === 'disguised-refusal') continue;
      await store.flag(id, flag);
      changed(file.refusal);
    }
  };
}
