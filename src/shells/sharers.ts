import browser from 'webextension-polyfill';
import { createSharing, type Sharer } from '../capture/sharing.ts';
import type { Sighting } from '../capture/sighting.ts';
import { originOf } from '../http/resource.ts';
import { isFields, isNumber, isString } from '../http/unknown.ts';

/** Where it outlives the background: memory of this browser session. */
const place = 'sharers';

const ignore = () => undefined;

function parseSharers(value: unknown): Sharer[] {
  if (!Array.isArray(value)) return [];
  return value.flatMap((each: unknown) => {
    if (!isFields(each)) return [];
    const { document, tabId, frameId, origin } = each;
    if (!isString(document) || !isNumber(tabId) || !isNumber(frameId) || !isString(origin)) return [];
    return [{ document, tabId, frameId, origin }];
  });
}

/** Says of what a worker asked for which open tabs share that worker. Call it in the first tick of the background. */
export function createSharers() {
  const sharing = createSharing();
  const restored = (async () => {
    const saved = parseSharers((await browser.storage.session.get(place))[place]);
    if (saved.length === 0) return;
    // A tab that was closed while no background ran is no longer there.
    const open = new Set((await browser.tabs.query({})).map(({ id }) => id));
    sharing.restore(saved.filter(({ tabId }) => open.has(tabId)));
  })().catch(ignore);

  const save = () => restored.then(() => browser.storage.session.set({ [place]: sharing.all() })).catch(ignore);
  browser.tabs.onRemoved.addListener((tabId) => {
    void restored.then(() => (sharing.closed(tabId) ? save() : undefined));
  });

  return {
    /** A document of a watched site said whether it shares a worker. */
    async told(document: Sharer, shares: boolean): Promise<void> {
      await restored;
      if (sharing.told(document, shares)) await save();
    },
    /** The sighting, and where no tab asked the tabs that share the worker. */
    async of(sighting: Sighting): Promise<Sighting> {
      if (sighting.tabId !== -1 || sighting.initiator === undefined) return sighting;
      await restored;
      const sharers = sharing.tabsOf(originOf(sighting.initiator));
      return sharers.length === 0 ? sighting : { ...sighting, sharers };
    },
  };
}
