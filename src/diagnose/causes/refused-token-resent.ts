import { say } from '../../texts/say.ts';
import { answer, defineCause, evidence } from '../define.ts';
import { sameContent } from '../facts/json-values.ts';
import { refusedBefore } from '../facts/refused-before.ts';
import { sentToken } from '../facts/sent-token.ts';
import { endOf, traffic } from '../facts/traffic.ts';
import { versionConflict } from '../facts/version-conflict.ts';

/** Milliseconds within which a page that tries again does so by itself; people are slower. */
const byItself = 3_000;

export default defineCause({
  id: 'refused-token-resent',
  kind: 'stale-version',
  specificity: 45,
  needs: { sentToken, versionConflict, refusedBefore, traffic },
  text: {
    title: say`The same version was sent again after it had been refused`,
    why: say`The server had just refused a save for its version, and the page sent the same one once more. Sending it again cannot pass.`,
    fix: say`Replay the save: Resave reads the present version and merges.`,
    fixServer: say`Nothing is wrong on the server. After a refusal the page should read again and merge before it saves.`,
    spec: 'RFC 9110 §15.5.13 (412), §15.5.10 (409: resolve the conflict and resubmit)',
  },
  remedy: 'replay',
  judge: ({
    sentToken: token,
    versionConflict: conflict,
    refusedBefore: { refusals, readSince },
    traffic: { save, writes },
  }) => {
    if (token === null || conflict === null) return answer.notApplicable;
    const last = refusals.findLast((x) => x.tabId === save.tabId);
    if (last === undefined) {
      if (save.missed.includes('beginning'))
        return answer.unknown(say`Recording began only with this save; an earlier one was not seen.`);
      return answer.ruledOut(
        evidence(say`No earlier refusal of ${token.value} in this tab was recorded.`, writes[0] ?? save),
      );
    }
    if (readSince !== null)
      return answer.ruledOut(
        evidence(say`The page had read the resource again, and the server gave the same version.`, readSince),
      );
    const pieces = [
      evidence(say`A save with ${token.value} was refused before (${last.status}).`, last),
      evidence(say`This save sent the same version again.`, save),
    ] as const;
    const blind = save.startedAt - endOf(last) <= byItself && sameContent(last.requestBody, save.requestBody) === true;
    return blind ? answer.proven(...pieces) : answer.likely(...pieces);
  },
});
