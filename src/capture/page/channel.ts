/**
 * How the hook (the page's own world) and the relay (the extension's world in the same document) find each other. Both run before any
 * script of the page, the hook first. The relay makes a name that nobody can guess and says it in one event that is over before the
 * page begins; from then on both speak in events of that name.
 */
export const greeting = 'resave-greeting';

/** What the relay says to the hook under the name. */
export type Order = 'stop' | 'flush';
