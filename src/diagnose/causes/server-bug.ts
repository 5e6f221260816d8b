import { sameVersion } from '../../http/same-version.ts';
import { say } from '../../texts/say.ts';
import { answer, defineCause, evidence, isMissingValue, optional } from '../define.ts';
import { comparable } from '../facts/comparable.ts';
import { currentVersion } from '../facts/current-version.ts';
import { refusedBefore } from '../facts/refused-before.ts';
import { sentToken } from '../facts/sent-token.ts';
import { versionConflict } from '../facts/version-conflict.ts';

/** So many fresh reads must agree before nodes that take turns are out of the question. */
const enoughReads = 5;

export default defineCause({
  id: 'server-bug',
  kind: 'stale-version',
  specificity: 65,
  needs: { sentToken, versionConflict, comparable, refusedBefore, current: optional(currentVersion) },
  text: {
    title: say`The server refuses the version that it gives out`,
    why: say`The save named exactly the version that the server holds, and it was refused all the same. Reading again and replaying cannot help while the server compares wrongly.`,
    fix: say`Take the report to the site’s people; it holds the reads and the refusal.`,
    fixServer: say`Compare If-Match with the same ETag that reads carry: after compression, proxies and serialisation.`,
    spec: 'RFC 9110 §13.1.1 (If-Match must be true when a listed tag matches), §13.2.2',
  },
  remedy: 'tell',
  judge: ({
    sentToken: token,
    versionConflict: conflict,
    comparable: { spelling, otherByAccept },
    refusedBefore: before,
    current,
  }) => {
    if (token === null || conflict === null) return answer.notApplicable;
    const refused = evidence(say`The save sent ${token.value} and was answered ${conflict.status}.`, conflict.exchange);
    const earlier = before.refusals.at(-1);
    const again =
      before.readSince === null || earlier === undefined
        ? []
        : [
            evidence(say`${token.value} had been refused before.`, earlier),
            evidence(say`After that the server still gave ${token.value}.`, before.readSince),
          ];
    if (isMissingValue(current)) {
      const [first, ...more] = again;
      return first !== undefined && spelling && !otherByAccept
        ? answer.likely(first, ...more, refused)
        : answer.unknown(current.missing, current.probe);
    }
    if (!sameVersion(current.version, token.value))
      return answer.ruledOut(evidence(say`The server holds ${current.version}, another version.`, current.reads[0]));
    if (!spelling)
      return answer.ruledOut(
        evidence(say`The save did not send the version just as the server gives it.`, conflict.exchange),
      );
    const holds = [
      evidence(say`A fresh read brought ${current.version}.`, current.reads[0]),
      evidence(say`A second fresh read brought the same.`, current.reads[1]),
    ] as const;
    if (otherByAccept) return answer.possible(refused, ...again, ...holds);
    return again.length > 0 && current.reads.length >= enoughReads
      ? answer.proven(refused, ...again, ...holds)
      : answer.likely(refused, ...again, ...holds);
  },
});
