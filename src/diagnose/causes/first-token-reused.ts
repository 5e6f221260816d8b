import { sameVersion } from '../../http/same-version.ts';
import { say } from '../../texts/say.ts';
import { answer, defineCause, evidence, isMissingValue, optional } from '../define.ts';
import { baseRead } from '../facts/base-read.ts';
import { coverage } from '../facts/coverage.ts';
import { madeVersion } from '../facts/made-version.ts';
import { aimsAtSame } from '../facts/same-aim.ts';
import { sentToken } from '../facts/sent-token.ts';
import { endOf, landed, traffic } from '../facts/traffic.ts';
import { versionConflict } from '../facts/version-conflict.ts';
import { versionPlace } from '../facts/version-place.ts';
import { carriedBy } from '../refusal/carried.ts';

export default defineCause({
  id: 'first-token-reused',
  kind: 'stale-version',
  specificity: 72,
  needs: { sentToken, versionConflict, versionPlace, traffic, coverage, madeVersion, base: optional(baseRead) },
  text: {
    title: say`The page sends its first version with every save`,
    why: say`Each successful save is answered with a new version, but the page keeps the one of its first read. Its first save passes, and all later ones are refused.`,
    fix: say`Load the page again before each further save, or replay the save.`,
    fixServer: say`Nothing is wrong on the server. The page should keep the ETag of the latest answer.`,
    spec: 'RFC 9110 §13.1.1 (If-Match), §9.3.4 (validators in answers to PUT)',
  },
  remedy: 'replay',
  judge: ({
    sentToken: token,
    versionConflict: conflict,
    versionPlace: place,
    traffic: { save, writes },
    coverage: { covers },
    madeVersion: isMade,
    base,
  }) => {
    if (token === null || conflict === null) return answer.notApplicable;
    const before = writes.filter(
      (x) => x.tabId === save.tabId && x.parent === null && endOf(x) <= save.startedAt && aimsAtSame(x, save) !== false,
    );
    const sentSame = before.filter((x) =>
      carriedBy(x).tokens.some((t) => t.carrier === token.carrier && sameVersion(t.value, token.setByPage)),
    );
    const newer = before.filter((x) => {
      const version = landed(x) === 'yes' ? place.in(x) : null;
      return version !== null && !sameVersion(version, token.value);
    });
    // A read that brought the version again after that save gives it afresh.
    const again =
      !isMissingValue(base) && base.sentInSave === true ? base.exchange.startedAt : Number.NEGATIVE_INFINITY;
    const first = sentSame.find((x) => newer.includes(x) && x.startedAt >= again);
    if (first !== undefined) {
      const pieces = [
        evidence(say`An earlier save sent ${token.value} and was answered with ${place.in(first)}.`, first),
        evidence(say`This save sent ${token.value} again.`, save),
      ] as const;
      const sure = aimsAtSame(first, save) === true && isMade(place.in(first) ?? '');
      return sure ? answer.proven(...pieces) : answer.likely(...pieces);
    }
    const [other] = before;
    if (other !== undefined)
      return answer.ruledOut(evidence(say`No earlier save of this tab sent this version and got a newer one.`, other));
    if (isMissingValue(base)) return answer.unknown(base.missing, base.probe);
    return base.sameTab || covers(base.exchange.startedAt)
      ? answer.ruledOut(evidence(say`This is the first save of this tab that was seen since its read.`, base.exchange))
      : answer.unknown(say`What this tab had saved before was not recorded.`);
  },
});
