import type { ManifestV3Export } from '@crxjs/vite-plugin';
import manifest from '../../manifest.json' with { type: 'json' };
import pkg from '../../package.json' with { type: 'json' };
import { oldest } from './oldest-browsers.ts';

/** One manifest, two browsers: they differ in what follows and in nothing else. */
export function manifestFor(browser: 'chrome' | 'firefox') {
  const { background, ...common } = { ...manifest, version: pkg.version };
  if (browser === 'chrome')
    return {
      ...common,
      // Acts and causes live in a document of their own (src/shells/host.ts).
      permissions: [...common.permissions, 'offscreen'],
      background,
      minimum_chrome_version: String(oldest('chrome')),
    };
  return {
    ...common,
    // Firefox has event pages instead of service workers; crxjs wants `scripts` written out (a service_worker alone crashes it).
    background: { scripts: [background.service_worker], type: 'module' },
    browser_specific_settings: {
      gecko: {
        id: 'resave@resave.dev',
        strict_min_version: `${oldest('firefox')}.0`,
        data_collection_permissions: { required: ['none'] },
      },
    },
  };
}

/** The same for crxjs, whose typings know less of Firefox. */
export function crxManifest(browser: 'chrome' | 'firefox'): ManifestV3Export {
  return manifestFor(browser) as ManifestV3Export;
}
