import { pageActSighting } from '../capture/page-act.ts';
import type { Role } from '../capture/sighting.ts';
import type { PageRequest, PageResult } from '../messages/protocol.ts';
import type { ExchangeId } from '../record/exchange.ts';
import type { ActDeps } from './deps.ts';
import { ActCancelled, ActFailure, whyNoAnswer } from './failure.ts';
import { servedBy } from './served-by.ts';

/** A page's answer to a fetch. */
export type PageAnswer = Extract<PageResult, { status: number }>;
/** Why there was none. */
export type NoAnswer = Extract<PageResult, { ok: false }>;

/** An answered request and where it was recorded; null where the store refused it. */
export type Reading = { readonly exchange: ExchangeId | null; readonly answer: PageAnswer };

/** On whose behalf a request is sent, and what for. */
export type Errand = {
  readonly conflict: ExchangeId;
  readonly role: Role;
  readonly note: string;
  readonly crossOrigin: boolean;
};

/** One act on its way: what every act does, with its cancel, its progress and its records. */
export class Running {
  #done = 0;
  #sent = 0;

  constructor(
    readonly deps: ActDeps,
    readonly run: string,
    readonly tabId: number,
    readonly signal: AbortSignal,
    readonly total: number,
  ) {}

  /** Tells how far the act is. @throws ActCancelled */
  step(sentence: string): void {
    this.checkpoint();
    this.deps.progress(this.run, { step: sentence, done: Math.min(this.#done++, this.total), total: this.total });
  }

  /** @throws ActCancelled */
  checkpoint(): void {
    if (this.signal.aborted) throw new ActCancelled();
  }

  /** Sends a request in the page and records what came of it, an answer or none. Never throws. */
  async send(
    request: PageRequest,
    errand: Errand,
  ): Promise<{ readonly exchange: ExchangeId | null; readonly result: PageAnswer | NoAnswer }> {
    const result = await this.deps.runInPage(this.tabId, { task: 'fetch', request }, this.signal);
    if (!('status' in result) && result.ok) throw new ActFailure('The page answered something else than was asked.');
    // Where nothing left the browser there is nothing to record.
    const left = result.ok || result.why === 'network' || result.why === 'timeout';
    return { exchange: left ? await this.#record(request, result, errand) : null, result };
  }

  /** Reads, and insists on an answer. @throws ActFailure, ActCancelled */
  async read(request: PageRequest, errand: Errand): Promise<Reading> {
    const { exchange, result } = await this.send(request, errand);
    this.checkpoint();
    if (!result.ok) throw new ActFailure(whyNoAnswer(result, errand.crossOrigin));
    return { exchange, answer: result };
  }

  /** A store that refuses (private window, quota) must not cost the person the act's outcome. */
  async #record(request: PageRequest, result: PageAnswer | NoAnswer, errand: Errand): Promise<ExchangeId | null> {
    const sighting = pageActSighting(request, result, {
      tabId: this.tabId,
      key: `${this.run}:${this.#sent++}`,
      parent: { id: errand.conflict, role: errand.role, note: errand.note },
    });
    try {
      return await this.deps.record(result.ok ? { ...sighting, servedBy: servedBy(result.timing) } : sighting);
    } catch {
      return null;
    }
  }
}
