import { listed } from '../../texts/listed.ts';
import { say } from '../../texts/say.ts';
import { answer, defineCause, evidence, isMissingValue, optional } from '../define.ts';
import { refusal } from '../facts/refusal.ts';
import { session } from '../facts/session.ts';
import { sessionTold } from '../facts/session-told.ts';

export default defineCause({
  id: 'stale-session',
  kind: 'state',
  specificity: 64,
  needs: { refusal, sessionTold, session: optional(session) },
  text: {
    title: say`The session is not the one that opened the page`,
    why: say`Between the read and the save the sign-in changed, for example in another window or because it ran out. The server refuses what was opened under the old session.`,
    fix: say`Copy your text, load the page again, sign in if asked, and save.`,
    fixServer: say`Answer 401 or 403 when the session is the reason, and keep drafts across sign-ins.`,
    spec: 'RFC 6265 §5 (cookies), RFC 9110 §15.5.2 (401), §15.5.4 (403)',
  },
  remedy: 'tell',
  judge: ({ refusal: { exchange: save }, sessionTold: { text }, session: compared }) => {
    const told = text === null ? null : evidence(say`The refusal says: ${text.slice(0, 160)}`, save);
    if (isMissingValue(compared))
      return told === null ? answer.unknown(compared.missing, compared.probe) : answer.likely(told);
    if (compared.changed.length === 0)
      return told === null
        ? answer.ruledOut(evidence(say`${listed(compared.same)} went out as with the page’s read.`, save))
        : answer.possible(told);
    const changed = [
      evidence(say`The page’s read went out with another ${listed(compared.changed)}.`, compared.read),
      evidence(say`The save went out with a new ${listed(compared.changed)}.`, save),
    ] as const;
    // Cookies change for many reasons; without the server's word that is only a trace.
    return told === null ? answer.possible(...changed) : answer.likely(told, ...changed);
  },
});
