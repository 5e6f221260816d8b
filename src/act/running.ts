import { pageActSighting } from '../capture/page-act.ts';
import type { Role, ServedBy } from '../capture/sighting.ts';
import type { HeaderList } from '../http/header-list.ts';
import type { PageRequest, PageResult } from '../messages/protocol.ts';
import type { Exchange, ExchangeId } from '../record/exchange.ts';
import { say } from '../texts/say.ts';
import type { ActDeps } from './deps.ts';
import { ActCancelled, ActFailure, whyNoAnswer } from './failure.ts';
import { timedBy } from './served-by.ts';

/** A page's answer to a fetch. */
export type PageAnswer = Extract<PageResult, { status: number }>;
/** Why there was none. */
export type NoAnswer = Extract<PageResult, { ok: false }>;

/** An answered request and where it was recorded; null where the store refused it. */
export type Reading = {
  readonly exchange: ExchangeId | null;
  readonly answer: PageAnswer;
  /** By the page's own timing; `servedBy` asks the other sources too. */
  readonly by: ServedBy;
};

/** How often, and how long apart in milliseconds, the store is asked what another source saw of the same request. */
const tries = 10;
const pause = 60;

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
    /** How many steps there will be; an act that learns more of it corrects it. */
    public total: number,
    /** Aborted by a second cancel: ends also what is done after the first. */
    readonly last: AbortSignal = new AbortController().signal,
  ) {}

  /** For what has to be done although the person cancelled: to see what became of it. */
  afterwards(): Running {
    if (!this.signal.aborted) return this;
    const later = new Running(this.deps, this.run, this.tabId, this.last, this.total, this.last);
    later.#done = this.#done;
    later.#sent = this.#sent;
    return later;
  }

  /** Tells how far the act is. @throws ActCancelled */
  step(sentence: string): void {
    this.checkpoint();
    this.deps.progress(this.run, { step: sentence, done: Math.min(this.#done++, this.total), total: this.total });
  }

  /** @throws ActCancelled */
  checkpoint(): void {
    if (this.signal.aborted) throw new ActCancelled();
  }

  /**
   * Header fields with secrets as this tab sent them last to the exchange's origin; as the exchange's own tab did where this one sent none.
   * A save may be replayed from another page of its site than the one that tried.
   */
  async secrets(x: Pick<Exchange, 'tabId' | 'url'>): Promise<HeaderList> {
    const here = await this.deps.secrets({ tabId: this.tabId, url: x.url });
    return here.length > 0 ? here : this.deps.secrets(x);
  }

  /** Sends a request in the page and records what came of it, an answer or none. Never throws. */
  async send(
    request: PageRequest,
    errand: Errand,
  ): Promise<{ readonly exchange: ExchangeId | null; readonly result: PageAnswer | NoAnswer }> {
    const result = await this.deps.runInPage(this.tabId, { task: 'fetch', request }, this.signal);
    if (!('status' in result) && result.ok) throw new ActFailure(say`The page answered something else than was asked.`);
    // Where nothing left the browser there is nothing to record.
    const wasStopped = !result.ok && result.why === 'cancelled' && result.begun !== false;
    const left = result.ok || result.why === 'network' || result.why === 'timeout' || wasStopped;
    return { exchange: left ? await this.#record(request, result, errand) : null, result };
  }

  /** Reads, and insists on an answer. @throws ActFailure, ActCancelled */
  async read(request: PageRequest, errand: Errand): Promise<Reading> {
    const { exchange, result } = await this.send(request, errand);
    this.checkpoint();
    if (!result.ok) throw new ActFailure(whyNoAnswer(result, errand.crossOrigin));
    return { exchange, answer: result, by: timedBy(result.timing) };
  }

  /**
   * What webRequest or DevTools saw of a request, a moment after the page had its answer: the first thing that `look` finds
   * in the joined exchange, null where nothing came in time or nobody else watches.
   */
  async seenElsewhere<T>(exchange: ExchangeId | null, look: (joined: Exchange) => T | null): Promise<T | null> {
    for (let i = 0; exchange !== null && i < tries; i++) {
      this.checkpoint();
      const joined = await this.deps.store.exchange(exchange);
      const found = joined ? look(joined) : null;
      if (found !== null) return found;
      await this.deps.clock.sleep(pause);
    }
    return null;
  }

  /** Who answered. In Chromium 156 a fetch from the isolated world leaves no timing entry; webRequest says whether it came from the cache. */
  async servedBy({ exchange, by }: Reading): Promise<ServedBy> {
    if (by !== 'unknown') return by;
    const seen = await this.seenElsewhere(exchange, (x) => (x.servedBy === 'unknown' ? null : x.servedBy));
    return seen ?? 'unknown';
  }

  /** A store that refuses (private window, quota) must not cost the person the act's outcome. */
  async #record(request: PageRequest, result: PageAnswer | NoAnswer, errand: Errand): Promise<ExchangeId | null> {
    const sighting = pageActSighting(request, result, {
      tabId: this.tabId,
      key: `${this.run}:${this.#sent++}`,
      parent: { id: errand.conflict, role: errand.role, note: errand.note },
    });
    try {
      return await this.deps.record(result.ok ? { ...sighting, servedBy: timedBy(result.timing) } : sighting);
    } catch {
      return null;
    }
  }
}
