import { tagDifference } from '../../http/entity-tag.ts';
import { say } from '../../texts/say.ts';
import { answer, defineCause, evidence, isMissingValue, optional } from '../define.ts';
import { anotherReason } from '../facts/another-reason.ts';
import { ifMatch } from '../facts/if-match.ts';
import { seenTags } from '../facts/seen-tags.ts';

/** Quotes that were escaped, doubled, encoded, or are there on one side only. */
const mangled = /\\"|^(W\/)?""[^"]|%22|&quot;|^"[^"]*$|^[^"]+"$|^'.*'$/;

export default defineCause({
  id: 'etag-quotes-mangled',
  kind: 'malformed-precondition',
  specificity: 46,
  needs: { ifMatch, seenTags, anotherReason: optional(anotherReason) },
  text: {
    title: say`The quotes of the tag were lost or changed`,
    why: say`The quotes belong to an entity tag. The page dropped, doubled or escaped them, so the tag equals no version of the server though its letters do.`,
    fix: say`Replay the save: Resave sends the tag letter by letter as the server gave it.`,
    fixServer: say`Send and compare tags with their quotes, and refuse a malformed one with 400.`,
    spec: 'RFC 9110 §8.8.3 (entity tags)',
  },
  remedy: 'replay',
  judge: ({ ifMatch: { exchange, status, sent, handed }, seenTags: seen, anotherReason: other }) => {
    if (sent === null) return answer.notApplicable;
    if (!isMissingValue(other) && other !== null && !other.vague) return answer.ruledOut(...other.says);
    const went = evidence(say`If-Match held ${sent}, and the answer was ${status}.`, exchange);
    if (handed !== null) {
      const held = evidence(say`The refusal names ${handed.field} ${handed.value}.`, exchange);
      if (tagDifference(sent, handed.value) === 'quotes')
        return other === null ? answer.proven(went, held) : answer.likely(went, held);
    }
    const twin = seen.find(({ tag }) => tagDifference(sent, tag) === 'quotes');
    if (twin !== undefined && twin === seen[0])
      return answer.likely(went, evidence(say`The server had given ${twin.tag}.`, twin.exchange));
    const same = seen.find(({ tag }) => tag === sent);
    if (same !== undefined)
      return answer.ruledOut(evidence(say`The tag went out as the server had given it: ${sent}`, same.exchange));
    if (mangled.test(sent)) return answer.likely(went);
    return answer.unknown(
      say`No answer was recorded that carried this tag, so its right spelling is not known.`,
      'head',
    );
  },
});
