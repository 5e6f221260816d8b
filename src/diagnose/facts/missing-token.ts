import { headerValue } from '../../http/header-list.ts';
import { requestHeaders } from '../../record/exchange.ts';
import { say } from '../../texts/say.ts';
import { defineFact, isMissingValue, missing } from '../define.ts';
import { plainly } from '../refusal/by-words.ts';
import { reading } from './reading.ts';
import { refusal } from './refusal.ts';
import { sentToken } from './sent-token.ts';

/** How far the want of a version explains the refusal of a save that sent none. */
export type MissingToken = {
  /** The save sent a real version; then nothing is missing. */
  readonly sent: boolean;
  /** What stood in If-Match where a version should have been (`null`, `undefined`); null where nothing did. */
  readonly placeholder: string | null;
  /** `demanded`: the server says that one is needed; `elsewhere`: it plainly says something else. */
  readonly refusal: 'demanded' | 'open' | 'elsewhere';
  /** Its words themselves say so; a 428 without a word is also sent for sign-ins and captchas. */
  readonly worded: boolean;
};

export const missingToken = defineFact<MissingToken>('missing token', (_, read) => {
  const [refused, token, words] = [read(refusal), read(sentToken), read(reading)];
  if (isMissingValue(refused)) return refused;
  if (isMissingValue(token)) return token;
  const headers = requestHeaders(refused.exchange);
  if (headers === null) return missing(say`The header fields of the refused save were not seen.`);
  const ifMatch = headerValue(headers, 'If-Match');
  const said = isMissingValue(words) ? null : plainly(words);
  const about = said === null || said === 'version' || said === 'token-format' || said === 'ordinary';
  return {
    sent: token !== null || ifMatch?.trim() === '*',
    placeholder: token === null && ifMatch !== null && ifMatch.trim() !== '*' ? ifMatch : null,
    refusal: said === 'required' ? 'demanded' : about ? 'open' : 'elsewhere',
    worded: said === 'required' && !isMissingValue(words) && words.heard.has('required'),
  };
});
