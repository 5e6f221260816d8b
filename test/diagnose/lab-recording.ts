import 'fake-indexeddb/auto';
import { type Content, harSighting } from '../../src/capture/devtools-network.ts';
import type { Sighting } from '../../src/capture/sighting.ts';
import type { HeaderList } from '../../src/http/header-list.ts';
import type { ExchangeId } from '../../src/record/exchange.ts';
import { createRecorder } from '../../src/store/recorder.ts';
import { openStore, type Store } from '../../src/store/store.ts';
import type { PlayedExchange } from '../lab/play.ts';

/** The one tab of a played story. */
export const tab = 1;

/** Resave as it would have been beside the page: with DevTools open only, or with the site watched from the start as well. */
export type Watch = 'devtools' | 'watched';

export type Recording = {
  readonly store: Store;
  /** Records what Resave itself sent. */
  readonly record: (sighting: Sighting) => Promise<ExchangeId>;
  /** Records what DevTools (and webRequest) saw of a played request; null where nothing is kept of it. */
  readonly see: (x: PlayedExchange) => Promise<ExchangeId | null>;
  readonly close: () => void;
};

let count = 0;

/** The real way of what was seen: capture's reading of HAR, redaction, join, IndexedDB. `now`: epoch ms at which the recording begins. */
export async function beginRecording(watch: Watch, now: number, page: string): Promise<Recording> {
  const store = await openStore(`lab-${++count}`);
  if (watch === 'watched') {
    await store.keepSpans(['<all_urls>'], now, false);
    await store.keepHeard([{ pattern: '<all_urls>', own: now, any: now }]);
  }
  const recorder = createRecorder({
    store,
    session: Promise.resolve({ id: 'session', tagKey: 'key' }),
    changed: () => undefined,
    now: Date.now,
  });
  let seen = 0;
  return {
    store,
    async record(sighting) {
      const [id] = await recorder.take([sighting]);
      if (id === undefined) throw new Error('nothing was recorded');
      return id;
    },
    async see(x) {
      const key = `${++seen}`;
      const ofDevtools = byDevtools(x, key, page);
      if (ofDevtools === null) return null;
      const [id] = await recorder.take(watch === 'watched' ? [byWebRequest(x, key, page), ofDevtools] : [ofDevtools]);
      return id ?? null;
    },
    close: () => store.close(),
  };
}

const named = (headers: { readonly [name: string]: string }) =>
  Object.entries(headers).map(([name, value]) => ({ name, value }));

/** What Chromium takes a request for, by the ending of its URL. */
function typeOf(url: string): string {
  const { pathname } = new URL(url);
  if (pathname.endsWith('.js')) return 'script';
  if (pathname.endsWith('.css')) return 'stylesheet';
  return /^\/[^/]+\/$/.test(pathname) ? 'document' : 'fetch';
}

function byDevtools(x: PlayedExchange, key: string, page: string): Sighting | null {
  const type = Object.entries(x.responseHeaders).find(([name]) => name.toLowerCase() === 'content-type')?.[1] ?? '';
  const entry = {
    startedDateTime: new Date(x.startedAt).toISOString(),
    time: x.endedAt - x.startedAt,
    _resourceType: typeOf(x.url),
    _initiator: { type: 'script', url: page },
    request: {
      method: x.method,
      url: x.url,
      headers: named(x.requestHeaders),
      ...(x.requestBody === null ? {} : { postData: { mimeType: '', text: x.requestBody } }),
      bodySize: x.requestBody?.length ?? 0,
    },
    response: {
      status: x.status ?? 0,
      headers: named(x.responseHeaders),
      content: { size: x.responseBody.length, mimeType: type },
      ...(x.error === null ? {} : { _error: x.error }),
    },
  };
  const content: Content | null = x.status === null ? null : { content: x.responseBody, encoding: '' };
  const sighting = harSighting(entry, content, tab);
  // HAR has whole milliseconds. On a network so near that is too coarse to tell what came first.
  return sighting && { ...sighting, key, startedAt: x.startedAt, endedAt: x.endedAt };
}

/** No other extension is there: each field is the same at both ends. */
function byWebRequest(x: PlayedExchange, key: string, page: string): Sighting {
  const sent: HeaderList = Object.entries(x.requestHeaders);
  const received: HeaderList = Object.entries(x.responseHeaders);
  return {
    source: 'web-request',
    key,
    state: x.status === null ? 'failed' : 'done',
    method: x.method,
    url: x.url,
    startedAt: x.startedAt,
    endedAt: x.endedAt,
    tabId: tab,
    frameId: 0,
    initiator: new URL(page).origin,
    resourceType: typeOf(x.url) === 'document' ? 'main_frame' : 'xmlhttprequest',
    requestBody: x.requestBody === null ? { state: 'none' } : { state: 'text', text: x.requestBody },
    headers: { set: sent, sent, ...(x.status === null ? {} : { received, seen: received }) },
    ...(x.status === null
      ? { error: x.error ?? 'net::ERR_FAILED' }
      : { status: x.status, servedBy: x.status === 304 ? 'revalidated' : 'network' }),
  };
}
