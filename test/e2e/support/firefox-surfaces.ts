import type { MediaFeatures, Panel, Popup, Tab } from './driver.ts';
import type { ExtensionHand, TabHand } from './firefox-hands.ts';
import type { FirefoxWindow } from './firefox-window.ts';
import { DrivenSurface } from './surface.ts';
import { until } from './until.ts';

export class FirefoxTab extends DrivenSurface<TabHand> implements Tab {
  readonly #window: FirefoxWindow;

  constructor(hand: TabHand, window: FirefoxWindow) {
    super(hand);
    this.#window = window;
  }

  /** Extension pages load in another process, for which BiDi's own wait never ends. */
  async goto(url: string): Promise<void> {
    const { bidi, context } = this.hand;
    const wait = url.startsWith('moz-extension:') ? 'none' : 'complete';
    await bidi.send('browsingContext.navigate', { context, url, wait });
    await this.ready(url);
  }

  /** Until what was opened is there as a whole. */
  async ready(url: string): Promise<void> {
    await until(`${url} to be loaded`, async () => {
      const there = `location.href !== 'about:blank' && document.readyState === 'complete'`;
      return (await this.hand.evaluate(there)) === true;
    });
  }

  async reload(): Promise<void> {
    await this.hand.bidi.send('browsingContext.reload', { context: this.hand.context, wait: 'complete' });
  }

  async activate(): Promise<void> {
    await this.hand.bidi.send('browsingContext.activate', { context: this.hand.context });
  }

  async resize(width: number, height: number): Promise<void> {
    const { bidi, context } = this.hand;
    await bidi.send('browsingContext.setViewport', { context, viewport: { width, height } });
  }

  async emulate(features: MediaFeatures): Promise<void> {
    await this.#window.call('emulate', features);
  }

  async zoom(factor: number): Promise<void> {
    await this.activate();
    await this.#window.call('zoom', factor);
  }

  async close(): Promise<void> {
    await this.hand.bidi.send('browsingContext.close', { context: this.hand.context });
  }
}

export class ExtensionSurface extends DrivenSurface<ExtensionHand> implements Popup {
  readonly #close: () => Promise<void>;

  constructor(hand: ExtensionHand, close: () => Promise<void>) {
    super(hand);
    this.#close = close;
  }

  close(): Promise<void> {
    return this.#close();
  }

  /** Until the document is complete and its size stands. */
  async ready(): Promise<this> {
    let last = '';
    await until(`${this.hand.called} to be complete and of a stable size`, async () => {
      const now = String(await this.hand.evaluate('document.readyState + " " + innerWidth + "x" + innerHeight'));
      const stable = now === last && now.startsWith('complete') && !now.includes(' 0x') && !now.endsWith('x0');
      last = now;
      return stable;
    });
    return this;
  }
}

export class FirefoxPanel extends ExtensionSurface implements Panel {
  readonly setTheme: Panel['setTheme'];
  readonly networkHar: Panel['networkHar'];

  constructor(hand: ExtensionHand, devtools: Pick<Panel, 'close' | 'setTheme' | 'networkHar'>) {
    super(hand, devtools.close);
    this.setTheme = devtools.setTheme;
    this.networkHar = devtools.networkHar;
  }

  inDevtools(): Promise<unknown> {
    throw new Error('DevTools of Firefox 153 has no modules of this kind');
  }
}
