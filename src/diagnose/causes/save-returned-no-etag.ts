import { sameVersion } from '../../http/same-version.ts';
import { say } from '../../texts/say.ts';
import { answer, defineCause, evidence, isMissingValue, optional } from '../define.ts';
import { baseRead } from '../facts/base-read.ts';
import { currentVersion } from '../facts/current-version.ts';
import { laterWrites } from '../facts/later-writes.ts';
import { sentToken } from '../facts/sent-token.ts';
import { versionConflict } from '../facts/version-conflict.ts';
import { versionPlace } from '../facts/version-place.ts';

export default defineCause({
  id: 'save-returned-no-etag',
  kind: 'stale-version',
  specificity: 77,
  needs: {
    sentToken,
    versionConflict,
    versionPlace,
    laterWrites,
    base: optional(baseRead),
    current: optional(currentVersion),
  },
  text: {
    title: say`The earlier save was answered without its new version`,
    why: say`The page had saved before and the server accepted it, but the answer did not name the version that it had made. The page had only the old one to send with its next save.`,
    fix: say`Replay the save, or load the page again after each save.`,
    fixServer: say`Return the ETag of the new version with every successful PUT, PATCH and POST.`,
    spec: 'RFC 9110 §9.3.4 (validators in answers to PUT), §8.8.3',
  },
  remedy: 'replay',
  judge: ({ sentToken: token, versionConflict: conflict, versionPlace: place, laterWrites: later, base, current }) => {
    if (token === null || conflict === null) return answer.notApplicable;
    if (!isMissingValue(current) && sameVersion(current.version, token.value))
      return answer.ruledOut(
        evidence(say`The server still holds ${current.version}, which the save sent.`, current.reads[0]),
      );
    const own = later.filter((w) => w.by === 'this-tab' && w.landed === 'yes' && w.endedBefore);
    const silent = own.findLast((w) => place.in(w.exchange) === null);
    const last = own.at(-1);
    if (silent === undefined || last !== silent) {
      if (last !== undefined)
        return answer.ruledOut(evidence(say`The answer to the earlier save named its version.`, last.exchange));
      if (isMissingValue(base)) return answer.unknown(base.missing, base.probe);
      return base.sameTab
        ? answer.ruledOut(evidence(say`No earlier save of this tab was seen after its read.`, base.exchange))
        : answer.unknown(say`Whether this tab had saved before was not recorded.`);
    }
    if (silent.exchange.responseBody.state === 'not-kept' && place.name.startsWith('$'))
      return answer.unknown(
        say`The body of the answer to the earlier save was not kept; it may have named the version.`,
      );
    const pieces = [
      evidence(
        say`An earlier save was answered ${silent.exchange.status} without a version (${place.name}).`,
        silent.exchange,
      ),
      evidence(say`This save sent ${token.value}, from before it.`, conflict.exchange),
    ] as const;
    const showed = silent.versionFrom;
    return silent.differs === true && showed !== null
      ? answer.likely(...pieces, evidence(say`A later read brought ${silent.version}.`, showed))
      : answer.likely(...pieces);
  },
});
