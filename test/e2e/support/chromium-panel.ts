import type { Frame, Page } from 'puppeteer-core';
import { ChromiumHand } from './chromium-hand.ts';
import type { Panel } from './driver.ts';
import { DrivenSurface } from './surface.ts';
import { until } from './until.ts';

/** As the stores ask of pictures. */
const size = { width: 1280, height: 800 };

/**
 * In the DevTools page: docks and shows the extension's tab. A string: the modules that it imports exist only there.
 * Seen in Chromium 156.
 */
const showPanel = (side: 'undocked' | 'bottom') => `(async () => {
  const { InspectorView, DockController, ViewManager } = await import('./ui/legacy/legacy.js');
  const tabs = InspectorView.InspectorView.instance().tabbedPane.tabIds();
  const id = tabs.find((tab) => tab.startsWith('chrome-extension://') && tab.endsWith('Resave'));
  if (id === undefined) throw new Error('DevTools shows no tab Resave among ' + tabs.join(', '));
  DockController.DockController.instance().setDockSide('${side}');
  await ViewManager.ViewManager.instance().showView(id);
  return true;
})()`;

/** In the DevTools page: its own setting, which it tells its extensions (Chromium 156). */
const setTheme = (name: string) => `(async () => {
  const { Settings } = await import('./core/common/common.js');
  Settings.Settings.instance().moduleSetting('ui-theme').set('${name}');
})()`;

/** In the DevTools page: what "Export HAR (sanitized)" of the Network panel writes into its file (Chromium 156). */
const networkHar = `(async () => {
  const { Progress } = await import('./core/common/common.js');
  const { Writer } = await import('./models/har/har.js');
  const { NetworkLog } = await import('./models/logs/logs.js');
  const parts = [];
  const stream = { write: async (part) => { parts.push(part); } };
  const requests = [...NetworkLog.NetworkLog.instance().requests()];
  await Writer.Writer.write(stream, requests, { sanitize: true }, new Progress.Progress());
  return parts.join('');
})()`;

class ChromiumPanel extends DrivenSurface<ChromiumHand> implements Panel {
  async setTheme(theme: 'light' | 'dark'): Promise<void> {
    await this.hand.page.evaluate(setTheme(theme === 'dark' ? 'dark' : 'default'));
  }

  async networkHar(): Promise<string> {
    return String(await this.hand.page.evaluate(networkHar));
  }

  inDevtools(expression: string): Promise<unknown> {
    return this.hand.page.evaluate(expression);
  }

  async close(): Promise<void> {
    await this.hand.page.close();
  }
}

function panelFrame(devtools: Page, origin: string): Frame | undefined {
  return devtools.frames().find((frame) => {
    const url = frame.url().split(/[?#]/)[0] ?? '';
    return url.startsWith(origin) && url.endsWith('panel.html');
  });
}

/**
 * Opens the real DevTools of a page on Resave's tab and waits until the panel's document is complete and its size stands.
 * `shown` to a person they stand under the page; otherwise the panel has a wide window of its own.
 */
export async function openChromiumPanel(page: Page, origin: string, shown: boolean): Promise<Panel> {
  const devtools = await page.openDevTools();
  if (!shown) await devtools.setViewport(size);
  await until('DevTools to show the tab Resave', () => devtools.evaluate(showPanel(shown ? 'bottom' : 'undocked')));
  const frame = () => {
    const found = panelFrame(devtools, origin);
    if (found === undefined) throw new Error('DevTools holds no frame of panel.html');
    return found;
  };
  let last = '';
  await until('the panel to be complete and of a stable size', async () => {
    const now = String(await frame().evaluate('document.readyState + " " + innerWidth + "x" + innerHeight'));
    const stable = now === last && now.startsWith('complete') && !now.includes(' 0x');
    last = now;
    return stable;
  });
  return new ChromiumPanel(new ChromiumHand('the panel', devtools, frame));
}
