import { sameVersion } from '../../http/same-version.ts';
import { say } from '../../texts/say.ts';
import { answer, defineCause, evidence, isMissingValue, optional } from '../define.ts';
import { baseRead } from '../facts/base-read.ts';
import { comparable } from '../facts/comparable.ts';
import { currentVersion } from '../facts/current-version.ts';
import { outdatedWhenRead } from '../facts/outdated-when-read.ts';
import { plainHit } from '../facts/plain-hit.ts';
import { probeReads } from '../facts/probe-reads.ts';
import { sentToken } from '../facts/sent-token.ts';
import { versionConflict } from '../facts/version-conflict.ts';
import { versionPlace } from '../facts/version-place.ts';

export default defineCause({
  id: 'stale-browser-cache',
  kind: 'stale-version',
  specificity: 80,
  needs: {
    sentToken,
    versionConflict,
    versionPlace,
    outdatedWhenRead,
    plainHit,
    probeReads,
    comparable,
    base: optional(baseRead),
    current: optional(currentVersion),
  },
  text: {
    title: say`The browser’s cache gave the page an old copy`,
    why: say`The page read the resource, and the browser answered from its own cache without asking the server. The copy was older than what the server held, and so was the version that the save named. A save with If-Match does not remove the cached copy in Chromium.`,
    fix: say`Clear the cache for this resource and load it again, or replay the save.`,
    fixServer: say`Send Cache-Control: no-cache with this resource. The browser then asks with If-None-Match, and a 304 costs little.`,
    spec: 'RFC 9111 §4.2 (freshness), §5.2.2.4 (no-cache), §4.4 (invalidation by writes)',
  },
  remedy: 'clear-resource',
  judge: ({
    sentToken: token,
    versionConflict: conflict,
    versionPlace: place,
    outdatedWhenRead: outdated,
    plainHit: hit,
    probeReads: probe,
    comparable: how,
    base,
    current,
  }) => {
    if (token === null || conflict === null) return answer.notApplicable;
    if (isMissingValue(base)) return answer.unknown(base.missing, base.probe);
    const { exchange: read, version } = base;
    if (base.from === 'save')
      return answer.ruledOut(
        evidence(say`The version came with the answer to the page’s own save, not with a read.`, read),
      );
    if (base.direct || base.sharedCache !== null)
      return answer.ruledOut(
        evidence(say`The page’s read was answered by the network, not by the browser’s cache.`, read),
      );
    if (read.servedBy === 'service-worker')
      return answer.ruledOut(evidence(say`The page’s read was answered by its service worker.`, read));
    if (!isMissingValue(current) && sameVersion(current.version, token.value))
      return answer.ruledOut(
        evidence(say`The server still holds ${current.version}, which the save sent.`, current.reads[0]),
      );
    if (base.sentInSave !== true || version === null)
      return answer.unknown(say`No recorded read brought the version that this save sent.`, 'cached-against-fresh');
    if (read.servedBy !== 'http-cache')
      return answer.unknown(
        read.servedBy === 'unknown'
          ? say`Who answered the page’s read was not seen.`
          : say`The answer to the page’s read was older than the read; which cache gave it was not seen.`,
        'cached-against-fresh',
      );
    const cached = evidence(say`The page’s read came from the browser’s cache and brought ${version}.`, read);
    const before = outdated === null ? null : evidence(outdated.text, outdated.exchange);
    if (isMissingValue(current))
      return before === null ? answer.unknown(current.missing, current.probe) : answer.likely(cached, before);
    const [first, second] = current.reads;
    const now = [
      evidence(say`A fresh read brought ${current.version}.`, first),
      evidence(say`A second fresh read brought the same.`, second),
    ] as const;
    // The very content that the server holds is no old copy, whatever its tag.
    if (how.sameContent) return answer.possible(cached, ...now);
    if (before !== null && hit) return answer.proven(cached, before, ...now);
    const again = probe.normal === null ? null : place.in(probe.normal);
    const still =
      probe.normal !== null && again !== null && sameVersion(again, version) && probe.normal.servedBy !== 'network'
        ? [evidence(say`An ordinary read still brings ${version}.`, probe.normal)]
        : [];
    return answer.likely(cached, ...(before === null ? [] : [before]), ...still, ...now);
  },
});
