import type { Browser as Chromium, Page } from 'puppeteer-core';
import type { LaunchOptions } from './driver.ts';
import { until } from './until.ts';

const everySite = ['http://*/*', 'https://*/*'];

/**
 * Host permissions in Chromium. A prompt cannot be clicked in headless Chromium, but it can be answered beforehand: after
 * chrome://extensions has added a host, `permissions.request` for it resolves at once with true, `onAdded` fires, and until
 * then the extension has nothing (Chromium 156). So the extension's own request runs as it does for a person.
 */
export class ChromiumPermissions {
  readonly #chromium: Chromium;
  readonly #id: string;
  readonly #quiet: Page;
  readonly #prompts: LaunchOptions['prompts'];

  private constructor(chromium: Chromium, id: string, quiet: Page, prompts: LaunchOptions['prompts']) {
    this.#chromium = chromium;
    this.#id = id;
    this.#quiet = quiet;
    this.#prompts = prompts;
  }

  static async create(chromium: Chromium, id: string, quiet: Page, prompts: LaunchOptions['prompts']) {
    const permissions = new ChromiumPermissions(chromium, id, quiet, prompts);
    if (prompts === 'allow') await permissions.#settings('addHostPermission', everySite);
    return permissions;
  }

  async grant(patterns: readonly string[]): Promise<void> {
    if (this.#prompts !== 'allow') await this.#settings('addHostPermission', patterns);
    // puppeteer evaluates with a user gesture, which the request needs.
    const granted = await this.#quiet.evaluate(`chrome.permissions.request(${origins(patterns)})`);
    if (granted !== true) throw new Error(`Chromium did not grant ${patterns.join(', ')}`);
    await this.#untilHeld(patterns, true);
  }

  async revoke(patterns: readonly string[]): Promise<void> {
    await this.#quiet.evaluate(`chrome.permissions.remove(${origins(patterns)})`);
    await this.#untilHeld(patterns, false);
  }

  async revokeAll(): Promise<void> {
    const held = await this.#quiet.evaluate('chrome.permissions.getAll().then(({ origins }) => origins)');
    const patterns = (held as string[]).filter((pattern) => !pattern.startsWith('chrome:'));
    if (patterns.length > 0) await this.revoke(patterns);
  }

  async #untilHeld(patterns: readonly string[], held: boolean): Promise<void> {
    const contains = `chrome.permissions.contains(${origins(patterns)})`;
    await until(`${patterns.join(', ')} to be ${held ? 'granted' : 'revoked'}`, async () => {
      return (await this.#quiet.evaluate(contains)) === held;
    });
  }

  async #settings(call: 'addHostPermission' | 'removeHostPermission', patterns: readonly string[]): Promise<void> {
    const settings = await this.#chromium.newPage();
    await settings.goto('chrome://extensions/');
    for (const pattern of patterns)
      await settings.evaluate(
        `chrome.developerPrivate.${call}(${JSON.stringify(this.#id)}, ${JSON.stringify(pattern)})`,
      );
    await settings.close();
  }
}

function origins(patterns: readonly string[]): string {
  return JSON.stringify({ origins: patterns });
}
