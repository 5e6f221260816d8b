import type { Exchange } from '../../record/exchange.ts';
import { defineFact, isMissingValue } from '../define.ts';
import { bodyValues, sameContent } from './json-values.ts';
import { endOf, landed, traffic } from './traffic.ts';

/** Earlier sends of the same save whose outcome the page never learnt: broken off, timed out, or a gateway's 5xx. Newest last. */
export const repeatedAttempts = defineFact<readonly Exchange[]>('repeated attempts', (_, read) => {
  const seen = read(traffic);
  if (isMissingValue(seen)) return seen;
  const { save, writes } = seen;
  return writes.filter(
    (x) =>
      landed(x) === 'perhaps' &&
      (x.status === null || x.status >= 500) &&
      x.method === save.method &&
      endOf(x) <= save.startedAt &&
      sameContent(x.requestBody, save.requestBody) === true,
  );
});

/**
 * Whether an answer holds all that a save's JSON body said, at the same paths, the version left out;
 * null where a body was not kept whole or is no JSON.
 */
export function holdsWhatWasSent(save: Exchange, answer: Exchange, versionAt: string): boolean | null {
  const [mine, theirs] = [bodyValues(save.requestBody), bodyValues(answer.responseBody)];
  if (mine.length === 0 || theirs.length === 0) return null;
  if ([save.requestBody, answer.responseBody].some((body) => body.state === 'kept' && body.redacted)) return null;
  const held = new Map(theirs.map((v) => [v.path, v.value]));
  const said = mine.filter((v) => v.path !== versionAt);
  return said.length === 0 ? null : said.every((v) => held.get(v.path) === v.value);
}
