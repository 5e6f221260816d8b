import { resolve } from 'node:path';
import { Bidi, isRecord, stringIn } from './bidi.ts';
import type { Browser, LaunchOptions, Panel, Popup, Tab } from './driver.ts';
import { builtPage } from './extension-files.ts';
import { ExtensionHand, TabHand } from './firefox-hands.ts';
import { type RunningFirefox, startFirefox } from './firefox-process.ts';
import { ExtensionSurface, FirefoxPanel, FirefoxTab } from './firefox-surfaces.ts';
import { FirefoxWindow } from './firefox-window.ts';
import { callOf } from './surface.ts';
import { until } from './until.ts';

async function contextsOf(bidi: Bidi): Promise<string[]> {
  const tree = await bidi.send('browsingContext.getTree', { maxDepth: 0 });
  const contexts = isRecord(tree) && Array.isArray(tree.contexts) ? tree.contexts : [];
  return contexts.map((one) => stringIn(one, 'context'));
}

/** Firefox with the extension, through WebDriver BiDi and its system access. */
class FirefoxDriver implements Browser {
  readonly name = 'firefox';
  readonly version: string;
  readonly extensionOrigin: string;
  readonly cannot = {
    inDevtools: 'DevTools of Firefox 153 has no modules of this kind',
  };
  readonly closed: Promise<void>;
  readonly #bidi: Bidi;
  readonly #window: FirefoxWindow;
  readonly #id: string;
  readonly #folder: string;
  /** The tab that the browser began with. */
  readonly #first: string;
  readonly #process: RunningFirefox;
  /** BiDi's user contexts, which are Firefox's containers, by the names that they go by here. */
  readonly #containers = new Map<string, Promise<unknown>>();

  constructor(parts: {
    bidi: Bidi;
    window: FirefoxWindow;
    id: string;
    origin: string;
    version: string;
    folder: string;
    first: string;
    process: RunningFirefox;
  }) {
    this.#bidi = parts.bidi;
    this.#window = parts.window;
    this.#id = parts.id;
    this.extensionOrigin = parts.origin;
    this.version = parts.version;
    this.#folder = parts.folder;
    this.#first = parts.first;
    this.#process = parts.process;
    this.closed = parts.process.closed;
  }

  newPage(url: string): Promise<Tab> {
    return this.#create(url, {});
  }

  async containerPage(container: string, url: string): Promise<Tab> {
    const made = this.#containers.get(container) ?? this.#bidi.send('browser.createUserContext', {});
    this.#containers.set(container, made);
    return this.#create(url, { userContext: stringIn(await made, 'userContext') });
  }

  async #create(url: string, where: { readonly userContext?: string }): Promise<Tab> {
    const created = await this.#bidi.send('browsingContext.create', { type: 'tab', ...where });
    const context = stringIn(created, 'context');
    const tab = new FirefoxTab(new TabHand(this.#bidi, context, `the page ${url}`), this.#window);
    await tab.goto(url);
    return tab;
  }

  async privatePage(url: string): Promise<Tab> {
    const known = await this.#contexts();
    await this.#window.call('openPrivateWindow', url);
    const context = await until('the private window', async () =>
      (await this.#contexts()).find((one) => !known.includes(one)),
    );
    const tab = new FirefoxTab(new TabHand(this.#bidi, context, `the private page ${url}`), this.#window);
    await tab.ready(url);
    return tab;
  }

  #contexts(): Promise<string[]> {
    return contextsOf(this.#bidi);
  }

  async openPanel(tab: Tab): Promise<Panel> {
    await tab.activate();
    const panel = await this.#window.call('openPanel', 'Resave');
    const hand = new ExtensionHand(this.#window, this.#id, { panel }, 'the panel');
    return new FirefoxPanel(hand, {
      close: () => this.#window.call('closePanel', panel),
      setTheme: (theme) => this.#window.call('setTheme', theme),
      networkHar: () => this.#window.call('networkHar', panel),
    }).ready();
  }

  extensionPage(ending: string): Promise<Tab> {
    return this.newPage(this.extensionOrigin + builtPage(this.#folder, ending));
  }

  async grant(patterns: readonly string[]): Promise<void> {
    await this.#window.call('permit', this.#id, 'add', patterns);
  }

  async revoke(patterns: readonly string[]): Promise<void> {
    await this.#window.call('permit', this.#id, 'remove', patterns);
  }

  async tidy(): Promise<void> {
    for (const context of (await this.#contexts()).filter((one) => one !== this.#first))
      await this.#bidi.send('browsingContext.close', { context }).catch(() => {});
    await this.#window.call('permitNothing', this.#id);
  }

  async switchExtension(name: string, on: boolean): Promise<void> {
    await this.#window.call('switchAddon', name, on);
  }

  async stopWorker(): Promise<void> {
    await this.#window.call('stopBackground', this.#id);
  }

  async worker<A extends readonly unknown[], T>(body: (...args: A) => T | Promise<T>, ...args: A): Promise<T> {
    await this.#window.call('wake', this.#id);
    return (await this.#window.call('evaluate', this.#id, { view: 'background' }, callOf(body, args))) as T;
  }

  async badge(tab: Tab): Promise<string> {
    await tab.activate();
    return this.#window.call('badge', this.#id);
  }

  async popup(tab: Tab): Promise<Popup> {
    await tab.activate();
    await this.#window.call('openPopup', this.#id);
    const hand = new ExtensionHand(this.#window, this.#id, { view: 'popup' }, 'the popup');
    return new ExtensionSurface(hand, () => this.#window.call('closePopup', this.#id)).ready();
  }

  async close(): Promise<void> {
    await this.#bidi.send('browser.close', {}).catch(() => {});
    this.#bidi.close();
    await this.#process.stop();
  }
}

/** Starts Firefox and installs the extensions for its lifetime. Throws where no Firefox is installed. */
export async function launchFirefox(options: LaunchOptions): Promise<Browser> {
  const process = await startFirefox(options);
  try {
    const bidi = await Bidi.connect(process.url);
    const [first = ''] = await contextsOf(bidi);
    const ids: string[] = [];
    for (const folder of [...(options.before ?? []), ...options.extensions]) {
      const extensionData = { type: 'path', path: resolve(folder) };
      ids.push(stringIn(await bidi.send('webExtension.install', { extensionData }), 'extension'));
    }
    const id = ids[options.before?.length ?? 0] ?? '';
    const window = await FirefoxWindow.enter(bidi);
    const origin = `moz-extension://${await window.call('hostOf', id)}/`;
    const version = `Firefox/${bidi.version}`;
    return new FirefoxDriver({ bidi, window, id, origin, version, folder: options.extensions[0], first, process });
  } catch (error) {
    await process.kill();
    throw error;
  }
}
