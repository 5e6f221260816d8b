import { type Exchange, responseHeaders } from '../../record/exchange.ts';
import { hear } from '../refusal/heard.ts';
import { readRefusal } from '../refusal/read.ts';
import { conflictCode, type Disguise, disguiseInSuccess } from './disguise-in-success.ts';
import { type Suspect, suspectOf } from './suspect.ts';

/**
 * Whether a write that was answered 200, 201, 207, 400 or 422 was in truth refused for the state of the resource.
 * Looks only where answers report errors (GraphQL `errors`, a top-level `error`, parts of a batch or multi-status);
 * data that merely speaks of conflicts is none. Pure; bounded to the first 256 KB.
 */
export function disguisedRefusal(x: Exchange): Disguise | null {
  const suspect = suspectOf(x);
  if (suspect === null) return null;
  return suspect.kind === 'success' ? disguiseInSuccess(x, suspect) : inRefusal(x, suspect);
}

/** A 400 or 422 whose code or sentence plainly speaks of versions, and of nothing that is wrong with the input. */
function inRefusal(x: Exchange, { status, text }: Suspect): Disguise | null {
  const said = readRefusal(text, responseHeaders(x));
  const code = said.codes.find((word) => conflictCode.test(word));
  if (code !== undefined) return { status, means: 409, quote: code };
  const heard = hear(said).find(
    (hit) => (hit.meaning === 'version' || hit.meaning === 'race') && hit.weight >= 3 && hit.place === 'message',
  );
  return heard === undefined ? null : { status, means: 409, quote: heard.quote.slice(0, 200) };
}
