import browser from 'webextension-polyfill';

/** A background ends after 30 s in which it did nothing (Chromium 156, Firefox 153); a call to the browser counts as something. Milliseconds. */
const beat = 20_000;

/**
 * Keeps this background from ending while what it recorded is in its memory alone. Nothing else may hold it up: a background that
 * sleeps costs nothing.
 * @returns say whether there is need.
 */
export function createStayAwake(): (needed: boolean) => void {
  let timer: ReturnType<typeof setInterval> | null = null;
  return (needed) => {
    if (!needed && timer !== null) clearInterval(timer);
    if (!needed) timer = null;
    else timer ??= setInterval(() => void browser.runtime.getPlatformInfo().catch(() => undefined), beat);
  };
}
