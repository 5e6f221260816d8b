import type { SteadyStore } from './steady.ts';
import type { Store } from './store.ts';

/** What is asked of the background's store now and then; recording does without. */
export type SteadyQuestions = Pick<
  Store,
  'conflicts' | 'exchange' | 'caseFile' | 'counts' | 'unsaved' | 'letGo' | 'markExported' | 'flag'
>;

export function questionsOf({ ask }: Pick<SteadyStore, 'ask'>): SteadyQuestions {
  return {
    conflicts: (query) => ask((store) => store.conflicts(query)),
    exchange: (id) => ask((store) => store.exchange(id)),
    caseFile: (id) => ask((store) => store.caseFile(id)),
    counts: () => ask((store) => store.counts()),
    unsaved: (site) => ask((store) => store.unsaved(site)),
    letGo: (id, why) => ask((store) => store.letGo(id, why)),
    markExported: (id, at) => ask((store) => store.markExported(id, at)),
    flag: (id, flag) => ask((store) => store.flag(id, flag)),
  };
}
