import { say } from '../../texts/say.ts';
import { answer, defineCause, evidence, isMissingValue, optional } from '../define.ts';
import { changedOnTheWay, takenOnTheWay } from '../facts/changed-on-the-way.ts';
import { hiddenTag } from '../facts/hidden-tag.ts';
import { missingToken } from '../facts/missing-token.ts';
import { refusal } from '../facts/refusal.ts';

export default defineCause({
  id: 'etag-not-exposed',
  kind: 'precondition-missing',
  specificity: 86,
  needs: { refusal, missingToken, changedOnTheWay, hiddenTag: optional(hiddenTag) },
  text: {
    title: say`The browser hides the version from this page`,
    why: say`The server is on another origin and sends an ETag, but it does not allow pages of this site to read it. The page never got the version that it should send back.`,
    fix: say`Replay the save: Resave sees the ETag and sends it.`,
    fixServer: say`Add “Access-Control-Expose-Headers: ETag” to every answer that carries an ETag, 304 among them.`,
    spec: 'Fetch standard, CORS protocol (Access-Control-Expose-Headers); RFC 9110 §8.8.3',
  },
  remedy: 'replay',
  judge: ({
    refusal: { exchange: save, status },
    missingToken: wanting,
    hiddenTag: seen,
    changedOnTheWay: onTheWay,
  }) => {
    if (wanting.sent) return answer.ruledOut(evidence(say`The save did carry a version.`, save));
    if (wanting.refusal === 'elsewhere') return answer.notApplicable;
    if (isMissingValue(seen)) return answer.unknown(seen.missing, seen.probe);
    const { read, tag, page } = seen;
    switch (seen.state) {
      case 'no-tag':
        return answer.ruledOut(evidence(say`The page’s read carried no ETag that could be hidden.`, read));
      case 'same-origin':
        return answer.ruledOut(evidence(say`Page and server are of one origin, so nothing is hidden.`, read));
      case 'exposed':
        return answer.ruledOut(evidence(say`The server allows the page to read ETag.`, read));
      case 'hidden': {
        const [taken] = takenOnTheWay(onTheWay);
        if (taken !== undefined)
          return answer.ruledOut(
            evidence(say`${taken.name} was taken away before anything could hide it.`, taken.exchange),
          );
        const hidden = evidence(say`The read from ${page} carried ETag: ${tag} and does not expose it.`, read);
        if (wanting.placeholder !== null)
          return answer.proven(
            hidden,
            evidence(say`The save sent If-Match: ${wanting.placeholder.slice(0, 80)}.`, save),
          );
        const bare = evidence(say`The save carried no version and was answered ${status}.`, save);
        if (wanting.refusal !== 'demanded') return answer.possible(hidden, bare);
        return wanting.worded ? answer.proven(hidden, bare) : answer.likely(hidden, bare);
      }
    }
  },
});
