import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { keyOf } from '../../src/texts/key.ts';
import { type Browser, launch } from './support/driver.ts';
import { builds } from './support/extension-files.ts';

/** Words that stand in nearly every English sentence and in no German or Japanese one. */
const english = /\b(the|this|which|your|its|nothing|what)\b.{0,40}/gi;

const pages = ['guide', 'welcome', 'settings', 'bring', 'example', 'privacy', 'popup'];

/**
 * The extension as a browser of that language reads it: other languages are taken out and this one is the default, so no
 * language package of the browser is needed. @returns its folder.
 */
function speaking(language: string, build: string): string {
  const folder = mkdtempSync(join(tmpdir(), `resave-${language}-`));
  cpSync(build, folder, { recursive: true });
  rmSync(join(folder, '_locales/en'), { recursive: true });
  const manifest = join(folder, 'manifest.json');
  writeFileSync(manifest, JSON.stringify({ ...JSON.parse(readFileSync(manifest, 'utf8')), default_locale: language }));
  return folder;
}

describe.each([
  ['chromium', 'de'],
  ['chromium', 'ja'],
  ['firefox', 'de'],
] as const)('%s in %s', (name, language) => {
  const said = JSON.parse(readFileSync(join('public/_locales', language, 'messages.json'), 'utf8'));
  let folder: string;
  let browser: Browser;
  beforeAll(async () => {
    folder = speaking(language, builds[name]);
    browser = await launch(name, { extensions: [folder] });
  });
  afterAll(async () => {
    await browser?.close();
    rmSync(folder, { recursive: true, force: true });
  });

  it('has no English on its pages', async () => {
    for (const ending of pages) {
      const page = await browser.extensionPage(`${ending}.html`);
      const shown = await page.until('the page to be shown', () =>
        page.evaluate(() => {
          const app = document.getElementById('app');
          if (app === null || app.childElementCount === 0) return null;
          const copy = document.createElement('div');
          copy.append(...[...app.childNodes].map((node) => node.cloneNode(true)));
          // What came from the wire, and code, is nobody's language; what is marked as English may be so.
          for (const part of copy.querySelectorAll('code, pre, .value, [lang=en]')) part.remove();
          return { language: document.documentElement.lang, text: copy.textContent ?? '' };
        }),
      );
      expect(shown.language, ending).toBe(language);
      // What the example's server said is in the server's language.
      const ours = shown.text.replaceAll('The note was changed since you opened it.', '');
      expect(ours.match(english) ?? [], ending).toEqual([]);
      await page.close();
    }
  });

  it('tells the causes in its language', async () => {
    const page = await browser.extensionPage('example.html');
    const title = said[keyOf(['Somebody else saved in between'])].message;
    await page.until('the cause to be told', () =>
      page.evaluate((text) => document.body.textContent?.includes(text) === true, title),
    );
    await page.close();
  });
});
