import { sameVersion } from '../../http/same-version.ts';
import { say } from '../../texts/say.ts';
import { answer, defineCause, evidence, isMissingValue, optional } from '../define.ts';
import { baseRead } from '../facts/base-read.ts';
import { sameContent } from '../facts/json-values.ts';
import { originVersion } from '../facts/origin-version.ts';
import { outdatedWhenRead } from '../facts/outdated-when-read.ts';
import { probeReads } from '../facts/probe-reads.ts';
import { sentToken } from '../facts/sent-token.ts';
import { versionConflict } from '../facts/version-conflict.ts';
import { versionPlace } from '../facts/version-place.ts';

export default defineCause({
  id: 'stale-service-worker',
  kind: 'stale-version',
  specificity: 80,
  needs: {
    sentToken,
    versionConflict,
    versionPlace,
    outdatedWhenRead,
    probeReads,
    base: optional(baseRead),
    origin: optional(originVersion),
  },
  text: {
    title: say`The site’s service worker gave the page an old copy`,
    why: say`The site keeps a program in the browser that answers for the server. It gave the page a copy that was older than what the server held, and the save named that old version.`,
    fix: say`Clear the cache for this site, so that the worker’s copies go, and load the page again. Or replay the save.`,
    fixServer: say`Let the worker fetch what can be edited from the network first, and take its copy away after each save.`,
    spec: 'Service Workers (W3C) §5.4 Cache; RFC 9110 §13.1.1 (If-Match)',
  },
  remedy: 'clear-site',
  judge: ({
    sentToken: token,
    versionConflict: conflict,
    versionPlace: place,
    outdatedWhenRead: outdated,
    probeReads: probe,
    base,
    origin,
  }) => {
    if (token === null || conflict === null) return answer.notApplicable;
    if (isMissingValue(base)) return answer.unknown(base.missing, base.probe);
    const { exchange: read, version } = base;
    if (read.servedBy === 'unknown')
      return answer.unknown(say`Who answered the page’s read was not seen.`, 'cached-against-fresh');
    if (read.servedBy !== 'service-worker')
      return answer.ruledOut(evidence(say`The page’s read was not answered by a service worker.`, read));
    if (!isMissingValue(origin) && sameVersion(origin.version, token.value))
      return answer.ruledOut(
        evidence(say`The server still holds ${origin.version}, which the save sent.`, origin.read),
      );
    if (base.sentInSave !== true || version === null)
      return answer.unknown(say`No recorded read brought the version that this save sent.`, 'cached-against-fresh');
    const gave = evidence(say`The page’s read was answered by its service worker with ${version}.`, read);
    const before = outdated === null ? null : evidence(outdated.text, outdated.exchange);
    const still = [probe.normal, ...probe.fresh].find((x) => {
      const named = x?.servedBy === 'service-worker' ? place.in(x) : null;
      return named !== null && sameVersion(named, version);
    });
    const again =
      still === undefined || still === null ? [] : [evidence(say`The worker still answers with ${version}.`, still)];
    if (isMissingValue(origin)) {
      if (before === null) return answer.unknown(origin.missing, origin.probe);
      return again.length > 0 ? answer.proven(gave, before, ...again) : answer.likely(gave, before);
    }
    const now = evidence(say`The server holds ${origin.version}.`, origin.read);
    const same = sameContent(read.responseBody, origin.read.responseBody) === true;
    if (same) return answer.possible(gave, now);
    return before === null ? answer.likely(gave, ...again, now) : answer.proven(gave, before, ...again, now);
  },
});
