import { headerValue } from '../../http/header-list.ts';
import { type Exchange, responseHeaders } from '../../record/exchange.ts';
import { say } from '../../texts/say.ts';
import { answer, defineCause, evidence, isMissingValue, optional } from '../define.ts';
import { allAnswers } from '../facts/all-answers.ts';
import { baseRead } from '../facts/base-read.ts';
import { missingToken } from '../facts/missing-token.ts';
import { probeReads } from '../facts/probe-reads.ts';
import { refusal } from '../facts/refusal.ts';

export default defineCause({
  id: 'etag-dropped-by-proxy',
  kind: 'precondition-missing',
  specificity: 84,
  needs: { refusal, missingToken, allAnswers, probeReads, base: optional(baseRead) },
  text: {
    title: say`The version is lost where answers are compressed`,
    why: say`Uncompressed answers of this resource carry an ETag, compressed ones do not. Something between server and browser compresses them and takes the ETag away, so the page has no version to send.`,
    fix: say`Check the server, then replay the save if a version turns up.`,
    fixServer: say`Let the proxy weaken the ETag instead of removing it, or do not compress on this route.`,
    spec: 'RFC 9110 §8.8.3 (ETag), §8.4 (content codings), §8.8.1 (weak validators)',
  },
  remedy: 'check',
  judge: ({ refusal: { exchange: save }, missingToken: wanting, allAnswers: answers, probeReads: probe, base }) => {
    if (wanting.sent) return answer.ruledOut(evidence(say`The save did carry a version.`, save));
    if (wanting.refusal === 'elsewhere') return answer.notApplicable;
    if (isMissingValue(base)) return answer.unknown(base.missing, base.probe);
    const { exchange: read } = base;
    const coding = codingOf(read);
    if (tagOf(read) !== null) return answer.ruledOut(evidence(say`The page’s read carried an ETag.`, read));
    if (coding === null)
      return answer.ruledOut(evidence(say`The page’s read was not compressed and had no ETag either.`, read));
    const plain = answers.ofResource.filter((x) => codingOf(x) === null && (x.status ?? 0) < 400);
    const tagged = plain.find((x) => tagOf(x) !== null);
    const dropped = evidence(say`The page’s read was compressed (${coding}) and had no ETag.`, read);
    if (tagged !== undefined) {
      const kept = evidence(say`An uncompressed answer carried ETag: ${tagOf(tagged)}.`, tagged);
      // In one check both are of one moment, so that no change of the server lies between.
      const beside = answers.ofResource.find(
        (x) => x.parent?.role === 'probe' && codingOf(x) !== null && tagOf(x) === null,
      );
      if (wanting.refusal !== 'demanded') return answer.possible(dropped, kept);
      return wanting.worded && tagged.parent?.role === 'probe' && beside !== undefined
        ? answer.proven(dropped, kept, evidence(say`Beside it, a compressed answer had none.`, beside))
        : answer.likely(dropped, kept);
    }
    const bare = plain.find((x) => x.method === 'GET' || x.method === 'HEAD');
    const [tried] = probe.of('head');
    if (bare === undefined && tried !== undefined && wanting.refusal === 'demanded')
      return answer.possible(
        dropped,
        evidence(say`The server demands a version all the same, so it should have one to give.`, save),
      );
    return bare === undefined
      ? answer.unknown(say`No uncompressed answer of this resource was seen.`, 'head')
      : answer.ruledOut(evidence(say`An uncompressed answer had no ETag either.`, bare));
  },
});

function tagOf(x: Exchange): string | null {
  return headerValue(responseHeaders(x), 'ETag');
}

function codingOf(x: Exchange): string | null {
  const coding = headerValue(responseHeaders(x), 'Content-Encoding')?.trim().toLowerCase() ?? '';
  return coding === '' || coding === 'identity' ? null : coding;
}
