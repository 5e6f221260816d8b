import { isSuccess } from '../../http/status.ts';
import { say } from '../../texts/say.ts';
import { answer, defineCause, defineFact, evidence } from '../define.ts';
import { carried } from '../facts/carried.ts';
import { refusal } from '../facts/refusal.ts';
import { lostUpdate } from '../watch/lost-update.ts';

const lost = defineFact('lost update', (file) => ({ update: lostUpdate(file) }));

export default defineCause({
  id: 'lost-update',
  kind: 'stale-version',
  specificity: 88,
  needs: { refusal, carried, lost },
  text: {
    title: say`This save overwrote what somebody else had saved`,
    why: say`The page wrote without saying which version it had read, and the server took it, although a newer version was there by then. What stood in that version and not in this one is gone.`,
    fix: say`Look at what was overwritten and put it back by hand where it matters.`,
    fixServer: say`Demand If-Match on writes (428 without it), and refuse old versions with 412.`,
    spec: 'RFC 9110 §13.1.1 (If-Match against lost updates), RFC 6585 §3 (428)',
  },
  remedy: 'tell',
  judge: ({ refusal: { exchange, status }, carried: { tokens }, lost: { update } }) => {
    if (!isSuccess(status)) return answer.notApplicable;
    if (update !== null) {
      const { strength, evidence: pieces } = update;
      return { finding: 'cause', strength, evidence: pieces };
    }
    if (tokens.length > 0)
      return answer.ruledOut(evidence(say`The save named the version that it was based on.`, exchange));
    return exchange.method.toUpperCase() === 'PUT'
      ? answer.unknown(say`Whether anybody else had saved in between cannot be told from what this browser saw.`)
      : answer.notApplicable;
  },
});
