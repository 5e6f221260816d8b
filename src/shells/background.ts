import browser from 'webextension-polyfill';
import { isSending } from '../act/replay/sending.ts';
import { createSecretMemory } from '../act/secrets.ts';
import type { Sighting } from '../capture/sighting.ts';
import { flagAtOnce, mayHideInSuccess } from '../diagnose/watch/suspect.ts';
import { isWrite } from '../http/method.ts';
import { answerOnDemand, tell } from '../messages/bus.ts';
import { onPagesHere } from '../messages/page-here.ts';
import { onSighted } from '../messages/sighted.ts';
import { switchedOff } from '../messages/switched-off.ts';
import type { Exchange } from '../record/exchange.ts';
import { isConflict } from '../record/refusal.ts';
import { createRecorder } from '../store/recorder.ts';
import { currentSession } from '../store/session.ts';
import { covers } from '../store/spans.ts';
import { type StoreState, setStoreState, storeState } from '../store/state.ts';
import { createSteadyStore } from '../store/steady.ts';
import { openStore } from '../store/store.ts';
import { createBadge } from './badge.ts';
import { createKeeping } from './keeping.ts';
import type { Saves } from './saves.ts';
import type { Serving } from './serving.ts';
import { createStayAwake } from './stay-awake.ts';
import { createWatching } from './watching.ts';

// Everything below that adds a listener runs in the first tick: an event that woke this worker is delivered only to those.

const session = currentSession();
/** What failed is told by the store's state; an event's listener has nobody to tell. */
const ignore = () => undefined;
const stayAwake = createStayAwake();
onPagesHere((count) => {
  stayAwake('workers', count > 0);
  watching.workers(count > 0);
});
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
  browser.storage.session,
);
// What an earlier background said of its disk may be over.
void store.disk.then((disk) => (disk === null ? undefined : setStoreState({ state: 'disk' }))).catch(ignore);

/** The tab that asked, or -1 and those that share the worker that did. */
const tabsOf = ({ tabId, sharers = [] }: Exchange): readonly number[] => [tabId, ...sharers];

const countConflicts = createBadge(store.unsettled);

/** What is loaded when it is first needed. */
function once<T>(load: () => Promise<T>): () => Promise<T> {
  let loading: Promise<T> | null = null;
  return () => {
    loading ??= load();
    return loading;
  };
}
const saves: () => Promise<Saves> = once(async () => {
  const { createSaves } = await import('./saves.ts');
  return createSaves({
    store,
    read: async (file) => (await serving()).flag(file),
    judged(exchange) {
      for (const tabId of tabsOf(exchange)) {
        tell({ ping: 'changed', tabId, conflict: isConflict(exchange) });
        countConflicts(tabId);
      }
    },
  });
});
/** What answers questions and acts. */
const serving: () => Promise<Serving> = once(async () => {
  const [{ createServing }, { bodies }] = await Promise.all([import('./serving.ts'), saves()]);
  return createServing({ store, record, keeping, secrets, savedBodies: bodies, watched });
});
const isSave = ({ method }: { readonly method: string }) => isWrite(method);

const recorder = createRecorder({
  store,
  session,
  choices: () => keeping.choices(),
  flag: async (exchange) =>
    mayHideInSuccess(exchange)
      ? (await import('../diagnose/watch/disguise-in-success.ts')).flagOfSuccess(exchange)
      : flagAtOnce(exchange),
  changed(exchanges, news) {
    const written = exchanges.filter(isSave);
    if (written.length > 0)
      saves()
        .then((all) => all.written(written))
        .catch(ignore);
    for (const tabId of new Set(exchanges.flatMap(tabsOf))) {
      const here = exchanges.filter((exchange) => tabsOf(exchange).includes(tabId));
      const newHere = here.filter((exchange) => news.has(exchange));
      tell({ ping: 'changed', tabId, conflict: newHere.some(isConflict) });
      if (newHere.some((exchange) => isConflict(exchange) || (isSave(exchange) && exchange.status !== null)))
        countConflicts(tabId);
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

// Browsers take a tab's badge away when it loads another page; the refusals are still there.
browser.tabs.onUpdated.addListener((tabId, { status }) => {
  if (status === 'complete') countConflicts(tabId);
});

const secrets = createSecretMemory(browser.storage.session, keeping.isSecret);
const record = async (sightings: readonly Sighting[]) => {
  secrets.note(sightings);
  const ids = await recorder.take(sightings);
  if (sightings.some(isSave)) saves().then(({ noted }) => noted(sightings, ids), ignore);
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
  void import('./first-run.ts').then(({ firstRun }) => firstRun(browser, installed)).catch(ignore);
  // Installed, updated or switched on again: requests before it were not seen.
  watching.changed();
  void keepSpans(true).catch(ignore);
});

onSighted(record);
// The host of acts may outlive a background, and ask the next one for help.
answerOnDemand(['ask', 'help'], async () => (await serving()).answer);

/** An earlier background may have left a replay in the middle, or another extension switched off: the rare start that loads all. */
async function finish(): Promise<void> {
  const [sending, off] = await Promise.all([isSending(browser.storage.session), switchedOff(browser.storage.local)]);
  if (sending || off.length > 0) await (await serving()).finishReplays();
}
void finish().catch(ignore);
