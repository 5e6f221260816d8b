import { sameVersion } from '../../http/same-version.ts';
import type { Exchange } from '../../record/exchange.ts';
import { say } from '../../texts/say.ts';
import { answer, defineCause, evidence, isMissingValue, optional } from '../define.ts';
import { baseRead } from '../facts/base-read.ts';
import { currentVersion } from '../facts/current-version.ts';
import { bodyValues } from '../facts/json-values.ts';
import { holdsWhatWasSent, repeatedAttempts } from '../facts/repeated-attempt.ts';
import { sentToken } from '../facts/sent-token.ts';
import { traffic } from '../facts/traffic.ts';
import { versionPlace } from '../facts/version-place.ts';

export default defineCause({
  id: 'lost-response',
  kind: 'stale-version',
  specificity: 78,
  needs: {
    traffic,
    repeatedAttempts,
    versionPlace,
    sentToken,
    base: optional(baseRead),
    current: optional(currentVersion),
  },
  text: {
    title: say`It was saved already; only the answer was lost`,
    why: say`The same save had been sent before, and its answer never came. The server had applied it all the same, so the second try met its own first one.`,
    fix: say`Nothing is to be saved again. Load the page anew and see that your change is there.`,
    fixServer: say`Let clients name their save (Idempotency-Key), so that a repeated one gets the answer of the first.`,
    spec: 'RFC 9110 §9.2.2 (idempotent methods and retries), §13.1.1 (a server may answer 2xx when the change was already made)',
  },
  remedy: 'check',
  judge: ({ traffic: { save }, repeatedAttempts: attempts, versionPlace: place, sentToken: token, base, current }) => {
    const last = attempts.at(-1);
    if (last === undefined)
      return isMissingValue(base)
        ? answer.unknown(say`What this page had sent before was not recorded.`)
        : answer.ruledOut(evidence(say`No earlier send of this save was seen to break off.`, base.exchange));
    const broke = evidence(
      last.status === null
        ? say`The same save was sent before and broke off without an answer.`
        : say`The same save was sent before and answered ${last.status}.`,
      last,
    );
    const refused = evidence(say`The next try was refused.`, save);
    if (isMissingValue(current)) return answer.likely(broke, refused);
    const [fresh] = current.reads;
    if (token !== null && sameVersion(current.version, token.value))
      return answer.ruledOut(
        evidence(say`The server still holds ${current.version}; the earlier try changed nothing.`, fresh),
      );
    const held = holdsWhatWasSent(save, fresh, place.name);
    if (held === null) return answer.unknown(say`The bodies that would show whether it was saved were not kept whole.`);
    if (!held) return answer.ruledOut(evidence(say`The server does not hold what the earlier try sent.`, fresh));
    const holds = evidence(say`The server holds everything that this save sent.`, fresh);
    const before = isMissingValue(base) ? null : holdsWhatWasSent(save, base.exchange, place.name);
    // A switch, a number or a word can have been set the same way by somebody else.
    const own = !isMissingValue(base) && saysMuch(save, base.exchange, place.name);
    return before === false && own ? answer.proven(broke, refused, holds) : answer.likely(broke, refused, holds);
  },
});

/** Characters of new content that nobody else writes by chance, be it no sentence. */
const much = 24;

/** Whether the save's body says more than the page's copy did than a switch, a number or a name of a state. */
function saysMuch(save: Exchange, known: Exchange, versionAt: string): boolean {
  const held = new Map(bodyValues(known.responseBody).map((v) => [v.path, v.value]));
  const fresh = bodyValues(save.requestBody).filter((v) => v.path !== versionAt && held.get(v.path) !== v.value);
  const words = fresh.some(({ value }) => /\S\s+\S/.test(value));
  return words || fresh.reduce((sum, { value }) => sum + value.length, 0) >= much;
}
