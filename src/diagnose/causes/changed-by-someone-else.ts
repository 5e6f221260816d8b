import { sameVersion } from '../../http/same-version.ts';
import { answer, defineCause, evidence, isMissingValue, optional } from '../define.ts';
import { baseRead } from '../facts/base-read.ts';
import { comparable } from '../facts/comparable.ts';
import { coverage } from '../facts/coverage.ts';
import { currentVersion } from '../facts/current-version.ts';
import { laterWrites } from '../facts/later-writes.ts';
import { sentToken } from '../facts/sent-token.ts';
import { versionConflict } from '../facts/version-conflict.ts';
import { writesNearby } from '../facts/writes-nearby.ts';

export default defineCause({
  id: 'changed-by-someone-else',
  kind: 'stale-version',
  specificity: 60,
  needs: {
    sentToken,
    versionConflict,
    laterWrites,
    writesNearby,
    coverage,
    comparable,
    base: optional(baseRead),
    current: optional(currentVersion),
  },
  text: {
    title: 'Somebody else saved in between',
    why: 'After this page had read the resource, another person, program or device saved it. The server refused so that their work would not be overwritten.',
    fix: 'Replay the save: Resave reads what they saved, shows it beside yours and merges both.',
    fixServer:
      'The refusal is right. Return the current version with it (its ETag, better its content), so that pages can merge.',
    spec: 'RFC 9110 §13.1.1 (If-Match), §15.5.10 (409), §15.5.13 (412)',
  },
  remedy: 'replay',
  judge: (given) => {
    const {
      sentToken: token,
      versionConflict: conflict,
      laterWrites: later,
      coverage: recorded,
      base,
      current,
    } = given;
    if (token === null || conflict === null) return answer.notApplicable;
    if (isMissingValue(base)) return answer.unknown(base.missing, base.probe);
    const { exchange: read, version } = base;
    if (!isMissingValue(current) && sameVersion(current.version, token.value))
      return answer.ruledOut(
        evidence(`The server still holds ${current.version}, which the save sent.`, current.reads[0]),
        evidence('A second fresh read says the same.', current.reads[1]),
      );
    if (base.sentInSave !== true || version === null)
      return answer.unknown('No recorded read brought the version that this save sent.', 'cached-against-fresh');
    const own = later.filter((w) => w.landed !== 'no');
    const last = own.at(-1);
    if (last !== undefined) {
      if (isMissingValue(current) || last.version === null || last.differs !== true)
        return answer.unknown(
          'This browser itself saved in between; whether anybody else did is not known.',
          probeOf(current),
        );
      if (own.some((w) => w.version !== null && sameVersion(w.version, current.version)))
        return answer.ruledOut(
          evidence(`The server holds ${last.version}, which this browser saved itself.`, last.exchange),
        );
      return answer.possible(
        evidence(`This browser saved ${last.version} in between.`, last.exchange),
        evidence(`The server holds ${current.version} now.`, current.reads[0]),
      );
    }
    const direct = (read.servedBy === 'network' || read.servedBy === 'revalidated') && base.sharedCache === null;
    const pieces = [
      evidence(origin(base.from, direct, version), read),
      evidence(`The save sent it back and was answered ${conflict.status}.`, conflict.exchange),
    ] as const;
    if (isMissingValue(current)) {
      if (given.comparable.checked || !direct) return answer.unknown(current.missing, current.probe);
      return given.comparable.spelling ? answer.likely(...pieces) : answer.possible(...pieces);
    }
    const [first, second] = current.reads;
    const now = [
      evidence(`A fresh read brought ${current.version}.`, first),
      evidence('A second fresh read brought the same.', second),
    ] as const;
    if (!direct || given.comparable.sameContent) return answer.possible(...pieces, ...now);
    if (!recorded.covers(read.startedAt))
      return answer.likely(
        ...pieces,
        ...now,
        evidence('What other tabs of this browser did was not recorded all the time.'),
      );
    const nearby = given.writesNearby[0];
    if (nearby !== undefined)
      return answer.likely(...pieces, ...now, evidence('This browser saved something near it in between.', nearby));
    const nobodyHere = evidence(
      'Every request of this browser since the read was recorded; none of them saved it.',
      read,
    );
    return given.comparable.sound && base.from === 'read'
      ? answer.proven(...pieces, nobodyHere, ...now)
      : answer.likely(...pieces, nobodyHere, ...now);
  },
});

function origin(from: 'read' | 'save', direct: boolean, version: string): string {
  if (from === 'save') return `The page’s own earlier save was answered with ${version}.`;
  return direct ? `The page read ${version} from the server.` : `The page read ${version}.`;
}

function probeOf(current: unknown) {
  return isMissingValue(current) ? current.probe : null;
}
