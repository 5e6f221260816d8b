import type { BrowserName } from '../../../scripts/lib/browsers.mjs';

/** An accessible name: the whole of it, or a pattern. */
export type Name = string | RegExp;

/** What narrows a look-up further than role and name. */
export type Where = {
  /** Only inside the first element of this description. */
  readonly within?: { readonly role: string; readonly name?: Name };
  /** Attributes with exactly these values. */
  readonly attributes?: { readonly [name: string]: string };
  /** Milliseconds; 15 000 unless told. */
  readonly timeout?: number;
};

/** Media features that a test can set. */
export type MediaFeatures = {
  readonly 'forced-colors'?: 'active';
  readonly 'prefers-reduced-motion'?: 'reduce';
};

/** An element as a person with or without eyes would get it. */
export type Seen = {
  readonly role: string;
  readonly name: string;
  /** Rendered text. */
  readonly text: string;
  /** The value of a field. */
  readonly value: string | null;
  readonly attributes: { readonly [name: string]: string };
  readonly disabled: boolean;
};

/**
 * A document that is driven as a person does it: elements are found by role and accessible name, clicks and keys are real
 * input events of the browser. Every method waits for its condition and throws with the condition's name when it is not met.
 */
export interface Surface {
  /** All visible elements that match now, in document order; does not wait. */
  all(role: string, name?: Name, where?: Where): Promise<Seen[]>;
  /** The first visible match, as soon as there is one. */
  waitFor(role: string, name?: Name, where?: Where): Promise<Seen>;
  /** Until nothing visible matches. */
  waitForGone(role: string, name?: Name, where?: Where): Promise<void>;
  /** A real mouse click in the middle of the element, once it is enabled, stands still and is not covered. */
  click(role: string, name?: Name, where?: Where): Promise<Seen>;
  /** Click into a field, select what it holds, type over it. */
  fill(role: string, name: Name, text: string, where?: Where): Promise<void>;
  text(role: string, name?: Name, where?: Where): Promise<string>;
  attribute(role: string, name: Name | undefined, attribute: string, where?: Where): Promise<string | null>;
  /** A key by its DOM name: `Enter`, `Tab`, `ArrowDown`, `a`. Goes to whatever has the focus. */
  press(key: string): Promise<void>;
  /** Runs in the document's main world; arguments and result travel as JSON. The function must not use anything from outside itself. */
  evaluate<A extends readonly unknown[], T>(body: (...args: A) => T | Promise<T>, ...args: A): Promise<T>;
  /** Runs a script in the document's main world, past the page's policy. */
  run(source: string): Promise<void>;
  /** Waits until `probe` gives something other than false, null or undefined. */
  until<T>(what: string, probe: () => Promise<T | false | null | undefined>, timeout?: number): Promise<T>;
  /** Writes a PNG. A panel's picture shows the whole DevTools window. */
  screenshot(path: string): Promise<void>;
}

/** A tab with an ordinary page. */
export interface Tab extends Surface {
  goto(url: string): Promise<void>;
  reload(): Promise<void>;
  activate(): Promise<void>;
  /** Size of the page's viewport, CSS pixels. */
  resize(width: number, height: number): Promise<void>;
  /** Media features as if the person's system had them; one that is not named is as it is. */
  emulate(features: MediaFeatures): Promise<void>;
  /** The browser's own zoom of the page that is shown; 1 is none. The window stays as large as `resize` made it. */
  zoom(factor: number): Promise<void>;
  close(): Promise<void>;
}

/** Resave's tab in the real DevTools of one page. */
export interface Panel extends Surface {
  /** Switches the theme of DevTools, as its settings do. */
  setTheme(theme: 'light' | 'dark'): Promise<void>;
  /** Evaluates an expression in DevTools' own page, which may import DevTools' modules. Chromium only. */
  inDevtools(expression: string): Promise<unknown>;
  /** The text of the HAR file that the browser's own Network panel saves of what it has seen so far. */
  networkHar(): Promise<string>;
  /** Closes DevTools. */
  close(): Promise<void>;
}

/** The real popup under the toolbar button, or the popup's document where the browser gives no way to it. */
export interface Popup extends Surface {
  close(): Promise<void>;
}

export type LaunchOptions = {
  /** Folders of unpacked extensions; the first is Resave (dist/chrome or dist/firefox, or something in its place). */
  readonly extensions: readonly [string, ...string[]];
  /** Folders of extensions that are in the browser before Resave comes. */
  readonly before?: readonly string[];
  /** False shows the window. */
  readonly headless?: boolean;
  /** A folder that outlives the browser, to start a second time on it. Otherwise a new one that is removed at the end. */
  readonly profile?: string;
  /** What a person would answer when asked for a permission: `allow` (at once, as if "Allow" had been clicked) or `leave` the question open. */
  readonly prompts?: 'allow' | 'leave';
  /** Optional permissions of APIs (`management`) that a person would give when asked; Firefox gives all under `allow`. */
  readonly willAllow?: readonly string[];
};

/** A real browser with the extension in it. One list of stories, two drivers. */
export interface Browser {
  readonly name: BrowserName;
  readonly version: string;
  /** Origin of Resave's pages, with a slash at the end. */
  readonly extensionOrigin: string;
  newPage(url: string): Promise<Tab>;
  /** The same in a new private window. */
  privatePage(url: string): Promise<Tab>;
  /** The same in a tab of the container of that name, which is made when it is first asked for. Firefox only. */
  containerPage(container: string, url: string): Promise<Tab>;
  /** Opens DevTools for the tab and shows the tab titled `Resave`. */
  openPanel(tab: Tab): Promise<Panel>;
  /** Opens one of the extension's own pages in a tab; the path is found by its end (`welcome.html`). */
  extensionPage(ending: string): Promise<Tab>;
  /** Grants host permissions as if the person had been asked and had said yes: `permissions.onAdded` fires. */
  grant(patterns: readonly string[]): Promise<void>;
  /** Takes host permissions away: `permissions.onRemoved` fires. */
  revoke(patterns: readonly string[]): Promise<void>;
  /** Closes every tab that was opened and takes every host permission away: whatever a test that failed has left. */
  tidy(): Promise<void>;
  /** Switches another extension off or on, by its name, as a person does in the browser's list of extensions. */
  switchExtension(name: string, on: boolean): Promise<void>;
  /** Ends the background worker (event page) as the browser does when it idles, and waits until it is gone. */
  stopWorker(): Promise<void>;
  /** Runs in the background worker, which is started if it sleeps. */
  worker<A extends readonly unknown[], T>(body: (...args: A) => T | Promise<T>, ...args: A): Promise<T>;
  /** Text of the toolbar badge as this tab shows it. */
  badge(tab: Tab): Promise<string>;
  /** Opens the popup for the tab. */
  popup(tab: Tab): Promise<Popup>;
  /** What this browser cannot do, by the name of the method, with the reason. */
  readonly cannot: { readonly [method: string]: string };
  /** Settles when the browser is gone, whoever ended it. */
  readonly closed: Promise<void>;
  close(): Promise<void>;
}

/** Starts one of the two browsers. Throws where it is not installed. */
export async function launch(name: BrowserName, options: LaunchOptions): Promise<Browser> {
  if (name === 'chromium') return (await import('./chromium.ts')).launchChromium(options);
  return (await import('./firefox.ts')).launchFirefox(options);
}
