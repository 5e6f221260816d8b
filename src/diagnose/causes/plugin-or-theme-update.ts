import { say } from '../../texts/say.ts';
import { answer, defineCause, evidence } from '../define.ts';
import { assetVersions } from '../facts/asset-versions.ts';
import { endOf, landed, traffic } from '../facts/traffic.ts';

export default defineCause({
  id: 'plugin-or-theme-update',
  kind: 'incompatible',
  specificity: 68,
  needs: { assetVersions, traffic },
  text: {
    title: say`A plugin or theme of the site was updated in between`,
    why: say`The site runs on WordPress, and a plugin or theme has another version than when saving still worked. Updates sometimes refuse what they accepted before, or refuse what an open page of before sends.`,
    fix: say`Load the page again. If saving still fails, ask the site’s people to go back to the version before.`,
    fixServer: say`Roll the plugin or theme back to the version that is named here, or read its change log for what it now refuses.`,
    spec: 'WordPress REST API handbook (status codes); RFC 9110 §15.5.10 (409)',
  },
  remedy: 'tell',
  judge: ({ assetVersions: { wordpress, looks, changes }, traffic: { save, writes } }) => {
    if (!wordpress) return answer.notApplicable;
    const [change] = changes;
    if (change === undefined)
      return looks >= 2
        ? answer.ruledOut(evidence(say`Plugins and themes have the versions that they had before.`, save))
        : answer.unknown(say`The versions of the site’s plugins and themes were seen only once or not at all.`);
    const pieces = [
      evidence(say`The ${change.kind} ${change.name} was at ${change.before}.`, change.seenBefore),
      evidence(say`Then it was at ${change.after}.`, change.seenAfter),
    ] as const;
    const since = endOf(change.seenAfter);
    const passedSince = writes.find((x) => landed(x) === 'yes' && x.startedAt >= since);
    if (passedSince !== undefined)
      return answer.ruledOut(
        evidence(say`A save passed after the ${change.kind} ${change.name} was updated.`, passedSince),
      );
    const passedBefore = writes.findLast((x) => landed(x) === 'yes' && x.startedAt < since);
    return passedBefore === undefined
      ? answer.possible(...pieces)
      : answer.likely(...pieces, evidence(say`Before the update a save had passed.`, passedBefore));
  },
});
