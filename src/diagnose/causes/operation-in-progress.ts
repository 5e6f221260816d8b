import { say } from '../../texts/say.ts';
import { defineCause, evidence } from '../define.ts';
import { reading } from '../facts/reading.ts';
import { said } from '../facts/said.ts';
import { byWords } from '../refusal/by-words.ts';

export default defineCause({
  id: 'operation-in-progress',
  kind: 'concurrent-write',
  specificity: 27,
  needs: { reading, said },
  text: {
    title: say`Another operation is still running`,
    why: say`The server works on this already and takes one step at a time. The same request can succeed when that is over.`,
    fix: say`Wait and send the same again. If the answer names a time, wait that long.`,
    fixServer: say`Send Retry-After, and a link to the running operation.`,
    spec: 'RFC 9110 §10.2.3 (Retry-After), §15.5.10',
  },
  remedy: 'tell',
  judge: ({ reading: read, said: { retryAfter } }) => {
    const words = byWords(read, 'busy');
    if (words.finding !== 'cause' || retryAfter === null) return words;
    return {
      ...words,
      evidence: [...words.evidence, evidence(say`It asks to wait ${retryAfter} seconds.`, read.exchange)],
    };
  },
});
