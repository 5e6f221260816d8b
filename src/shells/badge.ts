import browser from 'webextension-polyfill';

/** What failed is told nowhere: the tab may be gone by now, and the next change counts anew. */
const ignore = () => undefined;

/**
 * Shows on the toolbar how many conflicts of a tab are not settled. Settled is a conflict whose resource was saved successfully after it;
 * loading the page anew settles nothing, because the person's edit is still not on the server.
 */
function showCount(tabId: number, count: number): void {
  const text = count === 0 ? '' : count > 98 ? '99+' : String(count);
  browser.action.setBadgeText({ tabId, text }).catch(ignore);
  if (count > 0) browser.action.setBadgeBackgroundColor({ tabId, color: '#b3261e' }).catch(ignore);
}

/**
 * Keeps the numbers on the toolbar. Of a tab only one count runs at a time; what changes meanwhile is counted after it, so that a page
 * that saves often does not have its refusals counted as often.
 * @param count how many conflicts of a tab are not settled
 */
export function createBadge(count: (tabId: number) => Promise<number>): (tabId: number) => void {
  /** Tabs that are being counted, and whether something has changed meanwhile. */
  const counting = new Map<number, boolean>();
  async function keepCounting(tabId: number): Promise<void> {
    try {
      while (counting.get(tabId)) {
        counting.set(tabId, false);
        showCount(tabId, await count(tabId));
      }
    } finally {
      counting.delete(tabId);
    }
  }
  return (tabId) => {
    if (tabId === -1) return;
    const isCounting = counting.has(tabId);
    counting.set(tabId, true);
    if (!isCounting) keepCounting(tabId).catch(ignore);
  };
}
