import { parseInstalled } from '../act/suspects/installed.ts';
import { ask } from '../messages/asked.ts';
import { tell } from '../messages/bus.ts';
import { answerAsHost, askHelp, hostStays } from '../messages/host.ts';
import { parseCaseFile, parseExchange } from '../store/parse-case-file.ts';
import type { Heavy } from './heavy.ts';
import { runInPageByHelp } from './page-by-help.ts';
import { speakAsTheBrowser } from './speak.ts';

/** The host: a document without a window in which acts and diagnosis run (Chromium). It ends by itself when it has had nothing to do for a while. */

// Texts are made while modules load, so the language comes first.
const heavy = speakAsTheBrowser()
  .then(() => import('./heavy.ts'))
  .then(({ createHeavy }) =>
    createHeavy({
      store: {
        caseFile: async (id) => parseCaseFile(await ask('stored', { query: 'caseFile', id })),
        exchange: async (id) => parseExchange(await ask('stored', { query: 'exchange', id })),
      },
      record: (sighting) => askHelp('record', { sighting }),
      progress: (run, progress) => tell({ ping: 'progress', run, progress }),
      runInPage: runInPageByHelp(askHelp),
      // Chromium clears one site's.
      clearBrowser: async () => false,
      clearSite: (origin) => askHelp('clear-site', { origin }),
      removeCookies: (origin, tabId) => askHelp('remove-cookies', { origin, tabId }),
      extensions: {
        byHand: false,
        others: async () => parseInstalled(await askHelp('extensions', {})),
        switchOff: (one) => askHelp('switch-off', { one }),
        switchOn: (one) => askHelp('switch-on', { one }),
      },
      session: {
        get: (key) => askHelp('shelf-get', { key }),
        set: async (items) => void (await askHelp('shelf-set', { items })),
      },
      secrets: ({ tabId, url }) => askHelp('secrets', { tabId, url }),
      savedBody: (id) => askHelp('saved-body', { id }),
      letGo: async (id) => void (await askHelp('let-go', { id })),
    }),
  );
let working = 0;
let idle: ReturnType<typeof setTimeout> | undefined;

function rest(): void {
  clearTimeout(idle);
  if (working === 0) idle = setTimeout(() => window.close(), hostStays);
}

/** Work keeps the host. */
async function during<T>(work: (heavy: Heavy) => Promise<T>): Promise<T> {
  working++;
  clearTimeout(idle);
  try {
    return await work(await heavy);
  } finally {
    working--;
    rest();
  }
}

rest();
answerAsHost({
  async hello() {
    rest();
    return null;
  },
  act: ({ run, tabId, act }) => during((heavy) => heavy.run(run, tabId, act)),
  async cancel({ run }) {
    (await heavy).cancel(run);
    return null;
  },
  async resume() {
    await during((heavy) => heavy.resume());
    return null;
  },
  flag: ({ id }) =>
    during(async (heavy) => {
      const file = parseCaseFile(await ask('stored', { query: 'caseFile', id }));
      return file === null ? null : heavy.flag(file);
    }),
});
