import { say } from '../texts/say.ts';
import type { CaseFile, Finding } from './contract.ts';
import { type AnyCause, evidence } from './define.ts';

type Run = (cause: AnyCause, file: CaseFile) => void;

/**
 * What of a finding stays where nobody knows which exchanges were of one tab (a proxy’s HAR, several files as one, a worker that tabs share). A rule that looked at
 * tabs for its answer may have taken two people for one, or one for two: its `proven` is `likely` then, its `ruled-out` not known.
 * A rule that never asked whose tab it was keeps its answer.
 * @param run judges one cause on one case file, with facts of its own
 */
export function withoutTabs(cause: AnyCause, finding: Finding, file: CaseFile, run: Run): Finding {
  const isProven = finding.finding === 'cause' && finding.strength === 'proven';
  if ((!isProven && finding.finding !== 'ruled-out') || !asksForTabs(cause, file, run)) return finding;
  const { cause: id, kind } = finding;
  if (!isProven)
    return {
      cause: id,
      kind,
      finding: 'unknown',
      missing: say`It is not told which requests came from one tab.`,
      probe: null,
    };
  const doubt = evidence(say`It is not told which requests came from one tab, so this is not certain.`);
  return { cause: id, kind, finding: 'cause', strength: 'likely', evidence: [...finding.evidence, doubt] };
}

/** Runs the rule once more, on exchanges that tell when their tab is read. */
function asksForTabs(cause: AnyCause, { refusal, history, neighbours, ...rest }: CaseFile, run: Run): boolean {
  let asked = false;
  const told = new Map(
    [refusal, ...history, ...neighbours].map((x) => {
      const telling = Object.defineProperty({ ...x }, 'tabId', {
        enumerable: true,
        get: () => {
          asked = true;
          return x.tabId;
        },
      });
      return [x, telling] as const;
    }),
  );
  const all = (list: CaseFile['history']) => list.map((x) => told.get(x) ?? x);
  run(cause, { ...rest, refusal: told.get(refusal) ?? refusal, history: all(history), neighbours: all(neighbours) });
  return asked;
}
