import type { WorkerLike } from '../ui/bring/import-client.ts';

/** Starts the worker that reads files. It lives as long as the document. */
export function startImportWorker(): WorkerLike {
  const worker = new Worker(new URL('./import-worker.ts', import.meta.url), { type: 'module' });
  return {
    post: (message) => worker.postMessage(message),
    listen(heard, broke) {
      worker.onmessage = ({ data }: MessageEvent<unknown>) => heard(data);
      worker.onerror = broke;
    },
  };
}
