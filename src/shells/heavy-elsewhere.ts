import browser from 'webextension-polyfill';
import type { Outcome } from '../messages/acts.ts';
import { askHost } from '../messages/host.ts';
import { say } from '../texts/say.ts';
import type { Heavy } from './heavy.ts';

/** The part of `chrome.offscreen` that is needed (Chrome 109); the polyfill's typings do not know it. */
type Offscreen = {
  createDocument(options: { url: string; reasons: string[]; justification: string }): Promise<void>;
};

/** The browser's offscreen API, null where it has none. */
function offscreenOf(browser: object): Offscreen | null {
  const candidate: unknown = Reflect.get(browser, 'offscreen');
  return isOffscreen(candidate) ? candidate : null;
}

function isOffscreen(value: unknown): value is Offscreen {
  return (
    typeof value === 'object' &&
    value !== null &&
    'createDocument' in value &&
    typeof value.createDocument === 'function'
  );
}

/** How long a host may take to load, and between two looks, milliseconds. */
const patience = { all: 10_000, look: 20 } as const;

/**
 * The heavy work in an offscreen document, opened when it is first needed: 50 to 70 ms (Chromium 156), which every start of the
 * background would cost otherwise, several times a minute. Its code survives the background; a second background finds it there.
 */
export function createHeavyElsewhere(): Heavy {
  const offscreen = offscreenOf(browser);
  let opening: Promise<void> | null = null;

  const isThere = () =>
    askHost('hello', {}).then(
      () => true,
      () => false,
    );

  async function open(): Promise<void> {
    const until = Date.now() + patience.all;
    let failed: unknown = null;
    while (!(await isThere())) {
      if (Date.now() > until) throw failed ?? new Error('The document for acts did not load.');
      // There may be one that is still loading or just ending: then this fails, and the next look tells.
      if (offscreen === null) throw new Error('no offscreen documents');
      await offscreen
        .createDocument({
          url: 'src/shells/host.html',
          // Of the reasons that Chromium knows, the nearest: reads and compares documents (bodies, markup) of refused saves.
          reasons: ['DOM_PARSER'],
          justification: 'Compares the versions of a document that could not be saved, when you ask for it.',
        })
        .catch((error: unknown) => {
          failed = error;
          return new Promise((resolve) => setTimeout(resolve, patience.look));
        });
    }
  }

  const ready = (): Promise<void> => {
    opening ??= open().finally(() => {
      opening = null;
    });
    return opening;
  };

  return {
    async run(run, tabId, act) {
      try {
        await ready();
      } catch (error) {
        const why = error instanceof Error ? error.message : String(error);
        return {
          act: act.act,
          outcome: 'failed',
          sentence: say`The browser did not open what Resave acts with (${why}). Nothing was sent. Try again, or restart the browser.`,
        };
      }
      return askHost('act', { run, tabId, act }).catch(() => cutShort(act.act));
    },
    async resume() {
      await ready();
      await askHost('resume', {});
    },
    cancel: (run) => void askHost('cancel', { run }).catch(() => undefined),
    async flag({ refusal }) {
      await ready();
      return askHost('flag', { id: refusal.id });
    },
  };
}

/** The host ended over the act: the browser ran out of memory or the extension was updated. */
function cutShort(act: Outcome['act']): Outcome {
  if (act !== 'replay-send')
    return {
      act,
      outcome: 'failed',
      sentence: say`The browser ended this in the middle. Nothing was changed on the server. Try again.`,
    };
  return {
    act,
    outcome: 'cannot-tell',
    sentence: say`The browser ended this in the middle, so it is not known whether the save was sent. Check the server before you send it again.`,
    status: null,
    token: null,
    sent: null,
    confirmed: null,
  };
}
