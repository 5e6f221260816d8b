import { headerValue } from '../../http/header-list.ts';
import { originOf } from '../../http/resource.ts';
import { responseHeaders } from '../../record/exchange.ts';
import { answer, defineCause, evidence, isMissingValue, optional } from '../define.ts';
import { baseRead } from '../facts/base-read.ts';
import { missingToken } from '../facts/missing-token.ts';
import { refusal } from '../facts/refusal.ts';

export default defineCause({
  id: 'etag-not-exposed',
  kind: 'precondition-missing',
  specificity: 86,
  needs: { refusal, missingToken, base: optional(baseRead) },
  text: {
    title: 'The browser hides the version from this page',
    why: 'The server is on another origin and sends an ETag, but it does not allow pages of this site to read it. The page never got the version that it should send back.',
    fix: 'Replay the save: Resave sees the ETag and sends it.',
    fixServer: 'Add “Access-Control-Expose-Headers: ETag” to every answer that carries an ETag, 304 among them.',
    spec: 'Fetch standard, CORS protocol (Access-Control-Expose-Headers); RFC 9110 §8.8.3',
  },
  remedy: 'replay',
  judge: ({ refusal: { exchange: save, status }, missingToken: wanting, base }) => {
    if (wanting.sent) return answer.ruledOut(evidence('The save did carry a version.', save));
    if (wanting.refusal === 'elsewhere') return answer.notApplicable;
    if (isMissingValue(base)) return answer.unknown(base.missing, base.probe);
    const { exchange: read } = base;
    const headers = responseHeaders(read);
    if (headers === null)
      return answer.unknown('The answer’s header fields of the page’s read were not seen.', 'cached-against-fresh');
    const tag = headerValue(headers, 'ETag');
    if (tag === null) return answer.ruledOut(evidence('The page’s read carried no ETag that could be hidden.', read));
    const page = originOf(read.initiator ?? '');
    if (page === '') return answer.unknown('From which site the page’s read was made was not seen.');
    if (page === read.origin)
      return answer.ruledOut(evidence('Page and server are of one origin, so nothing is hidden.', read));
    if (
      exposes(
        headerValue(headers, 'Access-Control-Expose-Headers') ?? '',
        headerValue(headers, 'Access-Control-Allow-Credentials'),
      )
    )
      return answer.ruledOut(evidence('The server allows the page to read ETag.', read));
    const hidden = evidence(`The read from ${page} carried ETag: ${tag} and does not expose it.`, read);
    if (wanting.placeholder !== null)
      return answer.proven(hidden, evidence(`The save sent If-Match: ${wanting.placeholder.slice(0, 80)}.`, save));
    const bare = evidence(`The save carried no version and was answered ${status}.`, save);
    return wanting.refusal === 'demanded' ? answer.proven(hidden, bare) : answer.possible(hidden, bare);
  },
});

/** `*` exposes all only to requests without credentials (Fetch standard). */
function exposes(field: string, credentials: string | null): boolean {
  const names = field.split(',').map((name) => name.trim().toLowerCase());
  return names.includes('etag') || (names.includes('*') && credentials?.trim() !== 'true');
}
