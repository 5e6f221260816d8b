import { Page } from 'puppeteer-core';
import type { Tab } from '../../e2e/support/driver.ts';

/** The page behind a Chromium tab, for keys held down and points on a canvas, which no role has. */
export function pageOf(tab: Tab): Page {
  const page: unknown = 'page' in tab ? tab.page : null;
  if (!(page instanceof Page)) throw new Error('This tab is not one of Chromium’s');
  return page;
}
