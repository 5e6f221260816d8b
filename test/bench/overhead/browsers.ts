import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import puppeteer, { type CDPSession, type Browser as Chromium } from 'puppeteer-core';
import { findBrowser, runningAsRoot } from '../../../scripts/lib/browsers.mjs';
import { ChromiumPermissions } from '../../e2e/support/chromium-permissions.ts';
import { until } from '../../e2e/support/until.ts';

/** What is measured: an own Chromium with or without an extension, a grant, a proxy, DevTools. */
export type Variant = {
  readonly name: string;
  /** Folder of an unpacked extension. */
  readonly extension?: string;
  /** Host permissions given as a person gives them. */
  readonly grant?: readonly string[];
  readonly proxy?: number;
  /** The panel of DevTools that stands open on the page. */
  readonly devtools?: 'network';
};

/** A page of one variant, ready to be timed. */
export type Bench = {
  /** Milliseconds that the page needed for so many fetches of that kind. */
  readonly round: (kind: Kind, count: number) => Promise<number>;
  readonly close: () => Promise<void>;
};

/** `plain`: reads without a validator. `tagged`: every answer carries an ETag and every tenth request is a PUT with If-Match. */
export type Kind = 'plain' | 'tagged';

const switches = [
  '--disable-gpu',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--no-first-run',
  // Pages of other variants wait their turn in windows of their own; none may be slowed for being in the background.
  '--disable-background-timer-throttling',
  '--disable-renderer-backgrounding',
  '--disable-backgrounding-occluded-windows',
];

async function extensionIn(chromium: Chromium, folder: string) {
  return until(`the extension ${folder} to be loaded`, async () =>
    [...(await chromium.extensions()).values()].find((loaded) => resolve(loaded.path) === resolve(folder)),
  );
}

/** Host permissions of the extension, given to it before the page is opened. */
async function grant(chromium: Chromium, id: string, patterns: readonly string[]): Promise<void> {
  const quiet = await chromium.newPage();
  await quiet.goto(`chrome-extension://${id}/manifest.json`);
  const permissions = await ChromiumPermissions.create(chromium, id, quiet, 'allow');
  await permissions.grant(patterns);
  await quiet.close();
}

/** A tab that no domain of the protocol listens to: puppeteer's own pages listen to the network, which costs as well. */
async function openTab(chromium: Chromium, url: string, devtools: Variant['devtools']): Promise<CDPSession> {
  const browser = await chromium.target().createCDPSession();
  const { targetId } = await browser.send('Target.createTarget', { url });
  const target = await chromium.waitForTarget((each) => each.url() === url);
  if (devtools !== undefined) await browser.send('Target.openDevTools', { targetId, panelId: devtools });
  return target.createCDPSession();
}

/** Starts the variant's browser on the server's page. */
export async function openBench(variant: Variant, port: number): Promise<Bench> {
  const executablePath = findBrowser('chromium');
  if (executablePath === null) throw new Error('No Chromium found; install one or set CHROME_PATH');
  const profile = await mkdtemp(join(tmpdir(), 'resave-overhead-'));
  const { extension, proxy } = variant;
  const chromium = await puppeteer.launch({
    executablePath,
    pipe: true,
    ...(extension === undefined ? {} : { enableExtensions: [resolve(extension)] }),
    userDataDir: profile,
    defaultViewport: null,
    args: [
      ...switches,
      ...(runningAsRoot ? ['--no-sandbox'] : []),
      ...(proxy === undefined ? [] : [`--proxy-server=http://localhost:${proxy}`, '--proxy-bypass-list=<-loopback>']),
      'about:blank',
    ],
  });
  if (extension !== undefined) {
    const { id } = await extensionIn(chromium, extension);
    if (variant.grant !== undefined) await grant(chromium, id, variant.grant);
  }
  const page = await openTab(chromium, `http://localhost:${port}/`, variant.devtools);
  const evaluate = async (expression: string): Promise<unknown> => {
    const answer = await page.send('Runtime.evaluate', { expression, awaitPromise: true, returnByValue: true });
    if (answer.exceptionDetails) throw new Error(answer.exceptionDetails.exception?.description ?? 'the page threw');
    return answer.result.value;
  };
  await until('the page to be loaded', async () => (await evaluate('document.readyState')) === 'complete');
  return {
    async round(kind, count) {
      return Number(await evaluate(`burst(${JSON.stringify(kind)}, ${count})`));
    },
    async close() {
      await chromium.close();
      await rm(profile, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}
