import { writeFile } from 'node:fs/promises';
import { type Bidi, stringIn } from './bidi.ts';
import { bidiKey } from './bidi-keys.ts';
import type { Place } from './firefox-chrome.ts';
import type { FirefoxWindow } from './firefox-window.ts';
import type { Hand } from './surface.ts';

/** A hand in an ordinary tab: BiDi's own commands. */
export class TabHand implements Hand {
  readonly called: string;
  readonly context: string;
  readonly bidi: Bidi;

  constructor(bidi: Bidi, context: string, called: string) {
    this.bidi = bidi;
    this.context = context;
    this.called = called;
  }

  evaluate(expression: string): Promise<unknown> {
    return this.bidi.evaluate(this.context, expression);
  }

  async clickAt(x: number, y: number): Promise<void> {
    const at = { type: 'pointerMove', x: Math.round(x), y: Math.round(y) };
    const actions = [at, { type: 'pointerDown', button: 0 }, { type: 'pointerUp', button: 0 }];
    await this.#perform({ type: 'pointer', id: 'mouse', parameters: { pointerType: 'mouse' }, actions });
  }

  async press(key: string): Promise<void> {
    await this.#keys([key]);
  }

  async type(text: string): Promise<void> {
    await this.#keys([...text]);
  }

  async screenshot(path: string): Promise<void> {
    const picture = await this.bidi.send('browsingContext.captureScreenshot', { context: this.context });
    await writeFile(path, Buffer.from(stringIn(picture, 'data'), 'base64'));
  }

  #keys(keys: readonly string[]): Promise<void> {
    const actions = keys.flatMap((key) => [
      { type: 'keyDown', value: bidiKey(key) },
      { type: 'keyUp', value: bidiKey(key) },
    ]);
    return this.#perform({ type: 'key', id: 'keyboard', actions });
  }

  async #perform(source: Record<string, unknown>): Promise<void> {
    await this.bidi.send('input.performActions', { context: this.context, actions: [source] });
  }
}

/** A hand in a document of the extension that BiDi does not know: panel or popup. */
export class ExtensionHand implements Hand {
  readonly called: string;
  readonly window: FirefoxWindow;
  readonly #id: string;
  readonly #place: Place;

  constructor(window: FirefoxWindow, id: string, place: Place, called: string) {
    this.window = window;
    this.#id = id;
    this.#place = place;
    this.called = called;
  }

  evaluate(expression: string): Promise<unknown> {
    return this.window.call('evaluate', this.#id, this.#place, expression);
  }

  async clickAt(x: number, y: number): Promise<void> {
    await this.window.call('clickAt', this.#id, this.#place, x, y);
  }

  async press(key: string): Promise<void> {
    await this.window.call('press', this.#id, this.#place, key);
  }

  async type(text: string): Promise<void> {
    for (const key of text) await this.press(key);
  }

  async screenshot(path: string): Promise<void> {
    const picture = await this.window.call('picture', this.#id, this.#place);
    await writeFile(path, Buffer.from(picture, 'base64'));
  }
}
