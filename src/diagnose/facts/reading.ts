import { type Exchange, responseHeaders } from '../../record/exchange.ts';
import { say } from '../../texts/say.ts';
import { defineFact, isMissingValue, missing } from '../define.ts';
import { hear } from '../refusal/heard.ts';
import { type Reading, readingOf, usually } from '../refusal/verdict.ts';
import { wordsOf } from '../refusal/words.ts';
import { carried } from './carried.ts';
import { refusal } from './refusal.ts';
import { said } from './said.ts';

/** What the refusal means, best first, from its words, its status and what the request carried. */
export type RefusalReading = Reading & {
  readonly exchange: Exchange;
  readonly status: number;
  readonly bodyKnown: boolean;
};

export const reading = defineFact<RefusalReading>('reading', (_, read) => {
  const [refused, words, request] = [read(refusal), read(said), read(carried)];
  if (isMissingValue(refused)) return refused;
  if (isMissingValue(words)) return words;
  if (isMissingValue(request)) return request;
  if (refused.status < 300 && words.codes.length + words.messages.length === 0)
    return missing(say`The save was not refused.`);
  const { exchange, status } = refused;
  const { method, url } = exchange;
  const weighed = { method, url, status, carried: request, received: responseHeaders(exchange) };
  const { ranked } = readingOf(hear(words), weighed);
  const guess =
    ranked.length === 0 && words.messages.some((text) => wordsOf(text).length > 2) ? usually(weighed) : null;
  return { ranked: guess === null ? ranked : [guess], exchange, status, bodyKnown: words.bodyKnown };
});
