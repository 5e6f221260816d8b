import { readFileSync } from 'node:fs';
import { crx } from '@crxjs/vite-plugin';
import preact from '@preact/preset-vite';
import { defineConfig } from 'vite';
import { apart } from './scripts/lib/apart.ts';
import { bundleSizes } from './scripts/lib/bundle-sizes.ts';
import { crxManifest } from './scripts/lib/manifest-for.ts';
import { noMarkup } from './scripts/lib/no-markup.ts';
import { buildTarget } from './scripts/lib/oldest-browsers.ts';
import { pageScripts } from './scripts/lib/page-scripts.ts';

/** First load, kB of gzip; the build fails above it. A change that needs more raises its number here, knowingly. */
const budgets = [
  { name: 'background', entry: /\/shells\/background\.ts$/, kilobytes: 26, loader: 'service-worker-loader.js' },
  { name: 'panel', entry: /\/shells\/panel\.html$/, kilobytes: 60 },
  { name: 'popup', entry: /\/shells\/popup\.html$/, kilobytes: 50 },
  { name: 'devtools page', entry: /\/shells\/devtools\.html$/, kilobytes: 15 },
];

/** Scripts that run in the pages of watched sites. */
const scripts = { 'page/hook.js': 'src/shells/page-hook.ts', 'page/relay.js': 'src/shells/page-relay.ts' };

export default defineConfig(({ mode }) => {
  const browser = mode === 'firefox' ? 'firefox' : 'chrome';
  return {
    plugins: [
      preact(),
      noMarkup(),
      crx({ manifest: crxManifest(browser), browser }),
      pageScripts(scripts, buildTarget(browser)),
      apart(/\/shells\/background\.ts$/, browser === 'chrome' ? 'classic' : 'module'),
      bundleSizes(budgets),
    ],
    define: { privacyText: JSON.stringify(readFileSync('PRIVACY.md', 'utf8')) },
    build: {
      outDir: `dist/${browser}`,
      emptyOutDir: true,
      target: buildTarget(browser),
      modulePreload: false,
      // Pages that no manifest key names must be listed, or they are silently missing.
      rollupOptions: {
        input: {
          panel: 'src/shells/panel.html',
          welcome: 'src/shells/welcome.html',
          guide: 'src/shells/guide.html',
          example: 'src/shells/example.html',
          privacy: 'src/shells/privacy.html',
          bring: 'src/shells/bring.html',
          ...(browser === 'chrome' ? { host: 'src/shells/host.html' } : {}),
        },
      },
    },
  };
});
