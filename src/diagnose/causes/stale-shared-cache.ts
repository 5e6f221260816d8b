import { sameVersion } from '../../http/same-version.ts';
import { say } from '../../texts/say.ts';
import { answer, defineCause, evidence, isMissingValue, optional } from '../define.ts';
import { baseRead } from '../facts/base-read.ts';
import { sameContent } from '../facts/json-values.ts';
import { originVersion } from '../facts/origin-version.ts';
import { outdatedWhenRead } from '../facts/outdated-when-read.ts';
import { sentToken } from '../facts/sent-token.ts';
import { versionConflict } from '../facts/version-conflict.ts';

export default defineCause({
  id: 'stale-shared-cache',
  kind: 'stale-version',
  specificity: 80,
  needs: { sentToken, versionConflict, outdatedWhenRead, base: optional(baseRead), origin: optional(originVersion) },
  text: {
    title: say`A cache in front of the server gave an old copy`,
    why: say`Between the browser and the server stands a cache (a CDN or proxy) that answered the page’s read with a copy it had kept. The server held a newer version by then. Clearing the browser’s cache does not help.`,
    fix: say`Replay the save if a fresh version can be read; else wait until the copy has run out, or ask the site’s people to purge it.`,
    fixServer: say`Mark what can be edited Cache-Control: private, no-cache, and purge the shared cache after each save.`,
    spec: 'RFC 9111 §5.1 (Age), §5.2.2.7 (private), §4.2 (freshness); RFC 9211 (Cache-Status)',
  },
  remedy: 'tell',
  judge: ({ sentToken: token, versionConflict: conflict, outdatedWhenRead: outdated, base, origin }) => {
    if (token === null || conflict === null) return answer.notApplicable;
    if (isMissingValue(base)) return answer.unknown(base.missing, base.probe);
    const { exchange: read, version, sharedCache } = base;
    if (base.direct && base.lag !== null)
      return answer.ruledOut(evidence(say`The answer to the page’s read was made by the server at that moment.`, read));
    if (read.servedBy === 'http-cache' || read.servedBy === 'service-worker')
      return answer.ruledOut(evidence(say`The page’s read was not answered by the network at all.`, read));
    if (!isMissingValue(origin) && sameVersion(origin.version, token.value))
      return answer.ruledOut(
        evidence(say`The server still holds ${origin.version}, which the save sent.`, origin.read),
      );
    if (sharedCache === null)
      return answer.unknown(
        say`The answer to the page’s read does not say whether a cache on the way gave it.`,
        'unknown-query',
      );
    if (base.sentInSave !== true || version === null)
      return answer.unknown(say`No recorded read brought the version that this save sent.`, 'cached-against-fresh');
    const gave = evidence(say`A cache on the way answered the page’s read with ${version} (${sharedCache}).`, read);
    const before = outdated === null ? null : evidence(outdated.text, outdated.exchange);
    if (isMissingValue(origin))
      return before === null ? answer.unknown(origin.missing, 'unknown-query') : answer.likely(gave, before);
    const now = evidence(say`The server itself holds ${origin.version}.`, origin.read);
    const same = sameContent(read.responseBody, origin.read.responseBody) === true;
    if (same) return answer.possible(gave, now);
    return before === null ? answer.likely(gave, now) : answer.proven(gave, before, now);
  },
});
