import { copyFile, cp, mkdtemp, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser as Chromium } from 'puppeteer-core';
import { until } from './until.ts';

/**
 * Permissions of APIs in headless Chromium, where no prompt can be clicked. What an extension once had, `permissions.request` gives
 * again without a prompt (Chromium 156): so it is loaded once from a copy whose manifest demands them, and then anew with its own
 * manifest. From then on it has nothing of them until it asks, and its own request runs as it does for a person.
 */
export async function copyThatHas(built: string, permissions: readonly string[]): Promise<string> {
  const copy = await mkdtemp(join(tmpdir(), 'resave-allowed-'));
  await cp(built, copy, { recursive: true });
  const file = join(copy, 'manifest.json');
  const manifest = JSON.parse(await readFile(file, 'utf8'));
  const optional = manifest.optional_permissions.filter((name: string) => !permissions.includes(name));
  const demanding = {
    ...manifest,
    permissions: [...manifest.permissions, ...permissions],
    optional_permissions: optional,
  };
  await writeFile(file, JSON.stringify(demanding));
  return copy;
}

export async function reloadWithout(chromium: Chromium, id: string, copy: string, built: string): Promise<void> {
  await copyFile(join(built, 'manifest.json'), join(copy, 'manifest.json'));
  const settings = await chromium.newPage();
  await settings.goto('chrome://extensions/');
  // Without it Chromium keeps an unpacked extension off after a reload.
  await settings.evaluate('chrome.developerPrivate.updateProfileConfiguration({ inDeveloperMode: true })');
  await settings.evaluate(`chrome.developerPrivate.reload(${JSON.stringify(id)}, { failQuietly: true })`);
  await until('the extension to be loaded with its own manifest', async () => {
    const info = `chrome.developerPrivate.getExtensionInfo(${JSON.stringify(id)})`;
    const state = String(await settings.evaluate(`${info}.then((i) => i.state + JSON.stringify(i.disableReasons))`));
    if (!state.startsWith('ENABLED')) throw new Error(state);
    return true;
  });
  await settings.close();
}
