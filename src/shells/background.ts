import browser, { type BrowsingData } from 'webextension-polyfill';
import { createRemoveCookies } from '../act/clear-cookies.ts';
import { createClearBrowser, createClearSite } from '../act/clear-site.ts';
import { createPageRunner, pageResult } from '../act/page-runner.ts';
import { createDrafts } from '../act/replay/drafts.ts';
import { createSendJournal } from '../act/replay/send-journal.ts';
import { createSavedBodies } from '../act/saved-bodies.ts';
import { createSecretMemory } from '../act/secrets.ts';
import { createExtensions } from '../act/suspects/extensions.ts';
import type { Management } from '../act/suspects/installed.ts';
import { createJournal } from '../act/suspects/journal.ts';
import type { Sighting } from '../capture/sighting.ts';
import { flagAtOnce, mayHaveOverwritten, takesHistory, takesReader } from '../diagnose/watch/first-look.ts';
import { isWrite } from '../http/method.ts';
import { answer, askPage, tell } from '../messages/bus.ts';
import { onPagesHere } from '../messages/page-here.ts';
import type { Exchange, ExchangeId } from '../record/exchange.ts';
import { isConflict } from '../record/refusal.ts';
import { createFlagWatch } from '../store/flag-watch.ts';
import { createPutDown } from '../store/put-down.ts';
import { createRecorder } from '../store/recorder.ts';
import { currentSession } from '../store/session.ts';
import { covers } from '../store/spans.ts';
import { type StoreState, setStoreState, storeState } from '../store/state.ts';
import { createSteadyStore } from '../store/steady.ts';
import { openStore } from '../store/store.ts';
import { showCount } from './badge.ts';
import { firstRun } from './first-run.ts';
import type { HeavyDeps } from './heavy.ts';
import { createHeavyElsewhere } from './heavy-elsewhere.ts';
import { createHeavyHere } from './heavy-here.ts';
import { createKeeping } from './keeping.ts';
import { createStayAwake } from './stay-awake.ts';
import { createWatching } from './watching.ts';

// Everything below that adds a listener runs in the first tick: an event that woke this worker is delivered only to those.

const session = currentSession();
/** What failed is told by the store's state; an event's listener has nobody to tell. */
const ignore = () => undefined;
const stayAwake = createStayAwake();
onPagesHere((count) => stayAwake('workers', count > 0));
async function tellState(state: StoreState): Promise<void> {
  stayAwake('memory', state.state === 'memory');
  // First the state, then the ping: who hears it reads where to ask.
  await setStoreState(state);
  // Memory is bounded: not all that it had need be on the disk now.
  if (state.state === 'disk') watching.missed();
  tell({ ping: 'changed', tabId: -1, conflict: false });
}
/** Whether the background before this one could not write; asked before this one says anything. */
const couldNotWrite = storeState().then(
  ({ state }) => state === 'memory',
  () => false,
);
const store = createSteadyStore(
  () => openStore(),
  (state) => void tellState(state).catch(ignore),
  createPutDown(browser.storage.session),
);
// What an earlier background said of its disk may be over.
void store.disk.then((disk) => (disk === null ? undefined : setStoreState({ state: 'disk' }))).catch(ignore);

/** The tab that asked, or -1 and those that share the worker that did. */
const tabsOf = ({ tabId, sharers = [] }: Exchange): readonly number[] => [tabId, ...sharers];

const lookAtWritten = createFlagWatch({
  store,
  takesReader,
  takesHistory,
  mayHaveOverwritten,
  read: (file) => heavy.flag(file),
  judged(exchange) {
    savedBodies.judge([exchange]);
    for (const tabId of tabsOf(exchange)) {
      tell({ ping: 'changed', tabId, conflict: isConflict(exchange) });
      countConflicts(tabId);
    }
  },
});
const recorder = createRecorder({
  store,
  session,
  choices: () => keeping.choices(),
  flag: flagAtOnce,
  changed(exchanges) {
    // What only the reader can tell of is judged when it has told.
    savedBodies.judge(exchanges.filter((exchange) => !takesReader(exchange)));
    void lookAtWritten(exchanges).catch(ignore);
    for (const tabId of new Set(exchanges.flatMap(tabsOf))) {
      const here = exchanges.filter((exchange) => tabsOf(exchange).includes(tabId));
      tell({ ping: 'changed', tabId, conflict: here.some(isConflict) });
      if (here.some((exchange) => isConflict(exchange) || isWrite(exchange.method))) countConflicts(tabId);
    }
  },
  now: Date.now,
});

const keeping = createKeeping({
  store,
  forgetLive: recorder.forget,
  tagKey: session.then(({ tagKey }) => tagKey),
  changed() {
    tell({ ping: 'changed', tabId: -1, conflict: true });
    void browser.tabs.query({}).then((tabs) => {
      for (const { id = -1 } of tabs) countConflicts(id);
    }, ignore);
  },
  now: Date.now,
});
void keeping.resume().catch(ignore);

function countConflicts(tabId: number): void {
  if (tabId === -1) return;
  store.unsettled(tabId).then((count) => showCount(tabId, count), ignore);
}
// Browsers take a tab's badge away when it loads another page; the refusals are still there.
browser.tabs.onUpdated.addListener((tabId, { status }) => {
  if (status === 'complete') countConflicts(tabId);
});

const secrets = createSecretMemory(browser.storage.session, keeping.isSecret);
const savedBodies = createSavedBodies(browser.storage.session);
const record = async (sightings: readonly Sighting[]) => {
  secrets.note(sightings);
  const ids = await recorder.take(sightings);
  savedBodies.note(sightings, ids);
  return ids;
};
/** A worker that idles ends after 30 s without an event (Chromium 156, Firefox 153); one that ends sooner was killed, and events with it. */
const idleAfter = 25_000;
const seenJustBefore = store.recent(Date.now() - idleAfter, 1);
const wasKilled = session.then(
  async ({ isResumed }) => isResumed && ((await couldNotWrite) || (await seenJustBefore).length > 0),
);
const watching = createWatching({ record, covers, keepHeard: store.keepHeard, gap: wasKilled });

/** Host patterns watched now. */
async function watched(): Promise<{ origins: string[]; all: boolean }> {
  const { origins = [] } = await browser.permissions.getAll();
  return { origins, all: origins.some((pattern) => pattern === '<all_urls>' || /^(\*|https?):\/\/\*\//.test(pattern)) };
}

async function keepSpans(gap: boolean): Promise<void> {
  await store.keepSpans((await watched()).origins, Date.now(), gap);
}

void wasKilled.then(keepSpans).catch(ignore);

browser.permissions.onAdded.addListener(() => {
  watching.changed();
  void keepSpans(false).catch(ignore);
  tell({ ping: 'permissions' });
});
browser.permissions.onRemoved.addListener(({ origins }) => {
  watching.changed(origins);
  void keepSpans(false).catch(ignore);
  tell({ ping: 'permissions' });
});
browser.runtime.onStartup.addListener(() => {
  // Numbers of tabs begin anew. Requests that woke this worker may have started a little before it.
  void store.beginSession(performance.timeOrigin - 10_000);
});
browser.runtime.onInstalled.addListener((installed) => {
  void firstRun(browser, installed).catch(ignore);
  // Installed, updated or switched on again: requests before it were not seen.
  watching.changed();
  void keepSpans(true).catch(ignore);
});

const extensions = createExtensions({
  // The typings say that it is always there; it comes and goes with the permission.
  management: () => browser.management as Management | undefined,
  self: browser.runtime.id,
  // Only Firefox has getBrowserInfo.
  byHand: typeof browser.runtime.getBrowserInfo === 'function',
  journal: createJournal(browser.storage.local),
});
// What a background before this one switched off and did not live to switch on.
void extensions.restore().catch(ignore);

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
  removeCookies: createRemoveCookies({
    browsingData: {
      remove(options, what) {
        // Nor `cookieStoreId` (Firefox).
        const byStore: BrowsingData.RemovalOptions & { origins?: string[]; cookieStoreId?: string } = options;
        return browser.browsingData.remove(byStore, what);
      },
    },
    runtime: browser.runtime,
    tabs: browser.tabs,
  }),
  extensions,
  session: browser.storage.session,
  secrets: secrets.of,
  savedBody: savedBodies.of,
  letGo: (conflict) => letGo(conflict, 'saved'),
};
// Decided by the build, so that Chromium's background does not hold code that it could never import.
const heavy = import.meta.env.MODE === 'firefox' ? createHeavyHere(help) : createHeavyElsewhere(help);

const drafts = createDrafts(browser.storage.session);
const sent = createSendJournal(browser.storage.session);
/** A replay that an earlier background left in the middle is followed to its end; nothing is loaded where there is none. */
async function finishReplays(): Promise<void> {
  if ((await sent.all()).open.length === 0) return;
  await heavy.resume();
  tell({ ping: 'changed', tabId: -1, conflict: true });
}
void finishReplays().catch(ignore);

async function letGo(conflict: ExchangeId, why: 'saved' | 'discarded'): Promise<void> {
  await Promise.all([store.letGo(conflict, why), savedBodies.forget(conflict), drafts.put(conflict, [])]);
  tell({ ping: 'changed', tabId: -1, conflict: false });
}

answer({
  async sightings({ sightings }) {
    await record(sightings);
    return null;
  },
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
