import { sharedCacheTrace } from '../../diagnose/facts/shared-cache.ts';
import type { Exchange } from '../../record/exchange.ts';
import { say } from '../../texts/say.ts';
import type { Reading, Running } from '../running.ts';

/**
 * Why a read may have brought an old copy, though it asked for none, as a sentence; null where nothing speaks for it.
 * A shared cache may pass over `no-store`, and a page's service worker answers from where it likes.
 */
export async function oldCopy(running: Running, read: Exchange, reading: Reading): Promise<string | null> {
  const trace = sharedCacheTrace(read);
  if (trace !== null)
    return say`A cache between browser and server answered the read (${trace}), and it still has the version that the save named. What the server itself holds cannot be read, so nothing can be merged. Have that cache emptied, or wait until its copy runs out, then try again.`;
  const isByWorker = reading.answer.timing?.worker === true || (await running.servedBy(reading)) === 'service-worker';
  return isByWorker
    ? say`The page’s service worker had the read in its hands, and what it brought is not known to be new. What the server itself holds cannot be read, so nothing can be merged. Clear the cache of this site, which ends its service worker, load the page anew, then try again.`
    : null;
}
