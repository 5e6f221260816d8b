import { say } from '../../texts/say.ts';
import { answer, defineCause, evidence } from '../define.ts';
import { carried } from '../facts/carried.ts';
import { reading } from '../facts/reading.ts';
import { said } from '../facts/said.ts';
import { byWords } from '../refusal/by-words.ts';

export default defineCause({
  id: 'outdated-token',
  kind: 'stale-version',
  specificity: 20,
  needs: { reading, carried, said },
  text: {
    title: say`The version that was sent is old`,
    why: say`The request named the version that it was made from, and the server holds another one by now. Who changed it, only the history can tell.`,
    fix: say`Replay the save: Resave reads the present version, shows the difference and sends yours under the fresh version.`,
    fixServer: say`Hand over the present version with the refusal, so that pages can merge.`,
    spec: 'RFC 9110 §13.1.1 (If-Match), §15.5.10 (409), §15.5.13 (412)',
  },
  remedy: 'replay',
  judge: ({ reading: read, carried: { tokens, headersSeen }, said: { current } }) => {
    const [token] = tokens;
    if (token === undefined && read.speaksOfSent === null)
      return headersSeen
        ? answer.ruledOut(evidence(say`The request carried no version that could be old.`, read.exchange))
        : answer.unknown(say`The header fields of the refused save were not seen.`);
    const words = byWords(read, 'version');
    const handed = current[0];
    if (words.finding !== 'cause' || handed === undefined || handed.value === token?.value) return words;
    const held = evidence(
      say`The answer names the version that the server holds: ${handed.name} ${handed.value}.`,
      read.exchange,
    );
    return { ...words, evidence: [...words.evidence, held] };
  },
});
