import { say } from '../../texts/say.ts';
import { answer, defineCause, evidence } from '../define.ts';
import { batchParts } from '../facts/batch-parts.ts';
import { refusal } from '../facts/refusal.ts';

export default defineCause({
  id: 'batch-reuses-token',
  kind: 'stale-version',
  specificity: 53,
  needs: { refusal, batchParts },
  text: {
    title: say`One batch writes the same thing twice under one version`,
    why: say`The first part of the batch changes the thing and its version with it. The second part still carries the version from before, so it comes too late.`,
    fix: say`Send the two changes as one, or one after the other with the version that the first answer brings.`,
    fixServer: say`Say in the batch’s answer which part failed and why.`,
    spec: 'OData 4.01 part 1 §11.7 (batch requests); RFC 9110 §13.1.1',
  },
  remedy: 'tell',
  judge: ({ refusal: { exchange }, batchParts: parts }) => {
    if (parts === null) return answer.notApplicable;
    for (const [i, part] of parts.entries()) {
      const twin = parts.slice(i + 1).find((other) => other.url === part.url && other.token === part.token);
      if (part.token === null || twin === undefined) continue;
      if (part.status !== null && part.status >= 400)
        return answer.ruledOut(evidence(say`The first of the two parts was refused too (${part.status}).`, exchange));
      const seen = evidence(say`Two parts of the batch write ${part.url} under ${part.token}.`, exchange);
      return part.status !== null && twin.status !== null && twin.status >= 400
        ? answer.proven(
            seen,
            evidence(say`The first was done (${part.status}), the second refused (${twin.status}).`, exchange),
          )
        : answer.likely(seen);
    }
    return answer.ruledOut(
      evidence(say`No two parts of the batch write the same thing under the same version.`, exchange),
    );
  },
});
