import { say } from '../../texts/say.ts';
import { answer, defineCause, evidence } from '../define.ts';
import { reading } from '../facts/reading.ts';
import { pieces, plainly } from '../refusal/by-words.ts';

export default defineCause({
  id: 'unexplained',
  kind: 'unspecified',
  specificity: 0,
  needs: { reading },
  text: {
    title: say`The reason is not known yet`,
    why: say`The server refused the save, and nothing that was recorded shows why. The answer names no reason that Resave can read.`,
    fix: say`Check the server: a few reads may settle it. If they do not, take the report to the site’s people.`,
    fixServer: say`Say in the answer what is in conflict: a problem type, the current version and what the client can do.`,
    spec: 'RFC 9110 §15.5.10: a 409 should hold enough for the user to recognise the source of the conflict',
  },
  remedy: 'check',
  judge: ({ reading: read }) => {
    if (plainly(read) !== null) return answer.ruledOut(...pieces(read.ranked[0]?.reasons ?? [], read));
    const words = read.bodyKnown ? say`gave no reason that could be read` : say`its body was not kept`;
    return answer.possible(evidence(say`The server answered ${read.status} and ${words}.`, read.exchange));
  },
});
