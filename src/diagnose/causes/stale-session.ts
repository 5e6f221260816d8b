import { answer, defineCause, evidence, isMissingValue, optional } from '../define.ts';
import { refusal } from '../facts/refusal.ts';
import { said } from '../facts/said.ts';
import { session } from '../facts/session.ts';

/** The refusal speaks of a session, a sign-in or a CSRF token. */
const speaks =
  /\b(session|csrf|xsrf|anti-?forgery|nonce|logged (in|out)|log ?in again|signed? (in|out)|re-?authenticate)\b|session_|_session|csrf_/i;

export default defineCause({
  id: 'stale-session',
  kind: 'state',
  specificity: 64,
  needs: { refusal, said, session: optional(session) },
  text: {
    title: 'The session is not the one that opened the page',
    why: 'Between the read and the save the sign-in changed, for example in another window or because it ran out. The server refuses what was opened under the old session.',
    fix: 'Copy your text, load the page again, sign in if asked, and save.',
    fixServer: 'Answer 401 or 403 when the session is the reason, and keep drafts across sign-ins.',
    spec: 'RFC 6265 §5 (cookies), RFC 9110 §15.5.2 (401), §15.5.4 (403)',
  },
  remedy: 'tell',
  judge: ({ refusal: { exchange: save }, said: words, session: compared }) => {
    const text = [...words.codes, ...words.messages].find((line) => speaks.test(line.slice(0, 500)));
    const told = text === undefined ? null : evidence(`The refusal says: ${text.slice(0, 160)}`, save);
    if (isMissingValue(compared))
      return told === null ? answer.unknown(compared.missing, compared.probe) : answer.likely(told);
    if (compared.changed.length === 0)
      return told === null
        ? answer.ruledOut(evidence(`${compared.same.join(' and ')} went out as with the page’s read.`, save))
        : answer.possible(told);
    const changed = [
      evidence(`The page’s read went out with another ${compared.changed.join(' and ')}.`, compared.read),
      evidence(`The save went out with a new ${compared.changed.join(' and ')}.`, save),
    ] as const;
    // Cookies change for many reasons; without the server's word that is only a trace.
    return told === null ? answer.possible(...changed) : answer.likely(told, ...changed);
  },
});
