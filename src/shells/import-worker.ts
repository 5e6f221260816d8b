import { flagByHistory, flagOf, needsHistory } from '../diagnose/watch/flagged.ts';
import type { FromWorker, ToWorker } from '../ui/bring/import-messages.ts';
import { createImportWorker } from '../ui/bring/import-worker.ts';

/** The part of a worker's own scope that is needed; TypeScript's library for pages does not know it. */
type Scope = {
  onmessage: ((event: { readonly data: ToWorker }) => void) | null;
  readonly postMessage: (message: FromWorker) => void;
};
declare const self: Scope;

const judges = { flag: flagOf, needsHistory, byHistory: flagByHistory };
const take = createImportWorker(judges, (message) => self.postMessage(message));
self.onmessage = ({ data }) => void take(data);
