import type { CaseFile } from '../../diagnose/contract.ts';
import { diagnose } from '../../diagnose/index.ts';
import type { Progress } from '../../messages/acts.ts';
import type { Exchange, ExchangeId } from '../../record/exchange.ts';
import { type Acts, createActs } from '../index.ts';
import { createSendJournal } from '../replay/send-journal.ts';
import { createPlanShelf, type SessionArea } from '../replay/shelf.ts';
import { exchangeOf } from './exchange.ts';
import { exampleServer } from './server.ts';
import { exampleStory } from './story.ts';

/** A worked example: one refused save with its history, and the real acts on a server that is made up. In memory, and there alone. */
export type Example = {
  /** Refused saves, newest first. */
  readonly conflicts: () => readonly Exchange[];
  readonly all: () => readonly Exchange[];
  readonly caseFile: (id: ExchangeId) => CaseFile | null;
  readonly acts: Acts;
};

export function createExample(now: () => number, progress: (run: string, progress: Progress) => void): Example {
  const history: Exchange[] = [...exampleStory(now())];
  const [first] = history;
  const items: { [key: string]: unknown } = {};
  const area: SessionArea = {
    get: async (key) => ({ [key]: items[key] }),
    set: async (more) => void Object.assign(items, structuredClone(more)),
  };
  let count = 0;
  const caseFile = (id: ExchangeId): CaseFile | null => {
    const refusal = history.find((x) => x.id === id);
    if (refusal === undefined) return null;
    return { refusal, history: [...history], neighbours: [], recordingSince: (first?.startedAt ?? 0) - 1 };
  };
  const acts = createActs({
    store: {
      caseFile: async (id) => caseFile(id),
      exchange: async (id) => history.find((x) => x.id === id) ?? null,
    },
    async record(sighting) {
      const id = `example-${++count}`;
      history.push(exchangeOf(id, sighting));
      return id;
    },
    progress,
    runInPage: exampleServer(now),
    diagnose,
    clearSite: async () => null,
    clearBrowser: async () => false,
    removeCookies: async () => 'of-the-site',
    extensions: {
      byHand: false,
      others: async () => [],
      switchOff: async () => false,
      switchOn: async () => 'still-off',
    },
    plans: createPlanShelf(area),
    journal: createSendJournal(area),
    secrets: async () => [],
    savedBody: async () => null,
    letGo: async () => undefined,
    clock: { now, sleep: (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds)) },
  });
  const conflicts = () =>
    history.filter((x) => x.parent === null && x.status === 412).sort((a, b) => b.startedAt - a.startedAt);
  return { conflicts, all: () => history, caseFile, acts };
}
