import type browser from 'webextension-polyfill';
import { isFields, isString } from '../http/unknown.ts';
import { openAttribute, openEvent } from '../ui/open-event.ts';

/** The panel with what only Chromium's has. */
type ExtensionPanel = Awaited<ReturnType<typeof browser.devtools.panels.create>> & { readonly show?: () => void };

/**
 * Puts “Open using Resave” into the menu of a request in the browser's own Network panel (and of files in Sources).
 * Chromium 156, `setOpenResourceHandler`; Firefox 153 has no way for an extension into the menus of its Network panel.
 */
export function openInResave(panels: unknown, panel: ExtensionPanel): void {
  const setHandler = isFields(panels) ? Reflect.get(panels, 'setOpenResourceHandler') : undefined;
  if (typeof setHandler !== 'function') return;
  let shown: Window | null = null;
  let wanted: string | null = null;
  const tell = (): void => {
    if (shown === null || wanted === null) return;
    // For a document whose script has not run yet: it looks for the attribute when it does.
    shown.document.documentElement.setAttribute(openAttribute, wanted);
    shown.dispatchEvent(new Event(openEvent));
    wanted = null;
  };
  panel.onShown.addListener((window) => {
    shown = window;
    tell();
  });
  panel.onHidden.addListener(() => {
    shown = null;
  });
  setHandler.call(panels, (resource: unknown) => {
    if (!isFields(resource) || !isString(resource.url)) return;
    wanted = resource.url;
    if (shown !== null) tell();
    else panel.show?.();
  });
}
