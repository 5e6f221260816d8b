import { render } from 'preact';
import browser from 'webextension-polyfill';
import { calledOrigins, calledOriginsArgs, parseCalled } from '../ui/called-hosts.ts';
import { extensionWorld, watchable } from '../ui/extension-world.ts';
import { createPanel } from '../ui/panel/model.ts';
import { createWatch } from '../ui/panel/watch.ts';
import { Popup } from '../ui/popup/popup.tsx';
import { dressPage } from '../ui/shared/dress-page.ts';
import '../ui/shared/base.css';
import '../ui/panel/panel.css';
import '../ui/popup/popup.css';

dressPage('Resave');
// Opening the popup grants activeTab, so the tab's address can be read.
const [tab] = await browser.tabs.query({ active: true, currentWindow: true });
const world = extensionWorld(tab?.id ?? null, async () => watchable(tab?.url));
const panel = createPanel(world);
/** activeTab reaches into the tab that the popup was opened on. */
const called = async () => {
  if (tab?.id === undefined) return [];
  const target = { tabId: tab.id };
  const [answer] = await browser.scripting.executeScript({ target, func: calledOrigins, args: calledOriginsArgs });
  return parseCalled(answer?.result);
};
const watch = createWatch(world, () => panel.rows.value.slice(0, 50).map((row) => row.origin), called);
const app = document.getElementById('app');
if (app !== null) render(<Popup panel={panel} watch={watch} world={world} />, app);
void panel.refresh();
void watch.refresh();
