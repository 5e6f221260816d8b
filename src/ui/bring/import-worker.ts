import { createLogPatterns } from '../../capture/access-log/log-patterns.ts';
import { readLog } from '../../capture/access-log/read-log.ts';
import { kindOfFile } from '../../capture/import/kind-of-file.ts';
import { redactionOf } from '../../record/redaction.ts';
import { createImported, type Judges } from '../../store/imported.ts';
import type { BroughtFile, FromWorker, ImportQuestion, ToWorker } from './import-messages.ts';

/** Told at most so often, milliseconds. */
const progressEvery = 100;

/**
 * The part of the import that runs in a worker: reads files, and answers what was in them from memory and from the files themselves.
 * Nothing is stored; with the worker all of it is gone.
 */
export function createImportWorker(judges: Judges, say: (message: FromWorker) => void) {
  // A key of its own for each worker: its tags mean nothing elsewhere.
  const redaction = redactionOf(crypto.randomUUID());
  let imported = createImported(judges, redaction);
  let logs = createLogPatterns();
  const running = new Map<number, AbortController>();

  async function read(number: number, file: Blob, name: string, signal: AbortSignal): Promise<BroughtFile> {
    let told = 0;
    const progress = (bytes: number): void => {
      const now = performance.now();
      if (now - told < progressEvery && bytes < file.size) return;
      told = now;
      say({ number, said: 'progress', bytes });
    };
    if ((await kindOfFile(file)) === 'har')
      return { kind: 'har', ...(await imported.add(name, file, signal, progress)) };
    return { kind: 'log', name, ...(await readLog(file, logs.add, signal, progress)) };
  }

  function answer(number: number, question: ImportQuestion, signal: AbortSignal): Promise<unknown> | unknown {
    switch (question.ask) {
      case 'read':
        return read(number, question.file, question.name, signal);
      case 'list':
        return imported.page(question.query);
      case 'count':
        return imported.conflictCount;
      case 'total':
        return imported.total;
      case 'walk':
        return imported.walk(question.place, question.limit);
      case 'case':
        return imported.caseFile(question.id);
      case 'exchange':
        return imported.exchange(question.id);
      case 'patterns':
        return logs.patterns();
      case 'clear':
        imported = createImported(judges, redaction);
        logs = createLogPatterns();
        return null;
    }
  }

  return async (message: ToWorker): Promise<void> => {
    const { number } = message;
    if (message.ask === 'cancel') {
      running.get(number)?.abort();
      return;
    }
    const stop = new AbortController();
    running.set(number, stop);
    try {
      say({ number, said: 'answer', answer: await answer(number, message, stop.signal) });
    } catch (error) {
      const why = error instanceof Error ? error.message : String(error);
      say({ number, said: 'failed', why, cancelled: stop.signal.aborted });
    } finally {
      running.delete(number);
    }
  };
}
