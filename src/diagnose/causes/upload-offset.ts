import { headerValue } from '../../http/header-list.ts';
import { requestHeaders, responseHeaders } from '../../record/exchange.ts';
import { say } from '../../texts/say.ts';
import { answer, defineCause, evidence } from '../define.ts';
import { carried } from '../facts/carried.ts';
import { reading } from '../facts/reading.ts';
import { refusal } from '../facts/refusal.ts';
import { pieces, plainly } from '../refusal/by-words.ts';

export default defineCause({
  id: 'upload-offset',
  kind: 'stale-version',
  specificity: 52,
  needs: { refusal, reading, carried },
  text: {
    title: say`The upload goes on at the wrong place`,
    why: say`This part of an upload names the place where it begins, and the server has got more or less of the file than that. Usually an earlier part was lost, or arrived twice.`,
    fix: say`Ask the server how much it has (HEAD) and go on from there. Nothing has to be sent again from the beginning.`,
    fixServer: say`Send the present Upload-Offset with the refusal.`,
    spec: 'tus 1.0.0, core protocol, PATCH; draft-ietf-httpbis-resumable-upload',
  },
  remedy: 'check',
  judge: ({ refusal: { exchange, status }, reading: read, carried: { headersSeen } }) => {
    const sent = headerValue(requestHeaders(exchange), 'Upload-Offset');
    if (sent === null)
      return headersSeen
        ? answer.notApplicable
        : answer.unknown(say`The header fields of the refused upload were not seen.`);
    const held = headerValue(responseHeaders(exchange), 'Upload-Offset');
    const seen = evidence(say`The part begins at ${sent}, and the answer was ${status}.`, exchange);
    if (headerValue(responseHeaders(exchange), 'Tus-Version') !== null && status === 412)
      return answer.ruledOut(evidence(say`The answer is about the protocol’s version (Tus-Version).`, exchange));
    if (held !== null)
      return held.trim() === sent.trim()
        ? answer.ruledOut(evidence(say`The server is at the same place: ${held}.`, exchange))
        : answer.proven(seen, evidence(say`The server is at ${held}.`, exchange));
    const other = plainly(read);
    if (other !== null && other !== 'version') return answer.ruledOut(...pieces(read.ranked[0]?.reasons ?? [], read));
    if (status === 409) return answer.likely(seen);
    return status === 423
      ? answer.ruledOut(evidence(say`The upload is locked (423); its place is not in question.`, exchange))
      : answer.unknown(say`The answer does not say where the server is.`, 'head');
  },
});
