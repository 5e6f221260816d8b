import { type CaseFile, type Fact, type Finding, type Missing, type ReadFact, strengths } from './contract.ts';
import type { AnyCause } from './define.ts';
import { withoutTabs } from './without-tabs.ts';

/**
 * Judges every cause on one case file and ranks the findings: causes by strength, then specificity, then list order;
 * after them what is unknown, ruled out, not applicable, and errors.
 * Where the case file does not tell tabs apart, what a rule concluded from tabs counts for less (without-tabs.ts).
 * A rule that throws is one `error` finding; a `proven` that points at no exchange of the case file is an error of that rule.
 */
export function judgeAll(causes: readonly AnyCause[], file: CaseFile): readonly Finding[] {
  const read = factReader(file);
  const known = new Set([file.refusal, ...file.history, ...file.neighbours].map((x) => x.id));
  const findings = causes.map((cause) => {
    const finding = judge(cause, read, known);
    return file.tellsTabs === false ? withoutTabs(cause, finding, file, alone) : finding;
  });
  const rank = new Map(causes.map((cause, order) => [cause.id, { specificity: cause.specificity, order }]));
  return findings.sort((a, b) => {
    const byFinding = weight(a) - weight(b);
    if (byFinding !== 0) return byFinding;
    const [x, y] = [rank.get(a.cause), rank.get(b.cause)];
    if (x === undefined || y === undefined) return 0;
    return y.specificity - x.specificity || x.order - y.order;
  });
}

/** One rule with facts that no other rule has asked for. */
function alone(cause: AnyCause, file: CaseFile): void {
  judge(cause, factReader(file), new Set());
}

function judge(cause: AnyCause, read: ReadFact, known: ReadonlySet<string>): Finding {
  const name = { cause: cause.id, kind: cause.kind };
  try {
    const answer = cause.run(read);
    if (answer.finding === 'cause' && answer.strength === 'proven') {
      const pointsAtProof = answer.evidence.some((e) => e.exchange !== null && known.has(e.exchange));
      if (!pointsAtProof)
        return { ...name, finding: 'error', message: 'said proven without an exchange that proves it' };
    }
    return { ...name, ...answer };
  } catch (error) {
    return { ...name, finding: 'error', message: error instanceof Error ? error.message : String(error) };
  }
}

/** Memoises facts for one case file. A fact that throws throws again for each cause that needs it, and for no other. */
export function factReader(file: CaseFile): ReadFact {
  const values = new Map<Fact<unknown>, unknown>();
  const failures = new Map<Fact<unknown>, unknown>();
  const read: ReadFact = <T>(fact: Fact<T>): T | Missing => {
    if (failures.has(fact)) throw failures.get(fact);
    // The map holds under each fact what that very fact derived.
    if (values.has(fact)) return values.get(fact) as T | Missing;
    try {
      const value = fact.derive(file, read);
      values.set(fact, value);
      return value;
    } catch (error) {
      failures.set(fact, error);
      throw error;
    }
  };
  return read;
}

const order = ['unknown', 'ruled-out', 'not-applicable', 'error'] as const;

function weight(finding: Finding): number {
  if (finding.finding === 'cause') return strengths.indexOf(finding.strength);
  return strengths.length + order.indexOf(finding.finding);
}
