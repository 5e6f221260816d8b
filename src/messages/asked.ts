import { say } from '../texts/say.ts';
import { type Answering, answering, askOf, type Handlers, Unanswered } from './bus.ts';
import { parseAsk } from './parse.ts';
import { type Requests, sameTwice } from './protocol.ts';

/** No listener was there, so nothing has begun. Both browsers say it in these words. */
const wasNotHeard = ({ cause }: Unanswered): boolean =>
  cause instanceof Error && cause.message.includes('Receiving end does not exist');

/**
 * Asks the background. One that the browser ended over the question is started again by asking once more, where that does no harm.
 * Rejects with a sentence where it does not answer or could not do it. The answer's shape is the background's word: both ends are this extension.
 */
export async function ask<K extends keyof Requests>(
  kind: K,
  payload: Requests[K]['ask'],
): Promise<Requests[K]['answer']> {
  const once = () => askOf<Requests, K>('ask', kind, payload, 'no background');
  try {
    return await once();
  } catch (error) {
    if (!(error instanceof Unanswered)) throw error;
    if (!sameTwice[kind] && !wasNotHeard(error))
      throw new Error(
        say`The browser ended Resave’s background in the middle of this. It starts again by itself. Try again.`,
      );
  }
  return once().catch((error: unknown) => {
    if (!(error instanceof Unanswered)) throw error;
    throw new Error(say`Resave’s background does not answer. Close DevTools or this page and open it again.`);
  });
}

/** For the background: how it answers what the interface asks. */
export function answeringInterface(handlers: Handlers<Requests>): Answering {
  return answering('ask', parseAsk, handlers);
}
