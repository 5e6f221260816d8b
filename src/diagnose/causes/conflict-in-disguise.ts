import { isWrite } from '../../http/method.ts';
import { isRefusal } from '../../record/refusal.ts';
import { say } from '../../texts/say.ts';
import { answer, defineCause, evidence } from '../define.ts';
import { refusal } from '../facts/refusal.ts';
import { disguisedRefusal } from '../watch/disguise.ts';

const speaking = new Set([200, 201, 207, 400, 422]);

export default defineCause({
  id: 'conflict-in-disguise',
  kind: 'unspecified',
  specificity: 1,
  needs: { refusal },
  text: {
    title: say`The answer hides a conflict behind another status`,
    why: say`The status says something else, but the answer itself reports that the save was refused for the state of the resource. Pages that look at the status alone take it for saved, or for wrong input.`,
    fix: say`Do not trust the page’s word that it was saved. Load it again, or replay the save.`,
    fixServer: say`Answer 409 or 412, or at least document the code that stands for it.`,
    spec: 'RFC 9110 §15.5.10 (409), §15.5.13 (412); RFC 4918 §13 (207)',
  },
  remedy: 'check',
  judge: ({ refusal: { exchange: save, status } }) => {
    if (isRefusal(status) || !speaking.has(status) || !isWrite(save.method)) return answer.notApplicable;
    const disguise = disguisedRefusal(save);
    if (disguise !== null)
      return answer.likely(
        evidence(say`The status is ${status}, and the answer says: ${disguise.quote.slice(0, 160)}`, save),
      );
    if (save.responseBody.state === 'not-kept')
      return answer.unknown(say`The body of the answer was not kept, so what it says is not known.`);
    return answer.ruledOut(evidence(say`The answer reports no conflict.`, save));
  },
});
