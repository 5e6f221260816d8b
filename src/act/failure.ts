import type { PageResult } from '../messages/protocol.ts';
import { say } from '../texts/say.ts';

/** An act cannot go on; the message is the sentence for the person: what happened and what to do. */
export class ActFailure extends Error {}

/** The person cancelled. */
export class ActCancelled extends Error {}

/** Why a request in the page had no answer, and what to do. `crossOrigin`: then the browser may have forbidden it (CORS). */
export function whyNoAnswer(result: Extract<PageResult, { ok: false }>, crossOrigin: boolean): string {
  switch (result.why) {
    case 'network':
      return crossOrigin
        ? say`The request from the page got no answer: the server cannot be reached, or it does not allow this page to read from it (CORS). See the page’s console for which, then repeat this.`
        : say`The request from the page got no answer: the server cannot be reached, it broke the connection, or the page was being left. Look whether the page still works, then repeat this.`;
    case 'timeout':
      return say`The server did not answer in time. ${result.message} Try again when it answers.`;
    case 'elsewhere':
      return say`This tab now shows ${result.message}, another site than the save came from. Open that page again in this tab, then repeat this.`;
    // The runner’s own sentences.
    case 'no-page':
    case 'paused':
    case 'cancelled':
      return result.message;
  }
}
