/**
 * Draws public/icons/*.png and the stores' images from public/icons/icon.svg with the installed Chromium: `npx tsx scripts/icons.ts`.
 * The PNGs are committed; run it only after changing the drawing.
 */
import { copyFile, mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import puppeteer, { type Page } from 'puppeteer-core';
import { findBrowser, runningAsRoot } from './lib/browsers.mjs';

const root = fileURLToPath(new URL('../', import.meta.url));
const icons = join(root, 'public/icons');
const images = join(root, 'store/images');
const drawing = await readFile(join(icons, 'icon.svg'), 'utf8');

async function draw(
  page: Page,
  path: `${string}.png`,
  width: number,
  height: number,
  content: string,
  isOpaque = false,
): Promise<void> {
  await page.setViewport({ width, height });
  await page.setContent(
    `<style>*{margin:0;box-sizing:border-box}body{width:${width}px;height:${height}px}</style>${content}`,
  );
  await page.screenshot({ path, omitBackground: !isOpaque, clip: { x: 0, y: 0, width, height } });
}

/** The drawing at a size, with room around it. At 16 px the lines of text would only be a blur. */
function icon(size: number, room = 0): string {
  const detail = size < 32 ? '.detail{display:none}' : '';
  return `<style>svg{display:block;width:${size}px;height:${size}px;margin:${room}px}${detail}</style>${drawing}`;
}

const promo = `<style>
  body{display:flex;flex-direction:column;align-items:center;justify-content:center;gap:14px;background:linear-gradient(160deg,#f4f7fd,#d7e3f8);color:#14233f;font-family:"Noto Sans","DejaVu Sans",Arial,sans-serif}
  svg{width:112px;height:112px}
  h1{font-size:44px;line-height:1;font-weight:700}
  p{font-size:19px;line-height:1.3;color:#33415e}
</style>${drawing}<h1>Resave</h1><p>Your save was refused. See why. Save it.</p>`;

const executablePath = findBrowser('chromium');
if (executablePath === null) throw new Error('No Chromium found; set CHROME_PATH.');
await mkdir(images, { recursive: true });
const browser = await puppeteer.launch({ executablePath, args: runningAsRoot ? ['--no-sandbox'] : [] });
try {
  const page = await browser.newPage();
  for (const size of [16, 32, 48, 128]) await draw(page, `${icons}/${size}.png`, size, size, icon(size));
  // The Chrome Web Store wants 16 px of room around 96 px of drawing.
  await draw(page, `${images}/chrome-icon-128.png`, 128, 128, icon(96, 16));
  for (const size of [64, 128]) await draw(page, `${images}/firefox-icon-${size}.png`, size, size, icon(size));
  await draw(page, `${images}/chrome-promo-440x280.png`, 440, 280, promo, true);
  await copyFile(join(icons, 'icon.svg'), join(images, 'firefox-icon.svg'));
} finally {
  await browser.close();
}
