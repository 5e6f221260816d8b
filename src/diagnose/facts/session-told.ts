import { defineFact, isMissingValue } from '../define.ts';
import { said } from './said.ts';

/** A session, sign-in or CSRF token that is said to have changed, run out or be wrong. */
const speaks =
  /\b(session|csrf|xsrf|nonce|sign-?in|log-?in)\b[^.]{0,60}\b(expired|changed|invalid|mismatch|timed? ?out|is not the|not valid|does not match|ended|missing|failed)\b|\b(invalid|expired|stale|wrong|bad)[ _-](session|csrf|xsrf|nonce)\b|\b(session|csrf|xsrf|nonce)[_-]?(changed|expired|invalid|mismatch|timeout)\b|\b(log|sign) ?in again\b|\b(logged|signed) out\b/i;

/** What the refusal says of the session, in its words; null where it says nothing of it. */
export const sessionTold = defineFact<{ readonly text: string | null }>('session told', (_, read) => {
  const words = read(said);
  if (isMissingValue(words)) return words;
  return { text: [...words.codes, ...words.messages].find((line) => speaks.test(line.slice(0, 500))) ?? null };
});
