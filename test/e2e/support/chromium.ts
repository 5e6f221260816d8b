import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join, resolve } from 'node:path';
import puppeteer, { type CDPSession, type Browser as Chromium, type Extension, type Page } from 'puppeteer-core';
import { findBrowser, runningAsRoot } from '../../../scripts/lib/browsers.mjs';
import { limitSentence } from '../../../src/texts/limits.ts';
import { ChromiumHand } from './chromium-hand.ts';
import { openChromiumPanel } from './chromium-panel.ts';
import { ChromiumPermissions } from './chromium-permissions.ts';
import { copyThatHas, reloadWithout } from './chromium-will-allow.ts';
import { ChromiumWorker } from './chromium-worker.ts';
import type { Browser, LaunchOptions, MediaFeatures, Panel, Popup, Tab } from './driver.ts';
import { builtPage } from './extension-files.ts';
import { DrivenSurface } from './surface.ts';
import { until } from './until.ts';

const switches = [
  '--disable-gpu',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--no-first-run',
  '--window-size=1400,900',
];

class ChromiumTab extends DrivenSurface<ChromiumHand> implements Tab {
  #emulation: CDPSession | undefined;
  #size = { width: 1300, height: 800 };

  get page(): Page {
    return this.hand.page;
  }

  async goto(url: string): Promise<void> {
    await this.page.goto(url);
  }

  async reload(): Promise<void> {
    await this.page.reload();
  }

  async activate(): Promise<void> {
    await this.page.bringToFront();
  }

  async resize(width: number, height: number): Promise<void> {
    this.#size = { width, height };
    await this.page.setViewport(this.#size);
  }

  /** As the browser's zoom: fewer CSS pixels, each of more device pixels. */
  async zoom(factor: number): Promise<void> {
    const { width, height } = this.#size;
    await this.page.setViewport({ width: width / factor, height: height / factor, deviceScaleFactor: factor });
  }

  async emulate(features: MediaFeatures): Promise<void> {
    // It lasts as long as the session.
    this.#emulation ??= await this.page.createCDPSession();
    const named = Object.entries(features).map(([name, value]) => ({ name, value }));
    await this.#emulation.send('Emulation.setEmulatedMedia', { features: named });
  }

  async close(): Promise<void> {
    await this.page.close();
  }
}

function tabOf(page: Page): ChromiumTab {
  return new ChromiumTab(new ChromiumHand(`the page ${page.url()}`, page));
}

/** Chromium with the extension, through puppeteer over a pipe. */
class ChromiumDriver implements Browser {
  readonly name = 'chromium';
  readonly version: string;
  readonly extensionOrigin: string;
  readonly cannot = { containerPage: limitSentence('containers', 'chromium') };
  readonly closed: Promise<void>;
  readonly #chromium: Chromium;
  readonly #folder: string;
  readonly #extension: Extension;
  /** A page of the extension in which nothing of it runs: `chrome.*` without side effects. */
  readonly #quiet: Page;
  readonly #permissions: ChromiumPermissions;
  readonly #worker: ChromiumWorker;
  readonly #shown: boolean;

  constructor(parts: {
    chromium: Chromium;
    version: string;
    folder: string;
    extension: Extension;
    quiet: Page;
    permissions: ChromiumPermissions;
    closed: Promise<void>;
    shown: boolean;
  }) {
    this.version = parts.version;
    this.extensionOrigin = `chrome-extension://${parts.extension.id}/`;
    this.#chromium = parts.chromium;
    this.#folder = parts.folder;
    this.#extension = parts.extension;
    this.#quiet = parts.quiet;
    this.#permissions = parts.permissions;
    this.#worker = new ChromiumWorker(parts.chromium, parts.quiet, this.extensionOrigin);
    this.closed = parts.closed;
    this.#shown = parts.shown;
  }

  async newPage(url: string): Promise<Tab> {
    const page = await this.#chromium.newPage();
    await page.goto(url);
    return tabOf(page);
  }

  async privatePage(url: string): Promise<Tab> {
    const page = await (await this.#chromium.createBrowserContext()).newPage();
    await page.goto(url);
    return tabOf(page);
  }

  containerPage(): Promise<Tab> {
    throw new Error(this.cannot.containerPage);
  }

  openPanel(tab: Tab): Promise<Panel> {
    return openChromiumPanel(this.#pageOf(tab), this.extensionOrigin, this.#shown);
  }

  extensionPage(ending: string): Promise<Tab> {
    return this.newPage(this.extensionOrigin + builtPage(this.#folder, ending));
  }

  grant(patterns: readonly string[]): Promise<void> {
    return this.#permissions.grant(patterns);
  }

  revoke(patterns: readonly string[]): Promise<void> {
    return this.#permissions.revoke(patterns);
  }

  async tidy(): Promise<void> {
    const [first, ...pages] = await this.#chromium.pages();
    await Promise.all(pages.filter((page) => page !== this.#quiet).map((page) => page.close().catch(() => {})));
    await first?.bringToFront();
    await this.#permissions.revokeAll();
  }

  async switchExtension(name: string, on: boolean): Promise<void> {
    const settings = await this.#chromium.newPage();
    await settings.goto('chrome://extensions/');
    await settings.evaluate(`chrome.management.getAll().then((all) =>
      chrome.management.setEnabled(all.find(({ name }) => name === ${JSON.stringify(name)}).id, ${on}))`);
    await settings.close();
  }

  stopWorker(): Promise<void> {
    return this.#worker.stop();
  }

  worker<A extends readonly unknown[], T>(body: (...args: A) => T | Promise<T>, ...args: A): Promise<T> {
    return this.#worker.evaluate(body, args);
  }

  async badge(tab: Tab): Promise<string> {
    await tab.activate();
    return (await this.#quiet.evaluate(
      `chrome.tabs.query({ active: true, currentWindow: true })
        .then(([tab]) => chrome.action.getBadgeText({ tabId: tab.id }))`,
    )) as string;
  }

  /** The real popup, opened as by a click on the toolbar button (which also gives `activeTab`). */
  async popup(tab: Tab): Promise<Popup> {
    await tab.activate();
    await this.#extension.triggerAction(this.#pageOf(tab));
    const popup = await this.#chromium.waitForTarget((target) => {
      return target.url().startsWith(this.extensionOrigin) && new URL(target.url()).pathname.endsWith('popup.html');
    });
    const page = await popup.asPage();
    return new ChromiumTab(new ChromiumHand('the popup', page));
  }

  async close(): Promise<void> {
    await this.#chromium.close();
    await this.closed;
  }

  #pageOf(tab: Tab): Page {
    if (!(tab instanceof ChromiumTab)) throw new Error('This tab belongs to another browser');
    return tab.page;
  }
}

/** Starts Chromium with unpacked extensions. Throws where no Chromium is installed. */
export async function launchChromium(options: LaunchOptions): Promise<Browser> {
  const executablePath = findBrowser('chromium');
  if (executablePath === null) throw new Error('No Chromium found; install one or set CHROME_PATH');
  const [built, ...beside] = options.extensions.map((folder) => resolve(folder));
  const willAllow = options.willAllow ?? [];
  const folder = willAllow.length === 0 ? (built ?? '') : await copyThatHas(built ?? '', willAllow);
  const folders = [...(options.before ?? []).map((each) => resolve(each)), folder, ...beside];
  const profile = options.profile ?? (await mkdtemp(join(tmpdir(), 'resave-chromium-')));
  const shown = options.headless === false;
  const chromium = await puppeteer.launch({
    executablePath,
    headless: !shown,
    // Who shows the browser to a person decides how the person ends it.
    handleSIGINT: !shown,
    handleSIGTERM: !shown,
    handleSIGHUP: !shown,
    pipe: true,
    enableExtensions: folders,
    userDataDir: profile,
    defaultViewport: null,
    args: [...switches, ...(runningAsRoot ? ['--no-sandbox'] : []), 'about:blank'],
  });
  const closed = new Promise<void>((gone) => chromium.once('disconnected', gone)).then(async () => {
    if (options.profile === undefined) await rm(profile, { recursive: true, force: true, maxRetries: 5 });
    if (folder !== built) await rm(folder, { recursive: true, force: true });
  });
  try {
    const extension = await until(`the extension ${basename(folder)} to be loaded`, async () =>
      [...(await chromium.extensions()).values()].find((loaded) => resolve(loaded.path) === folder),
    );
    if (folder !== built) await reloadWithout(chromium, extension.id, folder, built ?? '');
    const quiet = await chromium.newPage();
    await quiet.goto(`chrome-extension://${extension.id}/manifest.json`);
    const permissions = await ChromiumPermissions.create(chromium, extension.id, quiet, options.prompts ?? 'allow');
    const version = await chromium.version();
    return new ChromiumDriver({ chromium, version, folder, extension, quiet, permissions, closed, shown });
  } catch (error) {
    await chromium.close();
    await closed;
    throw error;
  }
}
