/**
 * The oldest browsers that Resave runs in, and what sets them: each API that it uses and that came late, with the version that brought it.
 * The manifest's minimum versions are the largest of each column; docs/browsers.md shows this table; a test holds the three together.
 * Versions as MDN's browser-compat-data has them (a test compares), else as Chrome's API reference. What JavaScript itself may use is
 * held by `lib` in tsconfig.json (ES2023: Chrome 110, Firefox 115), and the build's target is the oldest browser.
 */
export type Needed = {
  /** As it is shown. */
  readonly api: string;
  readonly what: string;
  /** null: this browser is not asked for it. */
  readonly chrome: number | null;
  readonly firefox: number | null;
  /** Where it is used: a pattern that some file of src, or the manifest, must match. */
  readonly used: RegExp;
  /** Its place in MDN's data; absent where that does not have it. */
  readonly compat?: string;
};

export const needed: readonly Needed[] = [
  {
    api: '`URL.canParse`',
    what: 'addresses from the wire, read without exceptions',
    chrome: 120,
    firefox: 115,
    used: /URL\.canParse/,
    compat: 'api.URL.canParse_static',
  },
  {
    api: '`browser_specific_settings.gecko.data_collection_permissions`',
    what: 'Firefox says at the installation that nothing is collected. The desktop knows it since 140; the store’s checker asks for 142, because Firefox for Android knows it since then',
    chrome: null,
    firefox: 142,
    used: /data_collection_permissions/,
  },
  {
    api: '`optional_host_permissions`',
    what: 'no site is watched unless you say so',
    chrome: 102,
    firefox: 128,
    used: /"optional_host_permissions"/,
    compat: 'webextensions.manifest.optional_host_permissions',
  },
  {
    api: '`storage.session`',
    what: 'what must survive the background and must not reach the disk',
    chrome: 102,
    firefox: 115,
    used: /storage\.session/,
    compat: 'webextensions.api.storage.session',
  },
  {
    api: '`offscreen`',
    what: 'acts and causes beside the service worker, in whose way they would stand there',
    chrome: 109,
    firefox: null,
    used: /createDocument/,
  },
  {
    api: '`Array.prototype.toReversed`',
    what: 'lists',
    chrome: 110,
    firefox: 115,
    used: /\.toReversed\(|\.toSorted\(/,
    compat: 'javascript.builtins.Array.toReversed',
  },
  {
    api: '`background.type: "module"`',
    what: 'the background is a module; in Chromium it is a classic worker',
    chrome: null,
    firefox: 112,
    used: /"type": "module"/,
    compat: 'webextensions.manifest.background.type',
  },
  {
    api: '`scripting.executeScript`',
    what: 'checks and replays in the page',
    chrome: 88,
    firefox: 102,
    used: /executeScript/,
    compat: 'webextensions.api.scripting.executeScript',
  },
  {
    api: '`color-mix()`',
    what: 'colours that follow DevTools’ theme',
    chrome: 111,
    firefox: 113,
    used: /color-mix\(/,
    compat: 'css.types.color.color-mix',
  },
  {
    api: '`browsingData.remove({ origins })`',
    what: 'one site’s cache and no other’s',
    chrome: 74,
    firefox: null,
    used: /origins: \[origin\]/,
  },
  {
    api: '`scripting.registerContentScripts` with `world` and `matchOriginAsFallback`',
    what: 'the hook in the pages of watched sites, in all their frames',
    chrome: 119,
    firefox: 128,
    used: /matchOriginAsFallback/,
    compat: 'webextensions.api.scripting.RegisteredContentScript.matchOriginAsFallback',
  },
  {
    api: '`IDBDatabase.transaction` with `durability`',
    what: 'rows are written without waiting for the disk',
    chrome: 83,
    firefox: 126,
    used: /durability/,
    compat: 'api.IDBTransaction.durability',
  },
  {
    api: '`:has()`',
    what: 'the look of choices in the popup',
    chrome: 105,
    firefox: 121,
    used: /:has\(/,
    compat: 'css.selectors.has',
  },
  {
    api: '`DecompressionStream`',
    what: 'logs and HAR files as gzip',
    chrome: 80,
    firefox: 113,
    used: /DecompressionStream/,
    compat: 'api.DecompressionStream',
  },
  {
    api: '`@container`',
    what: 'the panel in a narrow DevTools',
    chrome: 105,
    firefox: 110,
    used: /@container/,
    compat: 'css.at-rules.container',
  },
  {
    api: '`browsingData.remove({ cookieStoreId })`',
    what: 'one container’s cookies and no other’s',
    chrome: null,
    firefox: 84,
    used: /cookieStoreId/,
    compat: 'webextensions.api.browsingData.RemovalOptions.cookieStoreId',
  },
];

/** The build's target: what the oldest browser cannot read is written otherwise, and nothing else. */
export function buildTarget(browser: 'chrome' | 'firefox'): string {
  return `${browser}${oldest(browser)}`;
}

/** The oldest version that has all of it. */
export function oldest(browser: 'chrome' | 'firefox'): number {
  return Math.max(...needed.map((one) => one[browser] ?? 0));
}

/** The table as docs/browsers.md has it, latest first. */
export function neededTable(): string {
  const cell = (one: Needed, browser: 'chrome' | 'firefox'): string => {
    const version = one[browser];
    if (version === null) return '–';
    return version === oldest(browser) ? `**${version}**` : String(version);
  };
  const rows = [...needed].sort(
    (a, b) => Math.max(b.chrome ?? 0, b.firefox ?? 0) - Math.max(a.chrome ?? 0, a.firefox ?? 0),
  );
  return [
    '| API | for | Chromium | Firefox |',
    '|---|---|---|---|',
    ...rows.map((one) => `| ${one.api} | ${one.what} | ${cell(one, 'chrome')} | ${cell(one, 'firefox')} |`),
  ].join('\n');
}
