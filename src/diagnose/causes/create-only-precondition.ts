import { say } from '../../texts/say.ts';
import { answer, defineCause, evidence } from '../define.ts';
import { carried } from '../facts/carried.ts';
import { reading } from '../facts/reading.ts';
import { byWords } from '../refusal/by-words.ts';

export default defineCause({
  id: 'create-only-precondition',
  kind: 'duplicate',
  specificity: 38,
  needs: { reading, carried },
  text: {
    title: say`It was to be created only if it is not there, and it is`,
    why: say`The request forbade the server to replace anything. Something stands at this address already, so the server did as it was told.`,
    fix: say`Read what is there. Update it instead, or choose another name.`,
    fixServer: say`Nothing to change: the condition did its work.`,
    spec: 'RFC 9110 §13.1.2 (If-None-Match); RFC 4918 §10.6 (Overwrite)',
  },
  remedy: 'check',
  judge: ({ reading: read, carried: { createOnly, headersSeen } }) => {
    if (createOnly === null)
      return headersSeen
        ? answer.ruledOut(evidence(say`The request did not ask to create only.`, read.exchange))
        : answer.unknown(say`The header fields of the refused save were not seen.`);
    return byWords(read, 'exists');
  },
});
