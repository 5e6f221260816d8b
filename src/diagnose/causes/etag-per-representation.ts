import { sameVersion } from '../../http/same-version.ts';
import { say } from '../../texts/say.ts';
import { answer, defineCause, evidence, isMissingValue, optional } from '../define.ts';
import { baseRead } from '../facts/base-read.ts';
import { comparable, varyOf } from '../facts/comparable.ts';
import { currentVersion } from '../facts/current-version.ts';
import { probeReads } from '../facts/probe-reads.ts';
import { sentToken } from '../facts/sent-token.ts';
import { versionConflict } from '../facts/version-conflict.ts';
import { versionPlace } from '../facts/version-place.ts';

export default defineCause({
  id: 'etag-per-representation',
  kind: 'stale-version',
  specificity: 82,
  needs: {
    sentToken,
    versionConflict,
    versionPlace,
    comparable,
    probeReads,
    base: optional(baseRead),
    current: optional(currentVersion),
  },
  text: {
    title: say`The version belongs to another form of the same thing`,
    why: say`The server keeps one version for each form (media type or language). The page read one form and saved while asking for another, so the server compared the save with the other form’s version.`,
    fix: say`Take the report to the site’s people; the page must read in the form in which it saves.`,
    fixServer: say`Compare If-Match with the versions of all forms, or let the page read and write with the same Accept.`,
    spec: 'RFC 9110 §8.8.3.3 (entity tags vary with content negotiation), §12.5.5 (Vary)',
  },
  remedy: 'tell',
  judge: ({
    sentToken: token,
    versionConflict: conflict,
    versionPlace: place,
    comparable: how,
    probeReads: probe,
    base,
    current,
  }) => {
    if (token === null || conflict === null) return answer.notApplicable;
    if (isMissingValue(base)) return answer.unknown(base.missing, base.probe);
    if (!how.otherByAccept)
      return answer.ruledOut(
        evidence(say`The save asked for the same form as the read, or the server has only one (Vary).`, base.exchange),
      );
    if (!isMissingValue(current) && !sameVersion(current.version, token.value))
      return answer.ruledOut(
        evidence(say`The form that the page read has a new version itself, ${current.version}.`, current.reads[0]),
      );
    const [other] = probe.of('read-as-the-write');
    const version = other === undefined ? null : place.in(other);
    if (other === undefined || version === null)
      return answer.unknown(say`Which version the form that the save asked for has was not seen.`, 'read-as-the-write');
    if (sameVersion(version, token.value))
      return answer.ruledOut(evidence(say`The form that the save asked for has the same version.`, other));
    const names = varyOf(base.exchange).join(', ');
    const pieces = [
      evidence(say`The page read ${token.value}, and the answer varies with ${names}.`, base.exchange),
      evidence(say`Read as the save asked, it has ${version}.`, other),
    ] as const;
    return isMissingValue(current)
      ? answer.likely(...pieces)
      : answer.proven(
          ...pieces,
          evidence(say`Read as the page does, it still has ${current.version}.`, current.reads[0]),
        );
  },
});
