import { type Browser as Chromium, type Page, type Target, TargetType } from 'puppeteer-core';
import { callOf } from './surface.ts';
import { until } from './until.ts';

/**
 * The extension's service worker. Sessions to it are closed at once: while one is open, Chromium 156 keeps the target of a
 * stopped worker, and nothing outside tells it from a running one.
 */
export class ChromiumWorker {
  readonly #chromium: Chromium;
  readonly #quiet: Page;
  readonly #origin: string;

  constructor(chromium: Chromium, quiet: Page, origin: string) {
    this.#chromium = chromium;
    this.#quiet = quiet;
    this.#origin = origin;
  }

  async stop(): Promise<void> {
    const before = this.#target();
    await this.#send('ServiceWorker.stopAllWorkers');
    // Where requests go on, or a page holds the background, the next one is there at once.
    const isGone = () => this.#target() === undefined || this.#target() !== before;
    await until('the worker to be gone', async () => isGone());
  }

  /** Runs the call in the worker; starts it where it sleeps. */
  async evaluate<A extends readonly unknown[], T>(body: (...args: A) => T | Promise<T>, args: A): Promise<T> {
    if (this.#target() === undefined) await this.#send('ServiceWorker.startWorker', { scopeURL: this.#origin });
    const target = await until('the worker', async () => this.#target());
    const session = await target.createCDPSession();
    try {
      const { result, exceptionDetails } = await session.send('Runtime.evaluate', {
        expression: callOf(body, args),
        awaitPromise: true,
        returnByValue: true,
      });
      if (exceptionDetails) throw new Error(exceptionDetails.exception?.description ?? exceptionDetails.text);
      return result.value as T;
    } finally {
      await session.detach();
    }
  }

  #target(): Target | undefined {
    return this.#chromium
      .targets()
      .find((target) => target.type() === TargetType.SERVICE_WORKER && target.url().startsWith(this.#origin));
  }

  async #send(
    ...[method, parameters]:
      | ['ServiceWorker.stopAllWorkers', undefined?]
      | ['ServiceWorker.startWorker', { scopeURL: string }]
  ) {
    const session = await this.#quiet.createCDPSession();
    try {
      await session.send('ServiceWorker.enable');
      if (method === 'ServiceWorker.startWorker') await session.send(method, parameters);
      else await session.send(method);
    } finally {
      await session.detach();
    }
  }
}
