import { isFields, isStrings, numberOr } from '../http/unknown.ts';
import { ask } from '../messages/asked.ts';
import type { StoredQuestion } from '../messages/protocol.ts';
import type { ListPage } from '../store/list.ts';
import { parseCaseFile, parseExchange, parseExchanges } from '../store/parse-case-file.ts';
import { parseVaultRow } from '../store/parse-work.ts';
import { openReader } from '../store/reader.ts';
import { storeState } from '../store/state.ts';
import type { Unsaved } from '../store/unsaved.ts';
import { defaultVaultLimits } from '../store/vault-limits.ts';
import { whyRefused } from '../store/why-refused.ts';
import type { World } from './world.ts';

/** Conflicts that the background’s memory is asked for. */
const mostInMemory = 1_000;

/** The questions that the interface has about what was recorded. */
export type Kept = Pick<World, 'caseFile' | 'exchange' | 'storageTrouble' | 'list' | 'listCount' | 'walk' | 'total'> & {
  readonly unsaved: (site: string) => Promise<Unsaved>;
};

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
  const trouble = async (): Promise<string | null> => {
    const state = await storeState();
    return state.state === 'memory' ? state.why : null;
  };

  const isInMemory = async (): Promise<boolean> => (await trouble().catch(() => null)) !== null;
  const disk = openReader();

  async function read<T>(
    fromDisk: () => Promise<T>,
    question: StoredQuestion,
    parse: (answer: unknown) => T,
  ): Promise<T> {
    try {
      // The background answers from both, so that what stood on the disk before is there too.
      if (await isInMemory()) return parse(await ask('stored', question));
    } catch {
      // It is being restarted; the disk may have the older ones.
    }
    try {
      return await fromDisk();
    } catch (error) {
      return ask('stored', question).then(parse, () => {
        throw new Error(whyRefused(error), { cause: error });
      });
    }
  }

  return {
    list: (query) =>
      read<ListPage>(
        () => disk.page(query),
        // What memory holds comes at once.
        { query: 'conflicts', tabId: query.tabId, limit: mostInMemory },
        (answer) => ({ rows: parseExchanges(answer), next: null }),
      ),
    listCount: async (tabId) => ((await isInMemory()) ? null : disk.count(tabId).catch(() => null)),
    walk: (place, limit) => disk.walk(place, limit),
    total: () => disk.total(),
    caseFile: (id) => read(() => disk.caseFile(id), { query: 'caseFile', id }, parseCaseFile),
    exchange: (id) => read(() => disk.exchange(id), { query: 'exchange', id }, parseExchange),
    unsaved: (site) => read(() => disk.unsaved(site), { query: 'unsaved', site }, parseUnsaved),
    storageTrouble: trouble,
  };
}
