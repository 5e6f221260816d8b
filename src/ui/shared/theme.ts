import browser from 'webextension-polyfill';

/**
 * Follows the theme of DevTools where there is one (`dark` / `default` in Chromium, `dark` / `light` in Firefox), else the system's.
 * Sets `data-theme` and `data-host` on the document; the style sheets do the rest.
 */
export function followTheme(root: HTMLElement): void {
  const dark = matchMedia('(prefers-color-scheme: dark)');
  // Only DevTools pages have this object; its typings say that all have.
  const panels = browser.devtools?.panels as typeof browser.devtools.panels | undefined;
  root.dataset.host = navigator.userAgent.includes('Firefox/') ? 'firefox' : 'chromium';
  const apply = (name: string | undefined): void => {
    root.dataset.theme = (name === undefined ? dark.matches : name === 'dark') ? 'dark' : 'light';
  };
  apply(panels?.themeName);
  if (panels === undefined) {
    dark.addEventListener('change', () => apply(undefined));
    return;
  }
  // Firefox has an event, Chromium one handler that the typings do not know.
  if ('onThemeChanged' in panels) panels.onThemeChanged.addListener(apply);
  const setHandler: unknown = Reflect.get(panels, 'setThemeChangeHandler');
  if (typeof setHandler === 'function')
    setHandler.call(panels, (name: unknown) => apply(typeof name === 'string' ? name : 'default'));
}
