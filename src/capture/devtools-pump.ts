import browser from 'webextension-polyfill';
import { isFields, numberOr } from '../http/unknown.ts';
import { type Content, contentOf, harSighting, isOfInterest } from './devtools-network.ts';
import type { Sighting } from './sighting.ts';

/** A body that has not come after this many milliseconds is given up; the exchange matters more. */
const contentTimeout = 2_000;

/** Asks for a body at once, in whichever shape this browser answers; null where there is none to have. */
function askContent(request: unknown): Promise<Content | null> {
  return new Promise((resolve) => {
    const timer = setTimeout(() => resolve(null), contentTimeout);
    const settle = (first: unknown, second: unknown) => {
      clearTimeout(timer);
      resolve(contentOf(first, second));
    };
    try {
      if (!isFields(request) || typeof request.getContent !== 'function') return settle(null, null);
      // Chromium calls back; Firefox (and the polyfill) answers a promise. Whichever comes first counts.
      const answer: unknown = request.getContent((content: unknown, encoding: unknown) => settle(content, encoding));
      if (answer !== undefined)
        Promise.resolve(answer).then(
          (value) => settle(value, null),
          () => settle(null, null),
        );
    } catch {
      settle(null, null);
    }
  });
}

/** Passes on what the Network panel of `tabId` sees. Runs in the devtools page; needs no permission. */
export function watchDevtoolsNetwork(tabId: number, deliver: (sighting: Sighting) => void): void {
  // HAR entries have no name of their own; with one, a batch that is sent twice is recorded once.
  const page = crypto.randomUUID();
  let count = 0;
  browser.devtools.network.onRequestFinished.addListener((entry: unknown) => {
    if (!isOfInterest(entry)) return;
    const pass = (content: Content | null) => {
      const sighting = harSighting(entry, content, tabId);
      if (sighting) deliver({ ...sighting, key: `${page}.${++count}` });
    };
    const status = isFields(entry) && isFields(entry.response) ? numberOr(entry.response.status, 0) : 0;
    if (status === 0) pass(null);
    else void askContent(entry).then(pass);
  });
}
