import { bareTag } from '../../http/entity-tag.ts';
import { say } from '../../texts/say.ts';
import { answer, defineCause, evidence, isMissingValue, optional } from '../define.ts';
import { anotherReason } from '../facts/another-reason.ts';
import { carried } from '../facts/carried.ts';
import { changedOnTheWay, takenOnTheWay } from '../facts/changed-on-the-way.ts';
import { ifMatch } from '../facts/if-match.ts';

/** What a program writes where it has no value. */
const placeholders = /^(|null|undefined|nan|none|nil|\[object object\]|\{\}|true|false|etag|\{etag\}|\$\{?etag\}?)$/i;

export default defineCause({
  id: 'placeholder-token',
  kind: 'malformed-precondition',
  specificity: 48,
  needs: { ifMatch, carried, changedOnTheWay, anotherReason: optional(anotherReason) },
  text: {
    title: say`The page sent a placeholder instead of a version`,
    why: say`The page had no version when it saved, and wrote the name of nothing in its place. No version of the server can ever match that.`,
    fix: say`Replay the save: Resave reads the present version first and sends yours under it.`,
    fixServer: say`Let pages read the ETag of every answer (Access-Control-Expose-Headers), and refuse a malformed tag with 400.`,
    spec: 'RFC 9110 §8.8.3 (entity tags)',
  },
  remedy: 'replay',
  judge: ({
    ifMatch: { exchange, status, sent },
    carried: { tokens },
    changedOnTheWay: onTheWay,
    anotherReason: other,
  }) => {
    const header = sent !== null && placeholders.test(bareTag(sent)) ? { name: 'If-Match', value: sent } : null;
    const elsewhere = tokens.find(
      ({ value, certainty }) =>
        certainty === 'sure' && placeholders.test(value) && value !== 'true' && value !== 'false',
    );
    const found = header ?? elsewhere;
    if (found === undefined || found === null)
      return sent === null && tokens.length === 0
        ? answer.notApplicable
        : answer.ruledOut(
            evidence(say`The version that was sent is no placeholder: ${sent ?? tokens[0]?.value ?? ''}`, exchange),
          );
    const seen = evidence(say`The request sent ${found.name} with “${found.value.slice(0, 60)}”.`, exchange);
    if (!isMissingValue(other) && other !== null && !other.vague) return answer.ruledOut(...other.says);
    const [taken] = takenOnTheWay(onTheWay);
    if (taken !== undefined)
      return answer.likely(seen, evidence(say`${taken.name} was taken away before the page got it.`, taken.exchange));
    // Forms send their empty fields too, whether anybody asked for them or not.
    if (found.value === '') return answer.possible(seen);
    return header !== null && status === 412 && other === null ? answer.proven(seen) : answer.likely(seen);
  },
});
