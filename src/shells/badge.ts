import browser from 'webextension-polyfill';

/**
 * Shows on the toolbar how many conflicts of a tab are not settled. Settled is a conflict whose resource was saved successfully after it;
 * loading the page anew settles nothing, because the person's edit is still not on the server.
 */
export function showCount(tabId: number, count: number): void {
  const text = count === 0 ? '' : count > 98 ? '99+' : String(count);
  // The tab may be gone by now.
  const ignore = () => undefined;
  browser.action.setBadgeText({ tabId, text }).catch(ignore);
  if (count > 0) browser.action.setBadgeBackgroundColor({ tabId, color: '#b3261e' }).catch(ignore);
}
