/**
 * How the hook (the page's own world) and the relay (the extension's world in the same document) find each other. Both run before any
 * script of the page, the hook first. The relay makes a name that nobody can guess and says it in one event that is over before the
 * page begins; from then on both speak in events of that name. An empty name: this document has a hook, and another is not needed.
 */
export const greeting = 'resave-greeting';

/** What goes past the hook, as it tells the relay: records that were dropped or could not be made, a worker, a worker that other documents may share. */
export const past = { records: 0, worker: 1, sharedWorker: 2 } as const;
export type Past = (typeof past)[keyof typeof past];

/** What the relay says to the hook under the name. */
export type Order = 'stop' | 'flush';

/**
 * Where the extension's world holds the document that has a relay: every grant brings hook and relay into the documents that are open,
 * and two pairs would tell each request twice. The document itself, because a window can outlive its first, empty one.
 */
export const relayPlace = 'resaveRelayOf';

/**
 * Listens now, and again whenever the document's content is put in its place anew: `document.open()` takes away all listeners, in all
 * worlds, and leaves the scripts (HTML standard, "document open steps").
 * @param listen adds listeners; adding the same ones twice is adding them once
 */
export function whileWritten(listen: () => void): void {
  listen();
  new MutationObserver(listen).observe(document, { childList: true });
}
