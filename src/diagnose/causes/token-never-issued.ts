import { bareTag } from '../../http/entity-tag.ts';
import { say } from '../../texts/say.ts';
import { answer, defineCause, evidence, isMissingValue, optional } from '../define.ts';
import { baseRead } from '../facts/base-read.ts';
import { issued } from '../facts/issued.ts';
import { sentToken } from '../facts/sent-token.ts';
import { versionConflict } from '../facts/version-conflict.ts';

export default defineCause({
  id: 'token-never-issued',
  kind: 'malformed-precondition',
  specificity: 74,
  needs: { sentToken, versionConflict, issued, base: optional(baseRead) },
  text: {
    title: say`The server never gave out the version that was sent`,
    why: say`The save named a version that stands in none of the answers that this page got. The page made it up, for example from its clock, or changed it by reading it as a date or number.`,
    fix: say`Replay the save: Resave sends the version just as the server gives it.`,
    fixServer: say`Nothing is wrong on the server. The page should keep the ETag as a text and send it back unread.`,
    spec: 'RFC 9110 §8.8.3 (an entity tag is opaque), §13.1.1',
  },
  remedy: 'replay',
  judge: ({ sentToken: token, versionConflict: conflict, issued: { by, unsearched }, base }) => {
    if (token === null || conflict === null) return answer.notApplicable;
    if (isMissingValue(base)) return answer.unknown(base.missing, base.probe);
    if (base.sentInSave === true)
      return answer.ruledOut(evidence(say`The page got ${base.version} here.`, base.exchange));
    if (by !== null) return answer.ruledOut(evidence(say`An earlier answer holds the version that was sent.`, by));
    if (base.version === null || !base.sameTab)
      return answer.unknown(
        say`No read of this tab shows which versions the server gives out here.`,
        'cached-against-fresh',
      );
    const pieces = [
      evidence(say`The save sent ${token.value}.`, conflict.exchange),
      evidence(say`The page had read ${base.version}; no recorded answer holds what it sent.`, base.exchange),
    ] as const;
    const instant = sameInstant(token.value, base.version);
    if (instant)
      return answer.likely(
        ...pieces,
        evidence(say`Both are the same moment, written with other precision.`, base.exchange),
      );
    const clock = momentOf(token.value);
    if (clock !== null && Math.abs(clock - conflict.exchange.startedAt) < 300_000 && momentOf(base.version) === null)
      return answer.likely(...pieces, evidence(say`What it sent is the time of the save.`, conflict.exchange));
    return unsearched > 0 ? answer.possible(...pieces) : answer.likely(...pieces);
  },
});

/** Epoch ms of an ISO date or of a count of seconds or milliseconds; null for anything else. */
function momentOf(value: string): number | null {
  const text = bareTag(value);
  if (/^\d{4}-\d\d-\d\d[T ]\d\d:\d\d/.test(text)) {
    const parsed = Date.parse(text.replace(' ', 'T'));
    return Number.isNaN(parsed) ? null : parsed;
  }
  if (/^1\d{12}$/.test(text)) return Number(text);
  return /^1\d{9}(\.\d+)?$/.test(text) ? Number(text) * 1000 : null;
}

function sameInstant(a: string, b: string): boolean {
  const [x, y] = [momentOf(a), momentOf(b)];
  return x !== null && y !== null && Math.floor(x / 1000) === Math.floor(y / 1000);
}
