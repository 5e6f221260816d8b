import { type Exchange, responseHeaders } from '../../record/exchange.ts';
import { say } from '../../texts/say.ts';
import { defineFact, isMissingValue, missing } from '../define.ts';
import { hear } from '../refusal/heard.ts';
import { speaksOfSent } from '../refusal/speaks-of-sent.ts';
import { type Reading, readingOf, usually } from '../refusal/verdict.ts';
import type { Meaning } from '../refusal/vocabulary/meaning.ts';
import { wordsOf } from '../refusal/words.ts';
import { carried } from './carried.ts';
import { refusal } from './refusal.ts';
import { said } from './said.ts';

/** What the refusal means, best first, from its words, its status and what the request carried. */
export type RefusalReading = Reading & {
  readonly exchange: Exchange;
  readonly status: number;
  readonly bodyKnown: boolean;
  /** What the answer says of the version that was sent; null where it speaks of none. */
  readonly speaksOfSent: string | null;
  /** The answer says nothing, in any words. */
  readonly silent: boolean;
  /** What the words themselves say, without the status and the request. */
  readonly heard: ReadonlySet<Meaning>;
};

/** More than a word or two; Chinese and Japanese write without blanks. */
function isSentence(text: string): boolean {
  return wordsOf(text).length > 2 || /[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}]{5}/u.test(text);
}

export const reading = defineFact<RefusalReading>('reading', (_, read) => {
  const [refused, words, request] = [read(refusal), read(said), read(carried)];
  if (isMissingValue(refused)) return refused;
  if (isMissingValue(words)) return words;
  if (isMissingValue(request)) return request;
  if (refused.status < 300 && words.codes.length + words.messages.length === 0)
    return missing(say`The save was not refused.`);
  const { exchange, status } = refused;
  const { method, url } = exchange;
  const received = responseHeaders(exchange);
  const sentOf = speaksOfSent(words, request.tokens);
  const silent = words.codes.length + words.messages.length === 0;
  const weighed = { method, url, status, carried: request, received, speaksOfSent: sentOf, silent };
  const hits = hear(words);
  const { ranked } = readingOf(hits, weighed);
  const guess = ranked.length === 0 && words.messages.some(isSentence) ? usually(weighed) : null;
  const best = guess === null ? ranked : [guess];
  const heard = new Set(hits.map(({ meaning }) => meaning));
  return { ranked: best, exchange, status, bodyKnown: words.bodyKnown, speaksOfSent: sentOf, silent, heard };
});
