import { isFields, isNumber, isStrings, numberOr } from '../http/unknown.ts';
import { ask } from '../messages/bus.ts';
import type { StoredQuestion } from '../messages/protocol.ts';
import type { Exchange } from '../record/exchange.ts';
import { exchangeOf, parseRow, parseVaultRow } from '../store/parse-row.ts';
import { storeState, whyRefused } from '../store/state.ts';
import { openStore, type Store } from '../store/store.ts';
import type { Unsaved } from '../store/vault.ts';
import { defaultVaultLimits } from '../store/vault-limits.ts';
import type { World } from './world.ts';

/** The questions that the interface has about what was recorded. */
export type Kept = Pick<World, 'caseFile' | 'exchange' | 'storageTrouble'> & {
  readonly conflicts: (tabId: number | null, limit: number) => Promise<readonly Exchange[]>;
  readonly unsaved: (site: string) => Promise<Unsaved>;
};

function parseExchange(value: unknown): Exchange | null {
  const row = parseRow(value);
  return row === null ? null : exchangeOf(row);
}

function parseExchanges(value: unknown): readonly Exchange[] {
  return Array.isArray(value) ? value.flatMap((each) => parseExchange(each) ?? []) : [];
}

/** A case file as the background told it, or null where it is none. */
function parseCaseFile(value: unknown): Awaited<ReturnType<World['caseFile']>> {
  if (!isFields(value)) return null;
  const refusal = parseExchange(value.refusal);
  if (refusal === null) return null;
  const since = value.recordingSince;
  return {
    refusal,
    history: parseExchanges(value.history),
    neighbours: parseExchanges(value.neighbours),
    recordingSince: isNumber(since) ? since : null,
  };
}

function parseUnsaved(value: unknown): Unsaved {
  const fields = isFields(value) ? value : {};
  const { entries } = fields;
  return {
    entries: Array.isArray(entries) ? entries.flatMap((each) => parseVaultRow(each) ?? []) : [],
    waiting: numberOr(fields.waiting, 0),
    elsewhere: isStrings(fields.elsewhere) ? fields.elsewhere : [],
    limits: defaultVaultLimits,
  };
}

/**
 * Reads what was recorded: from the disk, and from the background’s memory for as long as the browser refuses IndexedDB (private
 * browsing, a used-up quota, a broken profile). Every question rejects with a sentence where neither answers.
 */
export function readKept(): Kept {
  let opening: Promise<Store> | null = null;
  // A refused storage may be allowed later: each call tries anew until one succeeds.
  const disk = (): Promise<Store> => {
    opening ??= openStore().catch((error: unknown) => {
      opening = null;
      throw error;
    });
    return opening;
  };
  const trouble = async (): Promise<string | null> => {
    const state = await storeState();
    return state.state === 'memory' ? state.why : null;
  };

  async function read<T>(
    fromDisk: (store: Store) => Promise<T>,
    question: StoredQuestion,
    parse: (answer: unknown) => T,
  ): Promise<T> {
    const inMemory = (await trouble().catch(() => null)) !== null;
    try {
      // The background answers from both, so that what stood on the disk before is there too.
      if (inMemory) return parse(await ask('stored', question));
    } catch {
      // It is being restarted; the disk may have the older ones.
    }
    try {
      return await fromDisk(await disk());
    } catch (error) {
      return ask('stored', question).then(parse, () => {
        throw new Error(whyRefused(error), { cause: error });
      });
    }
  }

  return {
    conflicts: (tabId, limit) =>
      read(
        (store) => store.conflicts(tabId === null ? { limit } : { tabId, limit }),
        { query: 'conflicts', tabId, limit },
        parseExchanges,
      ),
    caseFile: (id) => read((store) => store.caseFile(id), { query: 'caseFile', id }, parseCaseFile),
    exchange: (id) => read((store) => store.exchange(id), { query: 'exchange', id }, parseExchange),
    unsaved: (site) => read((store) => store.unsaved(site), { query: 'unsaved', site }, parseUnsaved),
    storageTrouble: trouble,
  };
}
