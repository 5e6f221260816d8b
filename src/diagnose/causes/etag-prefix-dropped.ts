import { sameVersion } from '../../http/same-version.ts';
import { say } from '../../texts/say.ts';
import { answer, defineCause, evidence, isMissingValue, optional } from '../define.ts';
import { baseRead } from '../facts/base-read.ts';
import { currentVersion } from '../facts/current-version.ts';
import { sentToken } from '../facts/sent-token.ts';
import { versionConflict } from '../facts/version-conflict.ts';

const weak = /^W\//;

export default defineCause({
  id: 'etag-prefix-dropped',
  kind: 'malformed-precondition',
  specificity: 76,
  needs: { sentToken, versionConflict, base: optional(baseRead), current: optional(currentVersion) },
  text: {
    title: say`The page cut W/ off the version`,
    why: say`The server gave a version that begins with W/ and wants it back as it is. The page sent it without that beginning, and to the server this is another one.`,
    fix: say`Replay the save: Resave sends the version just as the server gives it.`,
    fixServer: say`Say in the refusal which form is wanted. Strong tags without W/ spare clients the question.`,
    spec: 'RFC 9110 §8.8.3 (weak is case-sensitive W/), §13.1.1 (strong comparison)',
  },
  remedy: 'replay',
  judge: ({ sentToken: token, versionConflict: conflict, base, current }) => {
    if (token === null || conflict === null) return answer.notApplicable;
    if (isMissingValue(base)) return answer.unknown(base.missing, base.probe);
    if (base.version === null || base.sentInSave !== true)
      return answer.unknown(say`No recorded read brought the version that this save sent.`, 'cached-against-fresh');
    if (!weak.test(base.version) || weak.test(token.value))
      return answer.ruledOut(evidence(say`The page read ${base.version} and sent ${token.value}.`, base.exchange));
    if (weak.test(token.setByPage))
      return answer.ruledOut(evidence(say`The page did send it whole; it was changed on its way.`, conflict.exchange));
    if (!isMissingValue(current) && !sameVersion(current.version, token.value))
      return answer.ruledOut(evidence(say`The server holds ${current.version}, another version.`, current.reads[0]));
    const pieces = [
      evidence(say`The page read ${base.version}.`, base.exchange),
      evidence(say`The save sent ${token.value}.`, conflict.exchange),
    ] as const;
    return isMissingValue(current)
      ? answer.likely(...pieces)
      : answer.likely(...pieces, evidence(say`The server still holds ${current.version}.`, current.reads[0]));
  },
});
