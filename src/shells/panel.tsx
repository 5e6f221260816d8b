import { render } from 'preact';
import browser from 'webextension-polyfill';
import { calledOriginsSource, parseCalled } from '../ui/called-hosts.ts';
import { devtoolsLinks } from '../ui/devtools-links.ts';
import { extensionWorld, watchable } from '../ui/extension-world.ts';
import { openAttribute, openEvent } from '../ui/open-event.ts';
import { createPanel } from '../ui/panel/model.ts';
import { openUrl } from '../ui/panel/open-url.ts';
import { Panel } from '../ui/panel/panel.tsx';
import { createWatch } from '../ui/panel/watch.ts';
import { dressPage } from '../ui/shared/dress-page.ts';
import '../ui/shared/base.css';
import '../ui/panel/panel.css';

dressPage('Resave');
const { inspectedWindow, network } = browser.devtools;

/** Chromium gives the bare value, Firefox and the polyfill `[value, error]`; neither for pages that may not be looked into. */
async function pageOrigin(): Promise<string | null> {
  const answer: unknown = await inspectedWindow.eval('location.href').catch(() => null);
  return watchable(Array.isArray(answer) ? answer[0] : answer);
}

const world = { ...extensionWorld(inspectedWindow.tabId, pageOrigin), links: devtoolsLinks() };
const panel = createPanel(world);
const called = async () => {
  const answer: unknown = await inspectedWindow.eval(calledOriginsSource);
  return parseCalled(Array.isArray(answer) ? answer[0] : answer);
};
const watch = createWatch(world, () => panel.rows.value.slice(0, 50).map((row) => row.origin), called);
const app = document.getElementById('app');
if (app !== null) render(<Panel panel={panel} watch={watch} world={world} />, app);
void panel.refresh();
void watch.refresh();

/** A request of the Network panel that is to be shown here (open-in-resave.ts). */
function openWanted(): void {
  const url = document.documentElement.getAttribute(openAttribute);
  if (url !== null) void openUrl(panel, url);
  document.documentElement.removeAttribute(openAttribute);
}
addEventListener(openEvent, openWanted);
openWanted();
network.onNavigated.addListener(() => {
  void watch.refresh();
  void panel.refresh();
});
