import type { Frame, KeyInput, Page } from 'puppeteer-core';
import type { Hand } from './surface.ts';

/** A hand in one frame of a page. The frame is asked for anew each time: documents get replaced. */
export class ChromiumHand implements Hand {
  readonly called: string;
  readonly page: Page;
  readonly #frame: () => Frame;

  constructor(called: string, page: Page, frame: () => Frame = () => page.mainFrame()) {
    this.called = called;
    this.page = page;
    this.#frame = frame;
  }

  evaluate(expression: string): Promise<unknown> {
    return this.#frame().evaluate(expression);
  }

  async clickAt(x: number, y: number): Promise<void> {
    const element = await this.#frame().frameElement();
    const box = await element?.boundingBox();
    await element?.dispose();
    await this.page.mouse.click((box?.x ?? 0) + x, (box?.y ?? 0) + y);
  }

  async press(key: string): Promise<void> {
    await this.page.keyboard.press(key as KeyInput);
  }

  async type(text: string): Promise<void> {
    await this.page.keyboard.type(text);
  }

  async screenshot(path: string): Promise<void> {
    await this.page.screenshot({ path: pngPath(path) });
  }
}

function pngPath(path: string): `${string}.png` {
  return path.endsWith('.png') ? (path as `${string}.png`) : `${path}.png`;
}
