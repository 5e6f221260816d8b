import browser from 'webextension-polyfill';

/** A background ends after 30 s in which it did nothing (Chromium 156, Firefox 153); a call to the browser counts as something. Milliseconds. */
const beat = 20_000;

/**
 * Keeps this background from ending while what it recorded is in its memory alone (`memory`), or while a page is open whose workers'
 * requests nobody else tells (`workers`). Nothing else may hold it up: a background that sleeps costs nothing.
 * @returns say of each whether there is need.
 */
export function createStayAwake(): (why: 'memory' | 'workers', needed: boolean) => void {
  const reasons = new Set<string>();
  let timer: ReturnType<typeof setInterval> | null = null;
  return (why, needed) => {
    if (needed) reasons.add(why);
    else reasons.delete(why);
    if (reasons.size === 0 && timer !== null) clearInterval(timer);
    if (reasons.size === 0) timer = null;
    else timer ??= setInterval(() => void browser.runtime.getPlatformInfo().catch(() => undefined), beat);
  };
}
