import { flagByHistory, flagOf, needsHistory } from '../../../src/diagnose/watch/flagged.ts';
import { createImportClient, type WorkerLike } from '../../../src/ui/bring/import-client.ts';
import { createImportWorker } from '../../../src/ui/bring/import-worker.ts';
import { type Bring, createBring } from '../../../src/ui/bring/model.ts';
import { har, harEntry, ownEarlierSave } from '../../capture/har-file/har.ts';

/** The worker's own code in this thread; `stop` lets it break down. */
export function workerHere(): WorkerLike & { readonly stop: () => void } {
  let hear: (message: unknown) => void = () => undefined;
  let breakDown = (): void => undefined;
  const judges = { flag: flagOf, needsHistory, byHistory: flagByHistory };
  const take = createImportWorker(judges, (message) => hear(structuredClone(message)));
  return {
    post: (message) => void take(message),
    listen(heard, broke) {
      hear = heard;
      breakDown = broke;
    },
    stop: () => breakDown(),
  };
}

export function bringHere(worker: WorkerLike = workerHere()): Bring {
  return createBring(createImportClient(worker), async () => undefined);
}

const text = JSON.stringify(har(ownEarlierSave.map(harEntry)), null, 2);
export const goodHar = (): File => new File([text], 'from-a-colleague.har');
export const brokenHar = (): File =>
  new File([text.replaceAll('/articles/7', '/articles/8').replace('"time": 20', '"time": 2O')], 'broken.har');
export const someLog = (): File => {
  const line = (n: number, method: string, path: string, agent: string) =>
    `203.0.113.${n % 3} - - [22/Nov/2026:10:00:${String(n).padStart(2, '0')} +0000] "${method} ${path} HTTP/1.1" ${n % 4 === 0 ? 412 : 409} 12 "-" "${agent}"`;
  const saves = Array.from({ length: 30 }, (_, n) => line(n, 'PUT', `/api/articles/${n % 4}`, 'curl/8'));
  return new File(
    [[...saves, line(31, 'GET', '/pages/3', 'Mozilla/5.0 (compatible; Examplebot/2.1)')].join('\n')],
    'access.log',
  );
};

/** Pages on which files were brought in, by name of the state. */
export const bringStates: { readonly [name: string]: (bring: Bring) => Promise<void> } = {
  empty: async () => undefined,
  read: (bring) => bring.add([goodHar(), brokenHar(), someLog(), new File(['hello\n'], 'notes.txt')]),
};
