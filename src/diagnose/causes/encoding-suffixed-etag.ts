import { bareTag, withoutCodingSuffix } from '../../http/entity-tag.ts';
import { say } from '../../texts/say.ts';
import { answer, defineCause, evidence, isMissingValue, optional } from '../define.ts';
import { anotherReason } from '../facts/another-reason.ts';
import { ifMatch } from '../facts/if-match.ts';

export default defineCause({
  id: 'encoding-suffixed-etag',
  kind: 'malformed-precondition',
  specificity: 50,
  needs: { ifMatch, anotherReason: optional(anotherReason) },
  text: {
    title: say`Compression changed the tag on its way`,
    why: say`The front server compresses answers and marks their tags, for example with -gzip. The page sends that tag back, and the server behind does not know it. Reading again does not help.`,
    fix: say`Replay the save: Resave sends the tag without the mark.`,
    fixServer: say`In Apache set “DeflateAlterETag NoChange” (2.4.58 and later), or switch compression off on routes that are edited.`,
    spec: 'RFC 9110 §8.8.3.3 (tags and content coding)',
  },
  remedy: 'replay',
  judge: ({ ifMatch: { exchange, status, sent, tags, handed }, anotherReason: other }) => {
    if (sent === null) return answer.notApplicable;
    const [marked] = tags.flatMap((tag) => {
      const found = withoutCodingSuffix(tag?.opaque ?? bareTag(sent));
      return found === null ? [] : [found];
    });
    if (marked === undefined)
      return answer.ruledOut(evidence(say`The tag that was sent has no mark of compression: ${sent}`, exchange));
    if (!isMissingValue(other) && other !== null && !other.vague) return answer.ruledOut(...other.says);
    const seen = evidence(
      say`If-Match held ${sent}: the tag ends in ${marked.suffix}. The answer was ${status}.`,
      exchange,
    );
    if (handed === null)
      return status === 412
        ? answer.likely(seen)
        : answer.unknown(say`The refusal names no tag to compare with.`, 'head');
    const current = bareTag(handed.value);
    const held = evidence(
      say`The refusal names the version that the server holds: ${handed.field} ${handed.value}`,
      exchange,
    );
    if (current === marked.bare) return other === null ? answer.proven(seen, held) : answer.likely(seen, held);
    return current === marked.bare + marked.suffix ? answer.possible(seen, held) : answer.ruledOut(held);
  },
});
