/**
 * Draws public/icons/*.png from public/icons/icon.svg with the installed Chromium: `npx tsx scripts/icons.ts`.
 * The PNGs are committed; run it only after changing the drawing.
 */
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import puppeteer from 'puppeteer-core';
import { findBrowser, runningAsRoot } from './lib/browsers.mjs';

const icons = new URL('../public/icons/', import.meta.url);
const drawing = await readFile(new URL('icon.svg', icons), 'utf8');
const executablePath = findBrowser('chromium');
if (executablePath === null) throw new Error('No Chromium found; set CHROME_PATH.');

const browser = await puppeteer.launch({ executablePath, args: runningAsRoot ? ['--no-sandbox'] : [] });
try {
  const page = await browser.newPage();
  for (const size of [16, 32, 48, 128]) {
    await page.setViewport({ width: size, height: size });
    // At 16 px the lines of text would only be a blur.
    const detail = size < 32 ? '.detail{display:none}' : '';
    await page.setContent(
      `<style>*{margin:0}svg{display:block;width:${size}px;height:${size}px}${detail}</style>${drawing}`,
    );
    await page.screenshot({
      path: `${fileURLToPath(icons)}${size}.png`,
      omitBackground: true,
      clip: { x: 0, y: 0, width: size, height: size },
    });
  }
} finally {
  await browser.close();
}
