import type { Exchange } from '../../record/exchange.ts';
import { say } from '../../texts/say.ts';
import { answer, defineCause, evidence, isMissingValue, optional } from '../define.ts';
import { baseRead } from '../facts/base-read.ts';
import { carried } from '../facts/carried.ts';
import { changedOnTheWay, takenOnTheWay } from '../facts/changed-on-the-way.ts';
import { hiddenTag } from '../facts/hidden-tag.ts';
import { answerValues } from '../facts/json-values.ts';
import { reading } from '../facts/reading.ts';
import { byWords } from '../refusal/by-words.ts';
import { tokenName } from '../refusal/token-name.ts';

export default defineCause({
  id: 'precondition-never-sent',
  kind: 'precondition-missing',
  specificity: 30,
  needs: { reading, carried, changedOnTheWay, base: optional(baseRead), hiddenTag: optional(hiddenTag) },
  text: {
    title: say`The save named no version`,
    why: say`The server takes changes only with the version that they were made from, so that nobody’s work is lost. This request carried none.`,
    fix: say`Replay the save: Resave reads the present version and sends yours under it, after you have seen both.`,
    fixServer: say`Answer 428 and say which field is wanted. Let pages read the ETag: Access-Control-Expose-Headers.`,
    spec: 'RFC 6585 §3 (428); RFC 9110 §13.1',
  },
  remedy: 'replay',
  judge: ({
    reading: read,
    carried: { tokens, headersSeen, creates },
    changedOnTheWay: onTheWay,
    base,
    hiddenTag: hidden,
  }) => {
    const words = byWords(read, 'required');
    const sure = tokens.find(({ certainty }) => certainty === 'sure');
    if (sure !== undefined)
      return answer.ruledOut(evidence(say`The request carried a version: ${sure.name} ${sure.value}`, read.exchange));
    if (!isMissingValue(base) && base.version === null && !namesVersion(base.exchange))
      return answer.ruledOut(evidence(say`The page’s read brought no version that it could have sent.`, base.exchange));
    const [taken] = takenOnTheWay(onTheWay);
    if (taken !== undefined)
      return answer.ruledOut(
        evidence(
          taken.direction === 'request'
            ? say`The page did set ${taken.name}: ${taken.before}; it was taken away on its way.`
            : say`${taken.name} was taken from the page’s read before the page got it.`,
          taken.exchange,
        ),
      );
    if (!isMissingValue(hidden) && hidden.state === 'hidden')
      return answer.ruledOut(evidence(say`The browser did not let the page read the version.`, hidden.read));
    // The status alone is no proof: 428 is also sent for sign-ins and confirmations that are wanted first.
    const demanded = read.status === 428 && read.heard.has('required') && !creates;
    const seenWhole = headersSeen && tokens.length === 0 && read.exchange.requestBody.state !== 'not-kept';
    if (demanded && seenWhole && words.finding === 'cause' && words.strength === 'likely')
      return answer.proven(
        evidence(
          say`The server answered 428 and says that it wants a condition, and the request carried none.`,
          read.exchange,
        ),
        ...words.evidence,
      );
    return words;
  },
});

function namesVersion(x: Exchange): boolean {
  return answerValues(x).some((v) => tokenName(v.key) === 'sure');
}
