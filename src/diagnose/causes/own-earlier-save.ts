import { headerValue } from '../../http/header-list.ts';
import { sameVersion } from '../../http/same-version.ts';
import { requestHeaders } from '../../record/exchange.ts';
import { say } from '../../texts/say.ts';
import { answer, defineCause, evidence, isMissingValue, optional } from '../define.ts';
import { baseRead } from '../facts/base-read.ts';
import { coverage } from '../facts/coverage.ts';
import { laterWrites } from '../facts/later-writes.ts';
import { madeVersion } from '../facts/made-version.ts';
import { sentToken } from '../facts/sent-token.ts';
import { landed, traffic } from '../facts/traffic.ts';
import { versionConflict } from '../facts/version-conflict.ts';

export default defineCause({
  id: 'own-earlier-save',
  kind: 'stale-version',
  specificity: 70,
  needs: { sentToken, versionConflict, traffic, laterWrites, coverage, madeVersion, base: optional(baseRead) },
  text: {
    title: say`This page had saved before and went on with the old version`,
    why: say`The page’s own earlier save made a new version on the server. The next save still named the version from before it, so the server took it for a stale copy.`,
    fix: say`Replay the save with the fresh version. Nothing of anybody else’s is in the way.`,
    fixServer: say`Return the new ETag in the answer to every successful write, and let the page send that one with its next save.`,
    spec: 'RFC 9110 §13.1.1 (If-Match), §8.8.3 (ETag in answers to state-changing requests)',
  },
  remedy: 'replay',
  judge: ({
    sentToken: token,
    versionConflict: conflict,
    traffic: { save, writes },
    laterWrites: later,
    coverage: { covers },
    madeVersion: isMade,
    base,
  }) => {
    if (token === null || conflict === null) return answer.notApplicable;
    const own = later.filter((w) => (w.by === 'this-tab' || w.by === 'resave') && w.landed !== 'no');
    const whose = (w: (typeof own)[number]) =>
      w.by === 'resave' ? say`Resave’s replay` : say`An earlier save of this tab`;
    const newer = own.findLast((w) => w.endedBefore && w.landed === 'yes' && w.differs === true);
    if (newer !== undefined && newer.version !== null && sameVersion(token.setByPage, newer.version))
      return answer.ruledOut(evidence(say`The page did send the version of its earlier save, ${newer.version}.`, save));
    if (newer !== undefined) {
      const made = evidence(say`${whose(newer)} was answered with ${newer.version}.`, newer.exchange);
      const sent = evidence(say`This save still sent ${token.value}.`, save);
      const issuedBefore = !isMissingValue(base) && base.sentInSave === true;
      const before = headerValue(requestHeaders(newer.exchange), 'If-Match');
      const sentBefore = before !== null && sameVersion(before, token.value);
      const answered = newer.versionFrom?.id === newer.exchange.id;
      const sure = newer.sureAim && newer.version !== null && isMade(newer.version);
      return answered && sure && (issuedBefore || sentBefore) ? answer.proven(made, sent) : answer.likely(made, sent);
    }
    const silent = own.find((w) => w.endedBefore && w.landed === 'yes' && w.version === null);
    if (silent !== undefined)
      return answer.likely(
        evidence(say`${whose(silent)} succeeded, and its answer named no version.`, silent.exchange),
      );
    const open = own.find((w) => w.landed === 'perhaps' && w.differs !== false);
    if (open !== undefined)
      return answer.possible(
        evidence(say`${whose(open)} may have been applied; its answer does not say.`, open.exchange),
      );
    const same = own.find((w) => w.endedBefore && w.differs === false);
    if (same !== undefined)
      return answer.unknown(
        say`An earlier save of this tab was answered with the version that this one sent; whether it made another is not known.`,
        'cached-against-fresh',
      );
    const overlapping = own.find((w) => !w.endedBefore);
    if (overlapping !== undefined)
      return answer.ruledOut(
        evidence(say`The other save of this tab was not answered yet when this one went out.`, overlapping.exchange),
      );
    if (isMissingValue(base)) return answer.unknown(base.missing, base.probe);
    if (base.sentInSave === false && !covers(base.exchange.startedAt))
      return answer.unknown(say`Where the version that this save sent came from was not recorded.`);
    if (base.from === 'save')
      return answer.ruledOut(
        evidence(say`The page did send the version of its earlier save, ${base.version ?? ''}.`, base.exchange),
      );
    const reread = writes.findLast(
      (x) => x.tabId === save.tabId && landed(x) === 'yes' && x.startedAt < base.exchange.startedAt,
    );
    if (reread !== undefined)
      return answer.ruledOut(
        evidence(
          say`The page had read the resource again after its own save, and sent what that read brought.`,
          base.exchange,
        ),
      );
    if (base.sameTab || covers(base.exchange.startedAt))
      return answer.ruledOut(
        evidence(say`No other save of this tab was seen between its read and this one.`, base.exchange),
      );
    return answer.unknown(say`Whether this tab had saved before was not recorded.`);
  },
});
