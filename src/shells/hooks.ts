import browser from 'webextension-polyfill';
import { relayPlace } from '../capture/page/channel.ts';

const scripts = [
  { id: 'hook', file: 'page/hook.js', world: 'MAIN' },
  { id: 'relay', file: 'page/relay.js', world: 'ISOLATED' },
] as const;

/** Puts the hook into every document of the watched sites from now on. */
export async function putHooks(origins: readonly string[]): Promise<void> {
  const ids = scripts.map(({ id }) => id);
  const known = await browser.scripting.getRegisteredContentScripts({ ids });
  if (known.length > 0) await browser.scripting.unregisterContentScripts({ ids: known.map(({ id }) => id) });
  if (origins.length === 0) return;
  await browser.scripting.registerContentScripts(
    scripts.map(({ id, file, world }) => ({
      id,
      js: [file],
      world,
      matches: [...origins],
      runAt: 'document_start' as const,
      allFrames: true,
      matchOriginAsFallback: true,
      persistAcrossSessions: true,
    })),
  );
}

/**
 * Puts it into those that are open. Each tab by itself: one that is paused in a debugger does not answer before it goes on.
 * @param late told the origins of documents that were open without it: what their scripts took before the hook came goes past it
 */
export async function hookOpen(origins: readonly string[], late: (origin: string) => void): Promise<void> {
  if (origins.length === 0) return;
  const hook = async (id: number, url: string) => {
    if (await isHooked(id)) return;
    if (URL.canParse(url)) late(new URL(url).origin);
    await hookNow(id);
  };
  const tabs = await browser.tabs.query({ url: [...origins] });
  await Promise.all(tabs.map(({ id, url = '' }) => (id === undefined ? null : hook(id, url))));
}

/** A tab that does not say so within that time, milliseconds, counts as one without a hook. */
const answersWithin = 1_000;

/** Whether every document of the tab that can be reached has its relay. */
async function isHooked(tabId: number): Promise<boolean> {
  const unknown = new Promise<[]>((done) => setTimeout(done, answersWithin, []));
  const asked = browser.scripting
    .executeScript({
      target: { tabId, allFrames: true },
      func: (place: string) => Reflect.get(globalThis, place) === document,
      args: [relayPlace],
      injectImmediately: true,
    })
    .catch(() => []);
  const found = await Promise.race([asked, unknown]);
  return found.length > 0 && found.every(({ result }) => result === true);
}

async function hookNow(tabId: number): Promise<void> {
  const target = { tabId, allFrames: true };
  for (const { file, world } of scripts)
    await browser.scripting
      .executeScript({ target, files: [file], world, injectImmediately: true })
      .catch(() => undefined);
}
