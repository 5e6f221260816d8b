import browser, { type BrowsingData } from 'webextension-polyfill';
import { createRemoveCookies } from '../act/clear-cookies.ts';
import { createClearBrowser, createClearSite } from '../act/clear-site.ts';
import { createPageRunner, pageResult } from '../act/page-runner.ts';
import { createDrafts } from '../act/replay/drafts.ts';
import { createSendJournal } from '../act/replay/send-journal.ts';
import type { SavedBodies } from '../act/saved-bodies.ts';
import type { SecretMemory } from '../act/secrets.ts';
import { createExtensions } from '../act/suspects/extensions.ts';
import type { Management } from '../act/suspects/installed.ts';
import { createJournal } from '../act/suspects/journal.ts';
import type { Sighting } from '../capture/sighting.ts';
import { answeringInterface } from '../messages/asked.ts';
import { type Answering, tell } from '../messages/bus.ts';
import { askPage } from '../messages/page.ts';
import type { Requests } from '../messages/protocol.ts';
import type { ExchangeId } from '../record/exchange.ts';
import type { SteadyStore } from '../store/steady.ts';
import { questionsOf } from '../store/steady-questions.ts';
import type { Heavy, HeavyDeps } from './heavy.ts';
import { createHeavyElsewhere } from './heavy-elsewhere.ts';
import { createHeavyHere } from './heavy-here.ts';
import { answeringHelp } from './help.ts';
import type { createKeeping } from './keeping.ts';

export type ServingDeps = {
  readonly store: SteadyStore;
  readonly record: (sightings: readonly Sighting[]) => Promise<readonly ExchangeId[]>;
  readonly keeping: Pick<ReturnType<typeof createKeeping>, 'choose' | 'forget'>;
  readonly secrets: SecretMemory;
  readonly savedBodies: Pick<SavedBodies, 'of' | 'forget'>;
  readonly watched: () => Promise<Requests['watched']['answer']>;
};

/**
 * What the background does when it is asked: by the interface, and by the host of the heavy work. None of it is needed to record,
 * so it is loaded when the first question comes.
 */
export type Serving = {
  readonly answer: Answering;
  readonly flag: Heavy['flag'];
  /** Follows a replay that an earlier background left in the middle to its end. */
  readonly finishReplays: () => Promise<void>;
};

export function createServing({ store: steady, record, keeping, secrets, savedBodies, watched }: ServingDeps): Serving {
  const store = questionsOf(steady);
  const extensions = createExtensions({
    // The typings say that it is always there; it comes and goes with the permission.
    management: () => browser.management as Management | undefined,
    self: browser.runtime.id,
    // Only Firefox has getBrowserInfo.
    byHand: typeof browser.runtime.getBrowserInfo === 'function',
    journal: createJournal(browser.storage.local),
  });
  // What a background before this one switched off and did not live to switch on.
  void extensions.restore();

  const browsingData = {
    // The typings do not know `origins` (Chromium) and `cookieStoreId` (Firefox).
    remove: (
      options: BrowsingData.RemovalOptions & { origins?: string[]; cookieStoreId?: string },
      what: BrowsingData.DataTypeSet,
    ) => browser.browsingData.remove(options, what),
  };
  const { runtime } = browser;

  async function letGo(conflict: ExchangeId, why: 'saved' | 'discarded'): Promise<void> {
    await Promise.all([store.letGo(conflict, why), savedBodies.forget(conflict), drafts.put(conflict, [])]);
    tell({ ping: 'changed', tabId: -1, conflict: false });
  }

  const help: HeavyDeps = {
    store: {
      caseFile: store.caseFile,
      exchange: store.exchange,
    },
    async record(sighting) {
      const [id] = await record([sighting]);
      if (id === undefined) throw new Error('the recorder gave no exchange');
      return id;
    },
    progress: (run, progress) => tell({ ping: 'progress', run, progress }),
    runInPage: createPageRunner({
      browser,
      async askPage(tabId, task) {
        const result = pageResult(await askPage(tabId, task));
        if (result === null) throw new Error('The page gave an answer that is none.');
        return result;
      },
    }),
    clearBrowser: createClearBrowser(browser),
    clearSite: createClearSite({ browsingData, runtime }),
    removeCookies: createRemoveCookies({ browsingData, runtime, tabs: browser.tabs }),
    extensions,
    session: browser.storage.session,
    secrets: secrets.of,
    savedBody: savedBodies.of,
    letGo: (conflict) => letGo(conflict, 'saved'),
  };
  // Decided by the build, so that neither browser's background has the other's way.
  const heavy = import.meta.env.MODE === 'firefox' ? createHeavyHere(help) : createHeavyElsewhere();

  const drafts = createDrafts(browser.storage.session);
  const sent = createSendJournal(browser.storage.session);
  async function finishReplays(): Promise<void> {
    if ((await sent.all()).open.length === 0) return;
    await heavy.resume();
    tell({ ping: 'changed', tabId: -1, conflict: true });
  }

  const answerInterface = answeringInterface({
    act: ({ run, tabId, act }) => heavy.run(run, tabId, act),
    async cancel({ run }) {
      heavy.cancel(run);
      return null;
    },
    async draft({ conflict, choices }) {
      if (choices === null) return drafts.of(conflict);
      await drafts.put(conflict, choices);
      return choices;
    },
    async ended() {
      await finishReplays();
      return (await sent.all()).ended;
    },
    async vault({ id, done }) {
      if (done === 'discarded') await letGo(id, 'discarded');
      else {
        await store.markExported(id, Date.now());
        tell({ ping: 'changed', tabId: -1, conflict: false });
      }
      return null;
    },
    async choose(choices) {
      await keeping.choose(choices);
      return null;
    },
    async forget({ origin, unsaved }) {
      await keeping.forget(origin, unsaved);
      return null;
    },
    async stored(question) {
      if (question.query === 'unsaved') return store.unsaved(question.site);
      if (question.query === 'exchange') return store.exchange(question.id);
      if (question.query === 'caseFile') return store.caseFile(question.id);
      const { tabId, limit } = question;
      return store.conflicts(tabId === null ? { limit } : { tabId, limit });
    },
    watched,
    async 'open-page'({ page, origin }) {
      const file = page === 'extensions' ? 'welcome' : page;
      const query = new URLSearchParams({
        ...(origin === null ? {} : { origin }),
        ...(page === 'extensions' ? { allow: page } : {}),
      });
      await browser.tabs.create({ url: browser.runtime.getURL(`src/shells/${file}.html?${query}`) });
      return null;
    },
  });
  const answerHelp = answeringHelp(help);

  return {
    answer: (message) => answerInterface(message) ?? answerHelp(message),
    flag: heavy.flag,
    finishReplays,
  };
}
