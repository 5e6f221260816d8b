import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Lab, startLab } from '../lab/server.ts';
import { ConflictPanel } from './support/conflict-panel.ts';
import { type Browser, launch, type Panel, type Tab } from './support/driver.ts';
import { builds } from './support/extension-files.ts';
import { Notebook } from './support/notebook.ts';

/** Which panel of DevTools is shown. */
const shownPanel = `(async () => {
  const { InspectorView } = await import('./ui/legacy/legacy.js');
  return InspectorView.InspectorView.instance().tabbedPane.selectedTabId;
})()`;

const show = (id: string) => `(async () => {
  const { ViewManager } = await import('./ui/legacy/legacy.js');
  await ViewManager.ViewManager.instance().showView('${id}');
})()`;

/** Opens the menu of a request in the Network panel as a right click does, and takes its item “Open using Resave”. */
const openUsingResave = (ending: string) => `(async () => {
  const { ContextMenu, ViewManager } = await import('./ui/legacy/legacy.js');
  const { NetworkLog } = await import('./models/logs/logs.js');
  const { InspectorFrontendHost, InspectorFrontendHostAPI } = await import('./core/host/host.js');
  await ViewManager.ViewManager.instance().showView('network');
  const request = NetworkLog.NetworkLog.instance().requests().find((one) => one.url().endsWith('${ending}'));
  const event = new MouseEvent('contextmenu');
  document.body.dispatchEvent(event);
  const menu = new ContextMenu.ContextMenu(event);
  menu.appendApplicableItems(request);
  const host = InspectorFrontendHost.InspectorFrontendHostInstance;
  const shown = new Promise((done) => { host.showContextMenuAtPoint = (x, y, items) => done(items); });
  await menu.show();
  const items = await shown;
  const ours = items.find(({ label }) => label === 'Open using Resave');
  host.events.dispatchEventToListeners(InspectorFrontendHostAPI.Events.ContextMenuItemSelected, ours.id);
  return items.map(({ label }) => label);
})()`;

/** Chromium alone has ways between the panels; Firefox 153 shows no such links (test/ui/exchange.test.tsx). */
describe('links between Resave and the other panels of DevTools (Chromium)', () => {
  let lab: Lab;
  let browser: Browser;
  let tab: Tab;
  let panel: Panel;

  beforeAll(async () => {
    lab = await startLab();
    lab.reset('strict-409');
    browser = await launch('chromium', { extensions: [builds.chromium] });
    tab = await browser.newPage(lab.url('strict-409'));
    panel = await browser.openPanel(tab);
    const notebook = new Notebook(tab);
    await notebook.load();
    await notebook.write({ title: 'Mine' });
    lab.store.edit('strict-409', '1', { title: 'Theirs' });
    await notebook.save();
    await new ConflictPanel(panel).select(/^409 PUT/);
    await panel.click('button', 'Show this save');
  });
  afterAll(async () => {
    await browser?.close();
    await lab?.close();
  });

  const arrive = (id: RegExp) =>
    panel.until(`the panel ${id} to be shown`, async () => id.test(String(await panel.inDevtools(shownPanel))));

  it('an exchange that is opened comes into view from its beginning', async () => {
    await panel.until('the exchange to stand at the top of its scroller', () =>
      panel.evaluate(() => {
        const exchange = document.querySelector('.exchange');
        const scroller = exchange?.closest('[data-scroller]');
        if (!exchange?.querySelector('.facts') || !scroller) return false;
        return Math.abs(exchange.getBoundingClientRect().top - scroller.getBoundingClientRect().top) < 40;
      }),
    );
  });

  it('the call that sent the save opens in Sources', async () => {
    await panel.click('button', /^page\.js:\d+:\d+$/);
    await arrive(/^sources$/);
  });

  it('the save is shown in the Network panel', async () => {
    await panel.inDevtools(show(`${browser.extensionOrigin.slice(0, -1)}Resave`));
    await panel.click('button', 'Show in the Network panel');
    await arrive(/^network$/);
  });

  it('a request of the Network panel opens in Resave: its refused save, or word that there is none', async () => {
    await tab.evaluate(() => fetch('/strict-409/elsewhere').then(({ status }) => status));
    await panel.inDevtools(openUsingResave('/strict-409/elsewhere'));
    await arrive(/Resave$/);
    const filter = () => panel.waitFor('searchbox', 'Filter conflicts');
    await panel.until('the filter to name its path', async () => (await filter()).value === '/strict-409/elsewhere');
    await panel.inDevtools(openUsingResave('/api/notes/1'));
    await arrive(/Resave$/);
    await panel.until('the filter to be empty', async () => (await filter()).value === '');
    expect(await panel.attribute('row', /^409 PUT \/strict-409\/api\/notes\/1/, 'aria-selected')).toBe('true');
  });
});
