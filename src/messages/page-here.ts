import browser, { type Runtime } from 'webextension-polyfill';

/** The one port that content scripts open. Nothing is said over it: that it is open is all. */
const name = 'resave-page-here';
/** A background that ended is started again after this; one that hardly began later, milliseconds. */
const again = { soon: 0, calm: 2_000, lived: 1_000 } as const;

/**
 * For the relay in a document with a worker: as soon as a background has ended the browser starts the next. What a worker asks for wakes
 * none in Firefox, and in Chromium what it asked for first is over when the next one listens.
 * @returns lets it end
 */
export function holdBackground(): () => void {
  let port: Runtime.Port | null = null;
  let isOver = false;
  const open = (): void => {
    if (isOver) return;
    const begun = Date.now();
    try {
      port = browser.runtime.connect({ name });
    } catch {
      // The extension was updated or switched off; its next one puts in a relay of its own.
      return;
    }
    port.onDisconnect.addListener(() => {
      setTimeout(open, Date.now() - begun < again.lived ? again.calm : again.soon);
    });
  };
  open();
  return () => {
    isOver = true;
    port?.disconnect();
  };
}

/** Told in the background how many documents hold it. Call it in the first tick. */
export function onPagesHere(changed: (count: number) => void): void {
  let count = 0;
  browser.runtime.onConnect.addListener((port) => {
    if (port.name !== name || port.sender?.id !== browser.runtime.id) return;
    changed(++count);
    port.onDisconnect.addListener(() => changed(--count));
  });
}
