import type { Page } from 'puppeteer-core';

/** Milliseconds and, of the heap, MB. */
export type Figures = {
  /** From asking for the document (Network panel: from handing over the file) to painted rows. */
  readonly rows: number;
  /** From a keystroke in the filter to painted rows. */
  readonly filterPainted: number;
  /** Script that a keystroke costs in all, and the longest time that it holds the panel. */
  readonly filterScript: number;
  readonly filterLongest: number;
  /** Time of a frame while scrolling, and the work in it. */
  readonly frame: number;
  readonly frameScript: number;
  readonly heap: number;
};

/** In the DevTools page, as a string: its modules exist only there. Seen in Chromium 156. */
const script = (recipe: string) => `(async () => {
  const { ViewManager } = await import('./ui/legacy/legacy.js');
  await ViewManager.ViewManager.instance().showView('network');
  const { NetworkPanel } = await import('./panels/network/network.js');
  const view = NetworkPanel.NetworkPanel.instance().networkLogView;
  const deep = (root) => [...root.querySelectorAll('*')].flatMap((e) => (e.shadowRoot ? [e, ...deep(e.shadowRoot)] : [e]));
  const body = () => deep(view.element).filter((e) => e.matches('tr') && e.querySelector('.name-column') && !e.closest('thead'));
  const painted = (fits) => new Promise((done) => {
    const look = () => {
      const rows = body();
      if (rows.length > 0 && rows.every(fits)) requestAnimationFrame(() => setTimeout(() => done(performance.now())));
      else requestAnimationFrame(look);
    };
    look();
  });
  const file = new File([resaveBench.archive(${recipe})], 'bench.har', { type: 'application/json' });
  const begun = performance.now();
  void view.onLoadFromFile(file);
  const rows = (await painted(() => true)) - begun;
  // The rest of the file may still be coming.
  while (view.progressBarContainer.childElementCount > 0) await new Promise(requestAnimationFrame);
  const typed = performance.now();
  view.setTextFilterValue('orders');
  const filterPainted = (await painted((row) => view.dataGrid.rootNode().children.length < COUNT && row.textContent.length > 0)) - typed;
  return { rows, filterPainted };
})()`;

/** The browser's own Network panel on the same exchanges, or the reason why it could not be driven. */
export async function measureNetwork(
  devtools: Page,
  source: string,
  recipe: { readonly count: number },
): Promise<Figures | string> {
  try {
    await devtools.evaluate(source);
    const client = await devtools.createCDPSession();
    await client.send('HeapProfiler.collectGarbage');
    const before = await client.send('Runtime.getHeapUsage');
    const code = script(JSON.stringify(recipe)).replaceAll('COUNT', String(recipe.count));
    const told = (await devtools.evaluate(code)) as { rows: number; filterPainted: number };
    await client.send('HeapProfiler.collectGarbage');
    const after = await client.send('Runtime.getHeapUsage');
    const none = Number.NaN;
    const heap = (after.usedSize - before.usedSize) / (1024 * 1024);
    return { ...told, filterScript: none, filterLongest: none, frame: none, frameScript: none, heap };
  } catch (error) {
    return `the front-end of this DevTools could not be driven: ${error instanceof Error ? error.message : String(error)}`;
  }
}
