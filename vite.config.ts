import { readFileSync } from 'node:fs';
import { crx, type ManifestV3Export } from '@crxjs/vite-plugin';
import preact from '@preact/preset-vite';
import { defineConfig } from 'vite';
import manifest from './manifest.json' with { type: 'json' };
import pkg from './package.json' with { type: 'json' };
import { bundleSizes } from './scripts/lib/bundle-sizes.ts';
import { noMarkup } from './scripts/lib/no-markup.ts';
import { oneFile } from './scripts/lib/one-file.ts';

/** One manifest, two browsers: `vite build --mode chrome` and `--mode firefox` differ in what follows and in nothing else. */
function manifestFor(browser: 'chrome' | 'firefox'): ManifestV3Export {
  const { background, ...common } = { ...manifest, version: pkg.version };
  if (browser === 'chrome')
    return {
      ...common,
      // Its background cannot load code on demand: acts and causes live in a document of their own (src/shells/host.ts).
      permissions: [...common.permissions, 'offscreen'],
      background,
      minimum_chrome_version: '120',
    } as ManifestV3Export;
  return {
    ...common,
    // Firefox has event pages instead of service workers; crxjs wants `scripts` written out (a service_worker alone crashes it).
    background: { scripts: [background.service_worker], type: 'module' },
    browser_specific_settings: {
      gecko: {
        id: 'resave@resave.dev',
        strict_min_version: '142.0',
        data_collection_permissions: { required: ['none'] },
      },
    },
  } as ManifestV3Export;
}

/** First load, kB of gzip. A change that needs more raises its number here, knowingly. */
const budgets = [
  { name: 'background', entry: /\/shells\/background\.ts$/, kilobytes: 36 },
  { name: 'panel', entry: /\/shells\/panel\.html$/, kilobytes: 60 },
  { name: 'popup', entry: /\/shells\/popup\.html$/, kilobytes: 55 },
  { name: 'devtools page', entry: /\/shells\/devtools\.html$/, kilobytes: 15 },
];

export default defineConfig(({ mode }) => {
  const browser = mode === 'firefox' ? 'firefox' : 'chrome';
  return {
    plugins: [
      preact(),
      noMarkup(),
      crx({ manifest: manifestFor(browser), browser }),
      oneFile(/\/shells\/background\.ts$/),
      bundleSizes(budgets),
    ],
    define: { privacyText: JSON.stringify(readFileSync('PRIVACY.md', 'utf8')) },
    build: {
      outDir: `dist/${browser}`,
      emptyOutDir: true,
      target: 'es2022',
      modulePreload: false,
      // Pages that no manifest key names must be listed, or they are silently missing.
      rollupOptions: {
        input: {
          panel: 'src/shells/panel.html',
          welcome: 'src/shells/welcome.html',
          guide: 'src/shells/guide.html',
          privacy: 'src/shells/privacy.html',
          bring: 'src/shells/bring.html',
          ...(browser === 'chrome' ? { host: 'src/shells/host.html' } : {}),
        },
      },
    },
  };
});
