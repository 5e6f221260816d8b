import { say } from '../../texts/say.ts';
import { answer, defineCause, evidence, isMissingValue, optional } from '../define.ts';
import { stability } from '../facts/stability.ts';
import { versionConflict } from '../facts/version-conflict.ts';

export default defineCause({
  id: 'inconsistent-replicas',
  kind: 'stale-version',
  specificity: 81,
  needs: { versionConflict, stability: optional(stability) },
  text: {
    title: say`Some of the servers still hold an old version`,
    why: say`Reads in a row are answered now with an older, now with a newer version and content. Copies behind the address are not equally far; a save that is based on the older one is refused by the newer one.`,
    fix: say`Replay the save. If the fresh version is the older one again, wait a little and try once more.`,
    fixServer: say`Let a session read where it wrote, or answer reads only from copies that have caught up.`,
    spec: 'RFC 9110 §8.8.3 (ETag), §13.1.1 (If-Match)',
  },
  remedy: 'replay',
  judge: ({ versionConflict: conflict, stability: seen }) => {
    if (conflict === null) return answer.notApplicable;
    if (isMissingValue(seen)) return answer.unknown(seen.missing, seen.probe);
    const { state, looks } = seen;
    const [first, second] = looks;
    const [one, ...brought] = looks.map((l) => evidence(say`A read brought ${l.version}.`, l.exchange));
    switch (state) {
      case 'replicas':
        return one === undefined
          ? answer.notApplicable
          : // What is switched to and fro comes back too; only an older version is surely an older copy.
            (seen.older ? answer.proven : answer.likely)(
              one,
              ...brought,
              evidence(say`A version came back after another had taken its place.`, second.exchange),
            );
      case 'steady':
        return answer.ruledOut(evidence(say`Fresh reads in a row brought ${first.version}.`, first.exchange));
      case 'unsteady':
        return answer.unknown(
          say`Versions differ from read to read, and the bodies to compare were not kept.`,
          'repeated-reads',
        );
      default:
        return answer.ruledOut(evidence(say`No older content came back after a newer one.`, second.exchange));
    }
  },
});
