import { sameVersion } from '../../http/same-version.ts';
import { say } from '../../texts/say.ts';
import type { Evidence } from '../contract.ts';
import { answer, defineCause, evidence, isMissingValue, optional } from '../define.ts';
import { baseRead } from '../facts/base-read.ts';
import { comparable } from '../facts/comparable.ts';
import { coverage } from '../facts/coverage.ts';
import { currentVersion } from '../facts/current-version.ts';
import { outdatedWhenRead } from '../facts/outdated-when-read.ts';
import { ownWritesSince } from '../facts/own-writes-since.ts';
import { refusedBefore } from '../facts/refused-before.ts';
import { sentToken } from '../facts/sent-token.ts';
import { stability } from '../facts/stability.ts';
import { versionConflict } from '../facts/version-conflict.ts';
import { writesNearby } from '../facts/writes-nearby.ts';

export default defineCause({
  id: 'changed-by-someone-else',
  kind: 'stale-version',
  specificity: 60,
  needs: {
    sentToken,
    versionConflict,
    ownWritesSince,
    writesNearby,
    outdatedWhenRead,
    coverage,
    comparable,
    refusedBefore,
    base: optional(baseRead),
    current: optional(currentVersion),
    stability: optional(stability),
  },
  text: {
    title: say`Somebody else saved in between`,
    why: say`After this page had read the resource, another person, program or device saved it. The server refused so that their work would not be overwritten.`,
    fix: say`Replay the save: Resave reads what they saved, shows it beside yours and merges both.`,
    fixServer: say`The refusal is right. Return the current version with it (its ETag, better its content), so that pages can merge.`,
    spec: 'RFC 9110 §13.1.1 (If-Match), §15.5.10 (409), §15.5.13 (412)',
  },
  remedy: 'replay',
  judge: (given) => {
    const { sentToken: token, versionConflict: conflict, ownWritesSince: own, comparable: how, base, current } = given;
    if (token === null || conflict === null) return answer.notApplicable;
    if (isMissingValue(base)) return answer.unknown(base.missing, base.probe);
    const { exchange: read, version } = base;
    if (!isMissingValue(current) && sameVersion(current.version, token.value))
      return answer.ruledOut(
        evidence(say`The server still holds ${current.version}, which the save sent.`, current.reads[0]),
        evidence(say`A second fresh read says the same.`, current.reads[1]),
      );
    if (base.sentInSave !== true || version === null)
      return answer.unknown(say`No recorded read brought the version that this save sent.`, 'cached-against-fresh');
    const [explained] = own.evidence;
    if (own.state === 'explain' && explained !== undefined) return answer.ruledOut(explained);
    if (own.state === 'open')
      return answer.unknown(
        say`This browser itself saved in between; whether anybody else did is not known.`,
        isMissingValue(current) ? current.probe : null,
      );
    const pieces: [Evidence, ...Evidence[]] = [
      evidence(origin(base.from, base.direct, version), read),
      evidence(say`The save sent it back and was answered ${conflict.status}.`, conflict.exchange),
      ...own.evidence,
    ];
    // This browser had seen a newer version before that read: an old copy explains the refusal, whoever made the newer one.
    const older = given.outdatedWhenRead;
    if (older !== null && older.exchange.parent === null)
      return answer.possible(...pieces, evidence(older.text, older.exchange));
    if (isMissingValue(current)) {
      const looks = isMissingValue(given.stability) ? null : given.stability;
      if (looks?.state === 'moving' && base.direct)
        return answer.likely(
          ...pieces,
          evidence(say`Each fresh read brought yet another version and content.`, looks.looks[1].exchange),
        );
      if (how.checked || !base.direct)
        return answer.unknown(current.missing, base.sharedCache === null ? current.probe : 'unknown-query');
      return how.spelling && given.refusedBefore.readSince === null
        ? answer.likely(...pieces)
        : answer.possible(...pieces);
    }
    pieces.push(
      evidence(say`A fresh read brought ${current.version}.`, current.reads[0]),
      evidence(say`A second fresh read brought the same.`, current.reads[1]),
    );
    if (!base.direct || how.sameContent || how.machineOnly || own.state === 'beside') return answer.possible(...pieces);
    if (!given.coverage.covers(read.startedAt))
      return answer.likely(
        ...pieces,
        evidence(say`What other tabs of this browser did was not recorded all the time.`),
      );
    const nearby = given.writesNearby.writes[0];
    if (nearby !== undefined)
      return answer.likely(...pieces, evidence(say`This browser saved something near it in between.`, nearby));
    const nobodyHere = evidence(say`Every request of this browser since was recorded; none of them saved it.`, read);
    return conflict.said && how.sound && given.writesNearby.complete && base.from === 'read' && own.state === 'none'
      ? answer.proven(...pieces, nobodyHere)
      : answer.likely(...pieces);
  },
});

function origin(from: 'read' | 'save', direct: boolean, version: string): string {
  if (from === 'save') return say`The page’s own earlier save was answered with ${version}.`;
  return direct ? say`The page read ${version} from the server.` : say`The page read ${version}.`;
}
