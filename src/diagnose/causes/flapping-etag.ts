import { say } from '../../texts/say.ts';
import { answer, defineCause, evidence, isMissingValue, optional } from '../define.ts';
import { stability } from '../facts/stability.ts';
import { versionConflict } from '../facts/version-conflict.ts';

export default defineCause({
  id: 'flapping-etag',
  kind: 'stale-version',
  specificity: 82,
  needs: { versionConflict, stability: optional(stability) },
  text: {
    title: say`The server gives the same content different versions`,
    why: say`Reads in a row brought the same content under different validators, as when several servers take turns and each makes its own. The one that the page got is not the one that the save was compared with.`,
    fix: say`Replay the save; it may take more than one try until both meet the same server.`,
    fixServer: say`Make the ETag from the content or from a version number, not from a file’s inode or a node’s clock, or keep a session on one server.`,
    spec: 'RFC 9110 §8.8.1 (a strong validator changes only with the representation), §8.8.3',
  },
  remedy: 'replay',
  judge: ({ versionConflict: conflict, stability: seen }) => {
    if (conflict === null) return answer.notApplicable;
    if (isMissingValue(seen)) return answer.unknown(seen.missing, seen.probe);
    const { state, looks, recurs } = seen;
    const [first, second, ...more] = looks.map((l) => evidence(say`A read brought ${l.version}.`, l.exchange));
    if (first === undefined || second === undefined) return answer.notApplicable;
    switch (state) {
      case 'steady':
        return answer.ruledOut(
          evidence(say`Fresh reads in a row brought the same version.`, looks[0].exchange),
          second,
        );
      case 'flapping': {
        const same = evidence(say`The content was the same in all of them.`, looks[1].exchange);
        const redacted = looks.some(
          (l) => l.exchange.responseBody.state === 'kept' && l.exchange.responseBody.redacted,
        );
        return recurs && !redacted
          ? answer.proven(first, second, ...more, same)
          : answer.likely(first, second, ...more, same);
      }
      case 'unsteady':
        return answer.unknown(
          say`Versions differ from read to read, and the bodies to compare were not kept.`,
          'repeated-reads',
        );
      default:
        return answer.ruledOut(evidence(say`With the version the content changed too.`, looks[1].exchange));
    }
  },
});
