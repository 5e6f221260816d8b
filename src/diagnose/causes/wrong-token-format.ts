import { say } from '../../texts/say.ts';
import { answer, defineCause, evidence } from '../define.ts';
import { carried } from '../facts/carried.ts';
import { reading } from '../facts/reading.ts';
import { byWords } from '../refusal/by-words.ts';

export default defineCause({
  id: 'wrong-token-format',
  kind: 'malformed-precondition',
  specificity: 44,
  needs: { reading, carried },
  text: {
    title: say`The version was sent in a form that the server cannot read`,
    why: say`The server wants its version token in a certain form, and the request sent something else. So it could not compare anything.`,
    fix: say`Send the token exactly as the server gave it, character by character.`,
    fixServer: say`Name the form that is wanted, and answer 400: nothing was compared.`,
    spec: 'RFC 9110 §8.8.3 (entity tags), §13.1.1 (If-Match)',
  },
  remedy: 'replay',
  judge: ({ reading: read, carried: { tokens, headersSeen } }) => {
    if (tokens.length === 0 && headersSeen)
      return answer.ruledOut(evidence(say`The request carried no version.`, read.exchange));
    return byWords(read, 'token-format');
  },
});
