import { say } from '../../texts/say.ts';
import { answer, defineCause, evidence, isMissingValue, optional } from '../define.ts';
import { baseRead } from '../facts/base-read.ts';
import { coverage } from '../facts/coverage.ts';
import { laterWrites } from '../facts/later-writes.ts';
import { madeVersion } from '../facts/made-version.ts';
import { sentToken } from '../facts/sent-token.ts';
import { endOf, traffic } from '../facts/traffic.ts';
import { versionConflict } from '../facts/version-conflict.ts';

export default defineCause({
  id: 'changed-in-another-tab',
  kind: 'stale-version',
  specificity: 75,
  needs: { sentToken, versionConflict, traffic, laterWrites, coverage, madeVersion, base: optional(baseRead) },
  text: {
    title: say`Another tab of this browser saved in between`,
    why: say`After this page had read the resource, another tab of the same browser saved it. The version that this page still held was no longer the current one.`,
    fix: say`Replay the save: Resave reads what the other tab saved and merges both.`,
    fixServer: say`Let open pages know of each other’s saves (BroadcastChannel, server events), so that they read again before they save.`,
    spec: 'RFC 9110 §13.1.1 (If-Match against lost updates)',
  },
  remedy: 'replay',
  judge: ({
    sentToken: token,
    versionConflict: conflict,
    traffic: { save },
    laterWrites: later,
    coverage: { covers },
    madeVersion: isMade,
    base,
  }) => {
    if (token === null || conflict === null) return answer.notApplicable;
    const foreign = later.filter((w) => (w.by === 'another-tab' || w.by === 'no-tab') && w.landed !== 'no');
    const newer = foreign.findLast((w) => w.landed === 'yes' && w.differs === true);
    if (newer !== undefined) {
      const where = newer.by === 'no-tab' ? say`A worker of this browser` : say`Tab ${newer.exchange.tabId}`;
      const pieces = [
        evidence(say`${where} saved this resource and made ${newer.version}.`, newer.exchange),
        evidence(say`This save still sent ${token.value}.`, save),
      ] as const;
      const ordered =
        !isMissingValue(base) && base.sentInSave === true && newer.exchange.startedAt >= endOf(base.exchange);
      const answered = newer.exchange.endedAt !== null && newer.exchange.endedAt <= endOf(save);
      const sure = newer.sureAim && newer.version !== null && isMade(newer.version);
      return ordered && answered && sure && newer.by === 'another-tab'
        ? answer.proven(...pieces)
        : answer.likely(...pieces);
    }
    const silent = foreign.find((w) => w.differs !== false);
    if (silent !== undefined) {
      const text =
        silent.landed === 'yes'
          ? say`Another tab saved this resource, and the answer named no version.`
          : say`A save from another tab may have been applied; its answer does not say.`;
      const piece = evidence(text, silent.exchange);
      return silent.landed === 'yes' ? answer.likely(piece) : answer.possible(piece);
    }
    if (isMissingValue(base)) return answer.unknown(base.missing, base.probe);
    if (covers(base.exchange.startedAt))
      return answer.ruledOut(
        evidence(
          say`Every request of this browser since the read was recorded; no other tab saved this resource.`,
          base.exchange,
        ),
      );
    return answer.unknown(
      say`What other tabs did since the page’s read was not recorded. Watch this site to know next time.`,
    );
  },
});
