import type { CaseFile } from '../../../diagnose/contract.ts';
import type { ExchangeId } from '../../../record/exchange.ts';
import { say } from '../../../texts/say.ts';
import type { Engine } from '../../world.ts';
import type { Judged } from './filter.ts';
import { type Headline, headline, offered, savedSince } from './headline.ts';

/** The diagnosis of a row in short. `saved`: the save came through after all. */
export type Summary = Headline & { readonly saved: boolean };

/** What is known of the rows; looked up, never copied, as there may be a hundred thousand. */
export type Summaries = Pick<ReadonlyMap<ExchangeId, Summary>, 'get' | 'has' | 'size'>;

export function summaryOf(judge: Engine, found: CaseFile): Summary {
  const said = headline(judge.diagnose(found), judge.cause);
  const remedy = offered(found.refusal).includes(said.remedy) ? said.remedy : 'tell';
  return { ...said, remedy, saved: savedSince(found) !== null };
}

/** The top cause in words, and whether the save came through since; empty where neither is known. */
export function wordsOf(said: Summary | undefined): string {
  const words = said?.cause?.text.title ?? '';
  return said?.saved ? [say`✓ saved since`, words].filter(Boolean).join('; ') : words;
}

const judged = new WeakMap<Summary, Judged>();

/** A summary as the filter asks for it. */
export function judgedOf(said: Summary | undefined): Judged {
  if (said === undefined) return null;
  const known = judged.get(said) ?? { cause: said.cause?.id ?? null, words: wordsOf(said).toLowerCase() };
  judged.set(said, known);
  return known;
}

/** Most different summaries that are shared. */
const mostShared = 1_000;

/** Gives one object for all summaries that say the same: of a hundred thousand rows few differ. */
export function createSharing(): (said: Summary) => Summary {
  const shared = new Map<string, Summary>();
  return (said) => {
    const key = `${said.sentence}\n${said.remedy}\n${said.strength}\n${said.saved}`;
    const known = shared.get(key);
    if (known !== undefined && known.cause === said.cause) return known;
    if (shared.size < mostShared) shared.set(key, said);
    return said;
  };
}
