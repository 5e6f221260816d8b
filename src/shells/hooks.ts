import browser from 'webextension-polyfill';

const scripts = [
  { id: 'hook', file: 'page/hook.js', world: 'MAIN' },
  { id: 'relay', file: 'page/relay.js', world: 'ISOLATED' },
] as const;

/**
 * Puts the hook into every document of the watched sites, those that are open included.
 * @param late told the origins of documents that are open already: what their scripts took before the hook came goes past it
 */
export async function putHooks(origins: readonly string[], late: (origin: string) => void): Promise<void> {
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
  for (const { id, url = '' } of await browser.tabs.query({ url: [...origins] })) {
    if (id === undefined) continue;
    if (URL.canParse(url)) late(new URL(url).origin);
    await hookNow(id);
  }
}

async function hookNow(tabId: number): Promise<void> {
  const target = { tabId, allFrames: true };
  for (const { file, world } of scripts)
    await browser.scripting
      .executeScript({ target, files: [file], world, injectImmediately: true })
      .catch(() => undefined);
}
