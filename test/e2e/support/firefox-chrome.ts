/**
 * Runs in Firefox's own window (bundled, evaluated through BiDi's system access): what BiDi has no command for, such as the
 * documents of an extension in DevTools and in the popup. Observed with Firefox ESR 153.
 */

import type { MediaFeatures } from './driver.ts';
import type {
  BrowserAction,
  ChromeWindow,
  Extension,
  MessageListener,
  Privileged,
  Toolbox,
  XulBrowser,
} from './firefox-chrome-types.ts';
import { until } from './until.ts';

const own = globalThis as unknown as Privileged;
const toolboxes = new Map<number, Toolbox>();
let lastPanel = 0;

/** Where an extension's document lives: the panel with this number, its popup or its background. */
export type Place = { readonly panel: number } | { readonly view: 'popup' | 'background' };

function extensionOf(id: string): Extension {
  const policy = own.WebExtensionPolicy.getByID(id);
  if (policy === null) throw new Error(`No extension ${id}`);
  return policy.extension;
}

function viewBrowser(id: string, viewType: string): XulBrowser | undefined {
  return [...extensionOf(id).views].find((view) => view.viewType === viewType)?.xulBrowser;
}

function panelBrowser(panel: number): XulBrowser | undefined {
  for (const frame of toolboxes.get(panel)?.doc.querySelectorAll('iframe') ?? []) {
    const inner = frame.contentDocument?.querySelector<XulBrowser>('#webext-panels-browser');
    if (inner) return inner;
  }
  return undefined;
}

function browserAt(id: string, place: Place): XulBrowser {
  const found = 'panel' in place ? panelBrowser(place.panel) : viewBrowser(id, place.view);
  if (found === undefined) throw new Error(`Firefox has no document for ${JSON.stringify(place)}`);
  return found;
}

/** The script that runs beside the document, in the extension's process, with its principal and without X-ray views. */
function frameScript(name: string, expression: string): string {
  const body = `(async () => JSON.stringify(await (${expression})) ?? 'null')()`;
  return `(async () => {
    const name = ${JSON.stringify(name)};
    try {
      const options = { sandboxPrototype: content, wantXrays: false, sameZoneAs: content };
      const value = await Cu.evalInSandbox(${JSON.stringify(body)}, Cu.Sandbox(content, options));
      sendAsyncMessage(name, { value: String(value) });
    } catch (error) {
      sendAsyncMessage(name, { error: String(error) });
    }
  })()`;
}

type Answer = { readonly value?: string; readonly error?: string };

/** Which document the browser element holds just now. */
function documentIn(browser: XulBrowser): number | undefined {
  return browser.browsingContext?.currentWindowGlobal?.innerWindowId;
}

/**
 * Runs the script and waits for its message. A document that is replaced meanwhile (about:blank at the start, a reload)
 * never answers: promises of a document that is gone do not go on.
 */
function ask(browser: XulBrowser, name: string, script: string): Promise<Answer> {
  const { messageManager } = browser;
  if (messageManager === null) throw new Error('The document is gone');
  const asked = documentIn(browser);
  return new Promise((resolve) => {
    const settle = (answer: Answer) => {
      clearInterval(watch);
      messageManager.removeMessageListener(name, listener);
      resolve(answer);
    };
    const listener: MessageListener = ({ data }) => settle(data);
    const watch = setInterval(() => {
      if (documentIn(browser) !== asked) settle({ error: 'The document was replaced by another just now' });
    }, 100);
    messageManager.addMessageListener(name, listener);
    messageManager.loadFrameScript(`data:application/javascript;charset=utf-8,${encodeURIComponent(script)}`, false);
  });
}

async function evaluate(id: string, place: Place, expression: string): Promise<unknown> {
  const name = `resave-driver:${Math.random()}`;
  const answer = await ask(browserAt(id, place), name, frameScript(name, expression));
  if (answer.value === undefined) throw new Error(answer.error);
  return JSON.parse(answer.value);
}

function windowOf(browser: XulBrowser): ChromeWindow {
  return browser.ownerDocument.defaultView as unknown as ChromeWindow;
}

function clickAt(id: string, place: Place, x: number, y: number): void {
  const browser = browserAt(id, place);
  const box = browser.getBoundingClientRect();
  for (const type of ['mousedown', 'mouseup'])
    windowOf(browser).synthesizeMouseEvent(type, box.x + x, box.y + y, { button: 0, clickCount: 1 }, {});
}

function press(id: string, place: Place, key: string): void {
  const browser = browserAt(id, place);
  const window = windowOf(browser);
  browser.focus();
  const input = own.Cc['@mozilla.org/text-input-processor;1']?.createInstance(own.Ci.nsITextInputProcessor);
  if (!input?.beginInputTransactionForTests(window)) throw new Error('Firefox takes no keys here');
  const event = new window.KeyboardEvent('', { key });
  input.keydown(event);
  input.keyup(event);
}

function devtoolsModule(path: string): Record<string, unknown> {
  const loader = own.ChromeUtils.importESModule('resource://devtools/shared/loader/Loader.sys.mjs');
  return (loader.require as (module: string) => Record<string, unknown>)(path);
}

/** Shows the tab titled `title` in the DevTools of the selected tab; gives the panel's number. */
async function openPanel(title: string): Promise<number> {
  const { gDevTools } = devtoolsModule('devtools/client/framework/devtools');
  const show = gDevTools as { showToolboxForTab(tab: unknown, options: object): Promise<Toolbox> };
  const toolbox = await show.showToolboxForTab(own.gBrowser.selectedTab, { toolId: 'webconsole' });
  const tool = await until(`DevTools to show the tab ${title}`, async () =>
    toolbox.getAdditionalTools().find(({ label }) => label === title),
  );
  await toolbox.selectTool(tool.id);
  lastPanel += 1;
  toolboxes.set(lastPanel, toolbox);
  return lastPanel;
}

/** What "Save All As HAR" writes into its file; only the question where to put it is left out. */
async function networkHar(panel: number): Promise<string> {
  const toolbox = toolboxes.get(panel);
  if (toolbox === undefined) throw new Error('These DevTools are closed');
  const { connector, store } = await toolbox.getNetMonitorAPI();
  const exporter = devtoolsModule('devtools/client/netmonitor/src/har/har-exporter').HarExporter;
  const { fetchHarData } = exporter as { fetchHarData(options: object): Promise<string | undefined> };
  const { getSortedRequests } = devtoolsModule('devtools/client/netmonitor/src/selectors/index');
  const items = (getSortedRequests as (state: unknown) => unknown)(store.getState());
  const text = await fetchHarData.call(exporter, { connector, items });
  if (text === undefined) throw new Error('Firefox has nothing to save');
  return text;
}

async function closePanel(panel: number): Promise<void> {
  await toolboxes.get(panel)?.destroy();
  toolboxes.delete(panel);
}

type Permissions = { readonly permissions: readonly string[]; readonly origins: readonly string[] };

/** Grants or takes away as about:addons does; the extension's listeners hear of it. */
async function permit(id: string, how: 'add' | 'remove', origins: readonly string[]): Promise<void> {
  const { ExtensionPermissions } = own.ChromeUtils.importESModule(
    'resource://gre/modules/ExtensionPermissions.sys.mjs',
  );
  type Change = (id: string, permissions: Permissions, extension: Extension) => Promise<unknown>;
  const store = ExtensionPermissions as { readonly add: Change; readonly remove: Change };
  await store[how](id, { permissions: [], origins }, extensionOf(id));
}

async function permitNothing(id: string): Promise<void> {
  const { ExtensionPermissions } = own.ChromeUtils.importESModule(
    'resource://gre/modules/ExtensionPermissions.sys.mjs',
  );
  const store = ExtensionPermissions as { readonly get: (id: string) => Promise<Permissions> };
  const { origins } = await store.get(id);
  if (origins.length > 0) await permit(id, 'remove', origins);
}

async function wake(id: string): Promise<void> {
  const extension = extensionOf(id);
  if (extension.backgroundState !== 'running') await extension.wakeupBackground();
}

async function stopBackground(id: string): Promise<void> {
  const extension = extensionOf(id);
  const before = viewBrowser(id, 'background');
  // At any moment: else Firefox puts it off while something is waiting for an answer.
  await extension.terminateBackground({ ignoreDevToolsAttached: true, disableResetIdleForTest: true });
  // Where requests go on, the next one is there at once.
  const isGone = () => extension.backgroundState === 'stopped' || viewBrowser(id, 'background') !== before;
  await until('the event page to be gone', async () => isGone());
}

function action(id: string): BrowserAction {
  const { ExtensionParent } = own.ChromeUtils.importESModule('resource://gre/modules/ExtensionParent.sys.mjs');
  const parent = ExtensionParent as {
    apiManager: { global: { browserActionFor(extension: Extension): BrowserAction } };
  };
  return parent.apiManager.global.browserActionFor(extensionOf(id));
}

function badge(id: string): string {
  return String(action(id).action.getProperty(own.gBrowser.selectedTab, 'badgeText') ?? '');
}

function openPopup(id: string): void {
  action(id).triggerAction(window);
}

function closePopup(id: string): void {
  viewBrowser(id, 'popup')?.closest<HTMLElement & { hidePopup(): void }>('panel')?.hidePopup();
}

/** The address is the window's first: a page of its own that comes late could take the place of one that is opened afterwards. */
function openPrivateWindow(url: string): void {
  own.openTrustedLinkIn(url, 'window', { private: true });
}

function setTheme(theme: 'light' | 'dark'): void {
  own.Services.prefs.setCharPref('devtools.theme', theme);
}

/** Preferences that stand for what the system says. */
const media = {
  'forced-colors': { preference: 'browser.display.document_color_use', value: 2 },
  'prefers-reduced-motion': { preference: 'ui.prefersReducedMotion', value: 1 },
} as const;

/** Media features for all tabs, as if the system had them. */
function emulate(features: MediaFeatures): void {
  const { prefs } = own.Services;
  for (const [feature, { preference, value }] of Object.entries(media))
    if (Object.hasOwn(features, feature)) prefs.setIntPref(preference, value);
    else prefs.clearUserPref(preference);
}

/** Of the page that the selected tab shows now: the next one has its own. */
function zoom(factor: number): void {
  own.gBrowser.selectedBrowser.fullZoom = factor;
}

async function switchAddon(name: string, on: boolean): Promise<void> {
  const { AddonManager } = own.ChromeUtils.importESModule('resource://gre/modules/AddonManager.sys.mjs');
  type Addon = { readonly name: string; enable(): Promise<void>; disable(): Promise<void> };
  const manager = AddonManager as { getAddonsByTypes(types: readonly string[]): Promise<readonly Addon[]> };
  const addon = (await manager.getAddonsByTypes(['extension'])).find((one) => one.name === name);
  if (addon === undefined) throw new Error(`No extension ${name}`);
  await (on ? addon.enable() : addon.disable());
}

function hostOf(id: string): string {
  return extensionOf(id).uuid;
}

/** A PNG, base64: the whole browser window for a panel, the document alone for a popup (the window's picture leaves it out). */
async function picture(id: string, place: Place): Promise<string> {
  const shown = 'panel' in place ? own.browsingContext : browserAt(id, place).browsingContext;
  const bitmap = await shown?.currentWindowGlobal?.drawSnapshot(null, 1, 'white');
  if (bitmap === undefined) throw new Error('There is no document to draw');
  const canvas = document.createElementNS('http://www.w3.org/1999/xhtml', 'canvas') as HTMLCanvasElement;
  canvas.width = bitmap.width;
  canvas.height = bitmap.height;
  canvas.getContext('2d')?.drawImage(bitmap, 0, 0);
  return canvas.toDataURL('image/png').replace('data:image/png;base64,', '');
}

export const firefox = {
  evaluate,
  clickAt,
  press,
  openPanel,
  networkHar,
  closePanel,
  permit,
  permitNothing,
  wake,
  stopBackground,
  badge,
  openPopup,
  closePopup,
  openPrivateWindow,
  setTheme,
  emulate,
  zoom,
  switchAddon,
  hostOf,
  picture,
};
export type FirefoxChrome = typeof firefox;

Object.defineProperty(globalThis, '__resaveDriver', { value: firefox, configurable: true });
