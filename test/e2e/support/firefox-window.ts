import { type Bidi, isRecord, stringIn } from './bidi.ts';
import type { FirefoxChrome } from './firefox-chrome.ts';
import { bundled } from './in-page-source.ts';

/** Calls into firefox-chrome.ts, which runs in Firefox's own window. */
export class FirefoxWindow {
  readonly #bidi: Bidi;
  readonly #context: string;

  private constructor(bidi: Bidi, context: string) {
    this.#bidi = bidi;
    this.#context = context;
  }

  static async enter(bidi: Bidi): Promise<FirefoxWindow> {
    const tree = await bidi.send('browsingContext.getTree', { 'moz:scope': 'chrome', maxDepth: 0 });
    const contexts = isRecord(tree) && Array.isArray(tree.contexts) ? tree.contexts : [];
    const context = stringIn(contexts[0], 'context');
    await bidi.evaluate(context, await bundled('firefox-chrome.ts'));
    return new FirefoxWindow(bidi, context);
  }

  async call<K extends keyof FirefoxChrome>(
    name: K,
    ...args: Parameters<FirefoxChrome[K]>
  ): Promise<Awaited<ReturnType<FirefoxChrome[K]>>> {
    const result = await this.#bidi.evaluate(this.#context, `__resaveDriver.${name}(...${JSON.stringify(args)})`);
    return result as Awaited<ReturnType<FirefoxChrome[K]>>;
  }
}
