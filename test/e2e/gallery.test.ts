import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { extname, join, resolve } from 'node:path';
import preact from '@preact/preset-vite';
import { build } from 'vite';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { states } from '../ui/gallery/states.ts';
import { type Browser, launch, type Tab } from './support/driver.ts';
import { builds } from './support/extension-files.ts';

/** Every state of panel, popup, welcome page and guide, in both themes: axe finds nothing, and the extension's own policy holds. */
const types: { readonly [extension: string]: string } = {
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.css': 'text/css',
};

/** As in the manifest, without frame-ancestors; an inline style or script would break it. */
const policy = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:";

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

describe('the interface on made-up data', () => {
  const folder = mkdtempSync(join(tmpdir(), 'resave-gallery-'));
  let server: Server;
  let browser: Browser;
  let tab: Tab;
  let origin: string;

  beforeAll(async () => {
    await build({
      root: resolve('test/ui/gallery'),
      base: './',
      configFile: false,
      logLevel: 'error',
      plugins: [preact()],
      build: { outDir: folder, emptyOutDir: true, target: 'es2022', modulePreload: false },
    });
    server = createServer((request, response) => {
      const { pathname } = new URL(request.url ?? '/', 'http://gallery.test');
      try {
        const body = readFileSync(join(folder, pathname));
        const type = types[extname(pathname)] ?? 'application/octet-stream';
        response.writeHead(200, { 'Content-Type': type, 'Content-Security-Policy': policy }).end(body);
      } catch {
        response.writeHead(404).end();
      }
    });
    await new Promise<void>((done) => server.listen(0, done));
    const address = server.address();
    origin = `http://localhost:${typeof address === 'object' && address !== null ? address.port : 0}`;
    browser = await launch('chromium', { extensions: [builds.chromium] });
    tab = await browser.newPage('about:blank');
  });
  afterAll(async () => {
    await browser?.close();
    server?.close();
    rmSync(folder, { recursive: true, force: true });
  });

  const shown = [
    ...Object.keys(states),
    ...['loading', 'empty', 'no-store', 'diagnosis', 'replay', 'long', 'unsaved'].map((state) => `popup:${state}`),
    'welcome:diagnosis',
    'guide:empty',
  ];

  it.each(shown)('%s', async (state) => {
    for (const theme of ['light', 'dark'] as const) {
      await tab.goto(`${origin}/index.html?state=${state}&theme=${theme}`);
      await tab.until('the state to be shown', () =>
        tab.evaluate(() => document.documentElement.dataset.ready === 'true'),
      );
      const found = await tab.evaluate(async (source) => {
        // A colour that is still changing is not the one to judge.
        const changing = document.getAnimations().filter((animation) => animation instanceof CSSTransition);
        await Promise.allSettled(changing.map(({ finished }) => finished));
        new Function(source)();
        const axe = Reflect.get(globalThis, 'axe');
        const { violations } = await axe.run(document, { resultTypes: ['violations'] });
        return violations.map(
          (v: { id: string; nodes: { html: string }[] }) =>
            `${v.id}: ${v.nodes.map((n) => n.html.slice(0, 200)).join(' | ')}`,
        );
      }, axe);
      expect(found, `${state} in ${theme}`).toEqual([]);
      const beyond = await tab.evaluate(() => ({
        wide: document.documentElement.scrollWidth - innerWidth,
        text: (document.body.textContent ?? '').trim().length,
      }));
      expect(beyond.wide, `${state} in ${theme} is wider than its window`).toBeLessThanOrEqual(0);
      expect(beyond.text, `${state} in ${theme} shows nothing`).toBeGreaterThan(0);
    }
  });
});
