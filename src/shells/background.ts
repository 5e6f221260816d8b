import browser, { type BrowsingData } from 'webextension-polyfill';
import { createClearSite } from '../act/clear-site.ts';
import { createActs } from '../act/index.ts';
import { createPageRunner, pageResult } from '../act/page-runner.ts';
import { createPlanShelf } from '../act/replay/shelf.ts';
import { createSecretMemory } from '../act/secrets.ts';
import type { Sighting } from '../capture/sighting.ts';
import { watchRequests } from '../capture/web-request.ts';
import { diagnose } from '../diagnose/index.ts';
import { isWrite } from '../http/method.ts';
import { answer, askPage, tell } from '../messages/bus.ts';
import { isConflict } from '../record/refusal.ts';
import { createRecorder } from '../store/recorder.ts';
import { currentSession } from '../store/session.ts';
import { setStoreState, whyRefused } from '../store/state.ts';
import { openStore } from '../store/store.ts';
import { showCount } from './badge.ts';

// Everything below that adds a listener runs in the first tick: an event that woke this worker is delivered only to those.

const store = openStore();
const session = currentSession();

const fail = (error: unknown) => {
  void setStoreState({ state: 'memory', why: whyRefused(error) });
};
store.catch(fail);

const recorder = createRecorder({
  store,
  session,
  changed(exchange) {
    const conflict = isConflict(exchange);
    tell({ ping: 'changed', tabId: exchange.tabId, conflict });
    if (exchange.tabId !== -1 && (conflict || isWrite(exchange.method))) void countConflicts(exchange.tabId);
  },
  failed: fail,
  now: Date.now,
});

async function countConflicts(tabId: number): Promise<void> {
  showCount(tabId, await (await store).unsettled(tabId));
}

const secrets = createSecretMemory(browser.storage.session);
const record = (sightings: readonly Sighting[]) => {
  secrets.note(sightings);
  return recorder.take(sightings);
};
const requests = watchRequests((sighting) => void record([sighting]).catch(fail));
requests.register();

/** Host patterns watched now. */
async function watched(): Promise<{ origins: string[]; all: boolean }> {
  const { origins = [] } = await browser.permissions.getAll();
  return { origins, all: origins.some((pattern) => pattern === '<all_urls>' || /^(\*|https?):\/\/\*\//.test(pattern)) };
}

async function keepSpans(gap: boolean): Promise<void> {
  await (await store).keepSpans((await watched()).origins, Date.now(), gap);
}

browser.permissions.onAdded.addListener(() => {
  requests.register();
  void keepSpans(false).catch(fail);
  tell({ ping: 'permissions' });
});
browser.permissions.onRemoved.addListener(() => {
  void keepSpans(false).catch(fail);
  tell({ ping: 'permissions' });
});
browser.runtime.onStartup.addListener(() => {
  // Numbers of tabs begin anew. Requests that woke this worker may have started a little before it.
  void store.then((open) => open.beginSession(performance.timeOrigin - 10_000)).catch(fail);
});
browser.runtime.onInstalled.addListener(() => {
  // Installed, updated or switched on again: requests before it were not seen.
  void keepSpans(true).catch(fail);
});

const acts = createActs({
  store: {
    caseFile: async (id) => (await store).caseFile(id),
    exchange: async (id) => (await store).exchange(id),
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
  diagnose,
  clearSite: createClearSite({
    browsingData: {
      remove(options, what) {
        // The typings do not know `origins` (Chromium).
        const byOrigin: BrowsingData.RemovalOptions & { origins: string[] } = options;
        return browser.browsingData.remove(byOrigin, what);
      },
    },
    runtime: browser.runtime,
  }),
  plans: createPlanShelf(browser.storage.session),
  secrets: secrets.of,
  clock: { now: Date.now, sleep: (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds)) },
});

answer({
  async sightings({ sightings }) {
    await record(sightings);
    return null;
  },
  act: ({ run, tabId, act }) => acts.run(run, tabId, act),
  async cancel({ run }) {
    acts.cancel(run);
    return null;
  },
  watched,
  async 'open-page'({ page, origin }) {
    const query = origin === null ? '' : `?origin=${encodeURIComponent(origin)}`;
    await browser.tabs.create({ url: browser.runtime.getURL(`src/shells/${page}.html${query}`) });
    return null;
  },
});
