import type { LogPatterns } from '../../capture/access-log/log-patterns.ts';
import { isFields, isNumber, isString } from '../../http/unknown.ts';
import type { ListPage, Place, WalkPage } from '../../store/list.ts';
import { parseCaseFile, parseExchange, parseExchanges } from '../../store/parse-case-file.ts';
import { say } from '../../texts/say.ts';
import type { World } from '../world.ts';
import {
  type BroughtFile,
  type ImportQuestion,
  isBroughtFile,
  isFromWorker,
  isLogPatterns,
  type ToWorker,
} from './import-messages.ts';

/** A Worker, as far as it is needed. */
export type WorkerLike = {
  readonly post: (message: ToWorker) => void;
  /** Called once: who listens to what the worker says, and to its end. */
  readonly listen: (heard: (message: unknown) => void, broke: () => void) => void;
};

/** The person gave it up. */
export class Cancelled extends Error {}

type Waiting = {
  readonly settle: (answer: unknown) => void;
  readonly fail: (error: Error) => void;
  readonly progress: (bytes: number) => void;
};

/** The page's end of the import. Every promise rejects with an Error whose message is a sentence. */
export function createImportClient(worker: WorkerLike) {
  const waiting = new Map<number, Waiting>();
  let numbers = 0;
  let broken: Error | null = null;

  const heard = (data: unknown): void => {
    if (!isFromWorker(data)) return;
    const one = waiting.get(data.number);
    if (data.said === 'progress') one?.progress(data.bytes);
    else {
      waiting.delete(data.number);
      if (data.said === 'answer') one?.settle(data.answer);
      else one?.fail(data.cancelled ? new Cancelled(data.why) : new Error(data.why));
    }
  };
  const broke = (): void => {
    broken = new Error(say`The part of Resave that reads files has stopped. Load this page again.`);
    for (const one of waiting.values()) one.fail(broken);
    waiting.clear();
  };
  worker.listen(heard, broke);

  function ask(
    question: ImportQuestion,
    progress: (bytes: number) => void = () => undefined,
    signal?: AbortSignal,
  ): Promise<unknown> {
    if (broken !== null) return Promise.reject(broken);
    const number = ++numbers;
    return new Promise((settle, fail) => {
      waiting.set(number, { settle, fail, progress });
      signal?.addEventListener('abort', () => worker.post({ ask: 'cancel', number }), { once: true });
      worker.post({ ...question, number });
    });
  }

  return {
    async read(file: File, progress: (bytes: number) => void, signal: AbortSignal): Promise<BroughtFile> {
      const answer = await ask({ ask: 'read', file, name: file.name }, progress, signal);
      if (!isBroughtFile(answer)) throw new Error(say`The file gave no answer that is one.`);
      return answer;
    },
    async patterns(): Promise<LogPatterns | null> {
      const answer = await ask({ ask: 'patterns' });
      return isLogPatterns(answer) ? answer : null;
    },
    clear: async (): Promise<void> => {
      await ask({ ask: 'clear' });
    },
    async list(query: Parameters<World['list']>[0]): Promise<ListPage> {
      const answer = await ask({ ask: 'list', query });
      const fields = isFields(answer) ? answer : {};
      return { rows: parseExchanges(fields.rows), next: isNumber(fields.next) ? fields.next : null };
    },
    async count(): Promise<number | null> {
      const answer = await ask({ ask: 'count' });
      return isNumber(answer) ? answer : null;
    },
    async total(): Promise<number> {
      const answer = await ask({ ask: 'total' });
      return isNumber(answer) ? answer : 0;
    },
    async walk(place: Place | null, limit: number): Promise<WalkPage> {
      const answer = await ask({ ask: 'walk', place, limit });
      const fields = isFields(answer) ? answer : {};
      return { rows: parseExchanges(fields.rows), next: placeOf(fields.next) };
    },
    caseFile: async (id: string) => parseCaseFile(await ask({ ask: 'case', id })),
    exchange: async (id: string) => parseExchange(await ask({ ask: 'exchange', id })),
  };
}

function placeOf(value: unknown): Place | null {
  const key = isFields(value) && Array.isArray(value.key) ? value.key : [];
  const [walk, at] = key;
  return isString(walk) && isNumber(at) ? { key: [walk, at], seen: [] } : null;
}

export type ImportClient = ReturnType<typeof createImportClient>;
