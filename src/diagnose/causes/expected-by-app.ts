import { isWrite } from '../../http/method.ts';
import { isSuccess } from '../../http/status.ts';
import { isRefusal } from '../../record/refusal.ts';
import { say } from '../../texts/say.ts';
import { answer, defineCause, evidence } from '../define.ts';
import { allAnswers } from '../facts/all-answers.ts';
import { aimsAtSame } from '../facts/same-aim.ts';
import { endOf, traffic } from '../facts/traffic.ts';

/** Milliseconds: what follows so soon no person has pressed; what follows later than the second may be anything. */
const atOnce = 1_000;
const soon = 5_000;

export default defineCause({
  id: 'expected-by-app',
  kind: 'not-a-conflict',
  specificity: 90,
  needs: { traffic, allAnswers },
  text: {
    title: say`The app dealt with it by itself`,
    why: say`Right after the refusal the app sent the save again and it was accepted. This app expects such refusals and knows how to go on.`,
    fix: say`There is nothing to do.`,
    fixServer: say`Nothing is wrong on the server.`,
    spec: 'RFC 9110 §15.5.10 (409: resolve the conflict and resubmit)',
  },
  remedy: 'tell',
  judge: ({ traffic: { save, after }, allAnswers: { ofOrigin } }) => {
    if (!isRefusal(save.status)) return answer.notApplicable;
    const end = endOf(save);
    const next = after.find(
      (x) =>
        isWrite(x.method) &&
        x.method === save.method &&
        x.tabId === save.tabId &&
        x.startedAt - end <= soon &&
        // Where things are added one by one, the next is another one.
        aimsAtSame(x, save) === true,
    );
    if (next !== undefined && isSuccess(next.status)) {
      const waited = Math.max(0, Math.round(next.startedAt - end));
      const pieces = [
        evidence(say`The save was refused (${save.status}).`, save),
        evidence(say`${waited} ms later the same tab sent it again and got ${next.status}.`, next),
      ] as const;
      return next.startedAt - end <= atOnce ? answer.proven(...pieces) : answer.likely(...pieces);
    }
    if (next !== undefined) return answer.ruledOut(evidence(say`The next try was not accepted either.`, next));
    const later = ofOrigin.find((x) => x.startedAt - end > soon);
    return later === undefined
      ? answer.unknown(say`Whether the app goes on by itself was not seen yet.`)
      : answer.ruledOut(evidence(say`No save of this tab followed within five seconds.`, later));
  },
});
