import { sameVersion } from '../../http/same-version.ts';
import { say } from '../../texts/say.ts';
import { answer, defineCause, evidence } from '../define.ts';
import { sameContent } from '../facts/json-values.ts';
import { aimsAtSame } from '../facts/same-aim.ts';
import { sentToken } from '../facts/sent-token.ts';
import { endOf, landed, traffic } from '../facts/traffic.ts';
import { carriedBy } from '../refusal/carried.ts';

/** Milliseconds by which sources differ on when a request began (HAR and webRequest, Chromium 156: up to 1.8). */
const blur = 3;

export default defineCause({
  id: 'overlapping-saves',
  kind: 'concurrent-write',
  specificity: 84,
  needs: { traffic, sentToken },
  text: {
    title: say`Two saves of this page were under way at once`,
    why: say`The page sent a second save before the first one was answered, both from the same version. The server took one of them and refused the other.`,
    fix: say`Load the page again and see which one is there. Press save once and wait.`,
    fixServer: say`Nothing is wrong on the server. The page should send one save at a time and wait for its answer.`,
    spec: 'RFC 9110 §13.1.1 (If-Match), §9.2.2 (retries)',
  },
  remedy: 'replay',
  judge: ({ traffic: { save, writes }, sentToken: token }) => {
    const others = writes.filter(
      (x) =>
        x.parent === null &&
        x.tabId === save.tabId &&
        Math.min(x.endedAt ?? Number.POSITIVE_INFINITY, endOf(save)) - Math.max(x.startedAt, save.startedAt) > blur &&
        landed(x) !== 'no' &&
        aimsAtSame(x, save) !== false,
    );
    const alike = (x: (typeof others)[number]) => {
      const sent = carriedBy(x).tokens;
      if (token !== null) return sent.some((t) => t.carrier === token.carrier && sameVersion(t.value, token.setByPage));
      return x.method === save.method && sameContent(x.requestBody, save.requestBody) === true;
    };
    const taken = others.find((x) => landed(x) === 'yes' && alike(x));
    const both = evidence(say`This save went out before the other was answered.`, save);
    if (taken !== undefined) {
      const from = token === null ? say`the same content` : token.value;
      const other = evidence(say`Another save with ${from} was answered ${taken.status}.`, taken);
      return aimsAtSame(taken, save) === true ? answer.proven(other, both) : answer.likely(other, both);
    }
    const open = others.find(alike);
    if (open !== undefined)
      return answer.unknown(say`Another save was under way at the same time, and what became of it was not seen.`);
    const [other] = others;
    if (other !== undefined)
      return answer.possible(evidence(say`Another save was under way at the same time.`, other), both);
    return answer.ruledOut(evidence(say`No other save of this tab was under way at the same time.`, save));
  },
});
