import browser from 'webextension-polyfill';
import { isFields } from '../http/unknown.ts';
import type { DevtoolsLinks } from './world.ts';

/** A method of `devtools.panels` that not every browser has, nor the typings. */
function methodOf(object: unknown, name: string): ((...args: unknown[]) => unknown) | null {
  if (!isFields(object)) return null;
  const method = Reflect.get(object, name);
  return typeof method === 'function' ? (...args) => Reflect.apply(method, object, args) : null;
}

/**
 * The ways from Resave to other panels of DevTools. Chromium 156: `panels.openResource` (Sources) and `panels.network.show`
 * (Network, with a filter). Firefox 153 has neither.
 */
export function devtoolsLinks(): DevtoolsLinks {
  const panels: unknown = browser.devtools.panels;
  const openResource = methodOf(panels, 'openResource');
  const showNetwork = methodOf(isFields(panels) ? Reflect.get(panels, 'network') : null, 'show');
  return {
    ...(openResource === null
      ? {}
      : {
          source: (url, line, column) =>
            new Promise((told) => {
              openResource(url, line, column, (answer: unknown) => told(!isFields(answer) || answer.isError !== true));
            }),
        }),
    ...(showNetwork === null ? {} : { network: (url) => void showNetwork({ filter: `url:${url}` }) }),
  };
}
