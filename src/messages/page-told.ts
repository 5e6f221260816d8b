import browser, { type Runtime } from 'webextension-polyfill';
import { type Fields, isFields, isString, isStrings } from '../http/unknown.ts';

/**
 * What content scripts hand over: the one message that is heard from a web page's document. Who sent it is what the browser says of
 * the sender, never what the message says; a page cannot send it, only the extension's own script in it can.
 */
export type PageTold = {
  readonly tabId: number;
  readonly frameId: number;
  /** The document's URL. */
  readonly url: string;
  /** Unique for the document in this session of the browser. */
  readonly document: string;
  /** JSON, not read yet: the page's world wrote it. */
  readonly batches: readonly string[];
  /** The document or its workers send requests that its hook does not see. */
  readonly unhooked: boolean;
  /** Its hook may have come too late; or unhooked. */
  readonly loose: boolean;
  /** It may share a worker with other documents of its site. */
  readonly shares: boolean;
};

/** What the background answers: written, or that this document is not watched any more. */
export type PageAnswer = 'taken' | 'stop';

/** Longest document name that is heard; the relay's own are 36. */
const longestName = 64;

/** The document's URL; of an about:blank the origin that it took over from its opener. */
function pageOf(sender: Runtime.MessageSender & { readonly origin?: string }): string | null {
  const { url = '', origin = '' } = sender;
  if (/^https?:/.test(url)) return url;
  return /^https?:/.test(origin) ? origin : null;
}

const isFromRelay = (sender: Runtime.MessageSender, message: unknown): message is Fields =>
  sender.id === browser.runtime.id && isFields(message) && message.resave === 'page-told';

function toldBy(sender: Runtime.MessageSender, message: Fields): PageTold | null {
  const { tab, frameId } = sender;
  const url = pageOf(sender);
  if (tab?.id === undefined || frameId === undefined || url === null) return null;
  const { document, batches } = message;
  if (!isString(document) || document.length > longestName || !isStrings(batches)) return null;
  return {
    tabId: tab.id,
    frameId,
    url,
    document,
    batches,
    unhooked: message.reach === 'unhooked',
    loose: message.reach !== 'whole',
    shares: message.shares === true,
  };
}

/** Hears content scripts. `take` resolves when what was told is in the store: only then is it acknowledged. */
export function onPageTold(take: (told: PageTold) => Promise<PageAnswer>): void {
  const hear = (message: unknown, sender: Runtime.MessageSender, respond: (response: unknown) => void) => {
    if (!isFromRelay(sender, message)) return undefined;
    const told = toldBy(sender, message);
    if (told === null) {
      respond({ answer: 'stop' });
      return undefined;
    }
    take(told).then(
      (answer) => respond({ answer }),
      () => respond({}),
    );
    return true;
  };
  // The typings know only listeners that always answer; both browsers let a listener pass.
  browser.runtime.onMessage.addListener(hear as Runtime.OnMessageListenerCallback);
}

/** For the relay in a document. `gone`: nobody wants to hear from here any more, or this extension is not the one that put it there. */
export async function handToBackground(
  document: string,
  batches: readonly string[],
  reach: 'whole' | 'loose' | 'unhooked',
  shares: boolean,
): Promise<'taken' | 'again' | 'gone'> {
  try {
    const answer: unknown = await browser.runtime.sendMessage({
      resave: 'page-told',
      document,
      batches,
      reach,
      shares,
    });
    if (!isFields(answer)) return 'again';
    return answer.answer === 'taken' ? 'taken' : answer.answer === 'stop' ? 'gone' : 'again';
  } catch {
    // After an update the old script has no runtime any more (Chromium: id undefined; Firefox: the object is dead).
    return isAlive() ? 'again' : 'gone';
  }
}

function isAlive(): boolean {
  try {
    return browser.runtime.id !== undefined;
  } catch {
    return false;
  }
}
