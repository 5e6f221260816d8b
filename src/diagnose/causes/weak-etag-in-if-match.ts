import { parseEntityTag } from '../../http/entity-tag.ts';
import { headerValue } from '../../http/header-list.ts';
import { responseHeaders } from '../../record/exchange.ts';
import { say } from '../../texts/say.ts';
import { answer, defineCause, evidence, isMissingValue, optional } from '../define.ts';
import { anotherReason } from '../facts/another-reason.ts';
import { ifMatch } from '../facts/if-match.ts';

/** Counters, dates and OData stamps: their servers hand out weak tags and compare them weakly (FHIR, OData, NetBox). */
const versionLike = /^(\d{1,18}|.*\d{4}-\d\d-\d\d.*|datetime.*|JzE.*)$/i;
/** Apache's and nginx's tags of files: hex numbers joined by a hyphen. */
const fileLike = /^[\da-f]{2,16}(-[\da-f]{1,16}){1,2}(-(gzip|br))?$/i;

export default defineCause({
  id: 'weak-etag-in-if-match',
  kind: 'malformed-precondition',
  specificity: 45,
  needs: { ifMatch, anotherReason: optional(anotherReason) },
  text: {
    title: say`A weak tag was sent where only a strong one counts`,
    why: say`If-Match compares strongly, and a tag that begins with W/ never equals anything there. Compression in nginx or at a content network often weakens a strong tag on its way.`,
    fix: say`Replay the save: Resave reads again without compression and sends the strong form where the server has one.`,
    fixServer: say`Keep the tag strong on routes that are edited: no compression there, or tags of versions and not of bytes.`,
    spec: 'RFC 9110 §8.8.3.2 (comparison), §13.1.1 (If-Match)',
  },
  remedy: 'replay',
  judge: ({ ifMatch: { exchange, status, sent, tags, handed }, anotherReason: other }) => {
    if (sent === null) return answer.notApplicable;
    const [first] = tags;
    if (first === undefined || first === null || tags.some((tag) => tag?.weak !== true))
      return answer.ruledOut(evidence(say`If-Match holds a tag that is not weak: ${sent}`, exchange));
    if (!isMissingValue(other) && other !== null && !other.vague) return answer.ruledOut(...other.says);
    const seen = evidence(say`If-Match held the weak tag ${sent}, and the answer was ${status}.`, exchange);
    const current = handed === null ? null : parseEntityTag(handed.value);
    if (current !== null && current.opaque === first.opaque)
      return (status === 412 && other === null ? answer.proven : answer.likely)(
        seen,
        evidence(say`The refusal names the same version: ${handed?.field} ${handed?.value}`, exchange),
      );
    if (current !== null)
      return answer.ruledOut(evidence(say`The server holds another version: ${handed?.value}`, exchange));
    const type = headerValue(responseHeaders(exchange), 'Content-Type') ?? '';
    if (versionLike.test(first.opaque) || /fhir|odata/i.test(type))
      return answer.unknown(
        say`Whether this server takes weak tags is not known; many that count versions do.`,
        'head',
      );
    const byFrontServer = /nginx|apache|cloudflare|openresty|caddy/i.test(
      headerValue(responseHeaders(exchange), 'Server') ?? '',
    );
    return fileLike.test(first.opaque) || byFrontServer ? answer.likely(seen) : answer.possible(seen);
  },
});
