import { sameVersion } from '../../http/same-version.ts';
import type { Exchange } from '../../record/exchange.ts';
import { say } from '../../texts/say.ts';
import { answer, defineCause, evidence, isMissingValue, optional } from '../define.ts';
import { baseRead } from '../facts/base-read.ts';
import { currentVersion } from '../facts/current-version.ts';
import { sameContent } from '../facts/json-values.ts';
import { laterWrites } from '../facts/later-writes.ts';
import { sentToken } from '../facts/sent-token.ts';
import { endOf, isGoodRead, traffic } from '../facts/traffic.ts';
import { versionConflict } from '../facts/version-conflict.ts';
import { versionPlace } from '../facts/version-place.ts';

/** Milliseconds: in so short a time nobody else saves, as a rule. What is read later may be another’s work. */
const rightAfter = 2_000;

function follows(x: Exchange, write: Exchange): boolean {
  const pause = x.startedAt - endOf(write);
  return pause >= 0 && pause <= rightAfter;
}

export default defineCause({
  id: 'save-returned-old-etag',
  kind: 'stale-version',
  specificity: 79,
  needs: {
    sentToken,
    versionConflict,
    versionPlace,
    traffic,
    laterWrites,
    base: optional(baseRead),
    current: optional(currentVersion),
  },
  text: {
    title: say`The earlier save was answered with a version that does not count`,
    why: say`The page had saved before, and the answer named another version than the one that reads bring since, often the one from before that save. The page trusted it and sent it with the next save.`,
    fix: say`Replay the save, or load the page again after each save.`,
    fixServer: say`Compute the ETag of the answer after the write, from what is stored.`,
    spec: 'RFC 9110 §9.3.4 (validators in answers to PUT), §8.8.3',
  },
  remedy: 'replay',
  judge: ({
    sentToken: token,
    versionConflict: conflict,
    versionPlace: place,
    traffic: seen,
    laterWrites: later,
    base,
    current,
  }) => {
    if (token === null || conflict === null) return answer.notApplicable;
    if (isMissingValue(base)) return answer.unknown(base.missing, base.probe);
    if (!isMissingValue(current) && sameVersion(current.version, token.value))
      return answer.ruledOut(
        evidence(say`The server still holds ${current.version}, which the save sent.`, current.reads[0]),
      );
    const own = later.filter((w) => w.by === 'this-tab' && w.landed === 'yes' && w.endedBefore);
    const write =
      base.from === 'save'
        ? base.exchange
        : own.findLast((w) => w.differs === false && place.in(w.exchange) !== null)?.exchange;
    if (write === undefined) {
      const [other] = own;
      return answer.ruledOut(
        other === undefined
          ? evidence(say`No earlier save of this tab was seen after its read.`, base.exchange)
          : evidence(say`The answer to the earlier save did not name the version that this one sent.`, other.exchange),
      );
    }
    const answered = evidence(say`An earlier save was answered with ${token.value}.`, write);
    const contradiction = seen.reads.find((x) => {
      const version = isGoodRead(x) && x.servedBy === 'network' && follows(x, write) ? place.in(x) : null;
      return version !== null && !sameVersion(version, token.value);
    });
    const pieces =
      contradiction === undefined
        ? []
        : [evidence(say`A read right after it brought ${place.in(contradiction)}.`, contradiction)];
    const now = isMissingValue(current)
      ? []
      : [evidence(say`The server holds ${current.version} now.`, current.reads[0])];
    if (base.from === 'read')
      return answer.likely(
        answered,
        evidence(say`That version was there before the save already.`, base.exchange),
        ...pieces,
        ...now,
      );
    if (pieces.length > 0) return answer.likely(answered, ...pieces, ...now);
    // Orthanc 1.10 on SQLite: a save is answered with "1-x", and every read of what it stored with "0-x".
    if (!isMissingValue(current) && sameContent(write.requestBody, current.reads[0].responseBody) === true)
      return answer.likely(
        answered,
        ...now,
        evidence(say`Its content is still what that save sent, so only the version is another.`, current.reads[0]),
      );
    return isMissingValue(current)
      ? answer.unknown(say`No read after the earlier save shows whether its answer was right.`, 'cached-against-fresh')
      : answer.possible(answered, ...now);
  },
});
