import { say } from '../../texts/say.ts';
import { answer, defineCause, evidence, isMissingValue, optional } from '../define.ts';
import { stability } from '../facts/stability.ts';
import { versionConflict } from '../facts/version-conflict.ts';

export default defineCause({
  id: 'volatile-body-etag',
  kind: 'stale-version',
  specificity: 83,
  needs: { versionConflict, stability: optional(stability) },
  text: {
    title: say`The version changes with every read`,
    why: say`The server makes the validator from the whole answer, and the answer holds something that is new every time, for example a token or a clock. So the version is old before the page gets it.`,
    fix: say`No version that the page can send will be right. Take the report to the site’s people.`,
    fixServer: say`Make the ETag from the record’s own version or leave out what is made anew for each answer.`,
    spec: 'RFC 9110 §8.8.1 (weak and strong validators), §8.8.3',
  },
  remedy: 'tell',
  judge: ({ versionConflict: conflict, stability: seen }) => {
    if (conflict === null) return answer.notApplicable;
    if (isMissingValue(seen)) return answer.unknown(seen.missing, seen.probe);
    const { state, looks, paths } = seen;
    const [first, second, ...more] = looks;
    const brought = looks.map((l) => evidence(say`A read brought ${l.version}.`, l.exchange));
    switch (state) {
      case 'volatile': {
        const where = paths[0] === '$' ? say`one stretch of the answer` : paths.join(', ');
        const only = evidence(say`Between them only ${where} differs.`, second.exchange);
        return more.length > 0 ? answer.proven(only, ...brought) : answer.likely(only, ...brought);
      }
      case 'steady':
        return answer.ruledOut(evidence(say`Fresh reads in a row brought ${first.version}.`, first.exchange));
      case 'unsteady':
        return answer.unknown(
          say`Versions differ from read to read, and the bodies to compare were not kept.`,
          'repeated-reads',
        );
      default:
        return answer.ruledOut(
          evidence(
            state === 'flapping'
              ? say`Versions differ, and the content is the same.`
              : say`What differs between the reads is real content.`,
            second.exchange,
          ),
        );
    }
  },
});
