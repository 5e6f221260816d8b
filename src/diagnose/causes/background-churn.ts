import { sameVersion } from '../../http/same-version.ts';
import { say } from '../../texts/say.ts';
import { answer, defineCause, evidence, isMissingValue, optional } from '../define.ts';
import { baseRead } from '../facts/base-read.ts';
import { currentVersion } from '../facts/current-version.ts';
import { machineWritten } from '../facts/machine-written.ts';
import { sentToken } from '../facts/sent-token.ts';
import { versionConflict } from '../facts/version-conflict.ts';

export default defineCause({
  id: 'background-churn',
  kind: 'stale-version',
  specificity: 66,
  needs: {
    sentToken,
    versionConflict,
    base: optional(baseRead),
    current: optional(currentVersion),
    machineWritten: optional(machineWritten),
  },
  text: {
    title: say`Only fields that programs write have changed`,
    why: say`Since the page read it, a program has updated its own fields: a status, a counter, a time. That made a new version although nobody touched what people edit.`,
    fix: say`Replay the save: nothing of anybody’s is in the way, the merge takes both.`,
    fixServer: say`Give what programs write a version or resource of its own, or accept writes to fields that did not change (PATCH by field).`,
    spec: 'RFC 9110 §13.1.1 (If-Match), RFC 7396 (merge patch)',
  },
  remedy: 'replay',
  judge: ({ sentToken: token, versionConflict: conflict, base, current, machineWritten: fields }) => {
    if (token === null || conflict === null) return answer.notApplicable;
    if (isMissingValue(base)) return answer.unknown(base.missing, base.probe);
    if (isMissingValue(current)) return answer.unknown(current.missing, current.probe);
    const [fresh] = current.reads;
    if (sameVersion(current.version, token.value))
      return answer.ruledOut(evidence(say`The server still holds ${current.version}, which the save sent.`, fresh));
    if (isMissingValue(fields)) return answer.unknown(fields.missing, fields.probe);
    const [person] = fields.people;
    if (person !== undefined) return answer.ruledOut(evidence(say`${person} has changed, which people write.`, fresh));
    if (fields.machine.length === 0) return answer.ruledOut(evidence(say`No field has changed.`, fresh));
    if (base.sentInSave !== true)
      return answer.unknown(say`No recorded read brought the version that this save sent.`, 'cached-against-fresh');
    return answer.likely(
      evidence(say`The page read ${base.version}.`, base.exchange),
      evidence(say`Now it is ${current.version}; only ${fields.machine.slice(0, 5).join(', ')} differs.`, fresh),
    );
  },
});
