import type { Exchange } from '../record/exchange.ts';
import type { Answer, CaseFile, Cause, Evidence, Fact, Missing, Needs, Optional, Probe, ReadFact } from './contract.ts';

/** A cause whose facts' types are forgotten, as lists hold it. `run` reads the declared facts and judges. */
export type AnyCause = Omit<Cause, 'judge' | 'needs'> & {
  /** Names of the facts that it declared. */
  readonly facts: readonly string[];
  readonly run: (read: ReadFact) => Answer;
};

/** Declares a cause. The rule gets what it declared in `needs` and nothing else. */
export function defineCause<const N extends Needs>(cause: Cause<N>): AnyCause {
  const { judge, needs, ...rest } = cause;
  const entries = Object.entries(needs);
  return {
    ...rest,
    facts: entries.map(([, need]) => ('optional' in need ? need.optional.name : need.name)),
    run: (read) => {
      const given: Record<string, unknown> = {};
      for (const [name, need] of entries) {
        const value = read('optional' in need ? need.optional : need);
        if (!('optional' in need) && isMissingValue(value))
          return { finding: 'unknown', missing: value.missing, probe: value.probe };
        given[name] = value;
      }
      // The loop above gave each declared name its fact's value, which is what Given<N> says.
      return judge(given as Parameters<typeof judge>[0]);
    },
  };
}

/** Declares a fact: a pure derivation, computed at most once for a case file. */
export function defineFact<T>(name: string, derive: (file: CaseFile, read: ReadFact) => T | Missing): Fact<T> {
  return { name, derive };
}

/** Marks a fact as one that the rule can do without. */
export function optional<T>(fact: Fact<T>): Optional<T> {
  return { optional: fact };
}

/** A value that could not be known. The class keeps it apart from every real value. */
class MissingValue implements Missing {
  constructor(
    readonly missing: string,
    readonly probe: Probe | null,
  ) {}
}

/** `sentence` says what is missing; `probe` names the experiment that would supply it. */
export function missing(sentence: string, probe: Probe | null = null): Missing {
  return new MissingValue(sentence, probe);
}

export function isMissingValue(value: unknown): value is Missing {
  return value instanceof MissingValue;
}

/** One piece of evidence, standing on an exchange where there is one. */
export function evidence(text: string, exchange: Exchange | null = null): Evidence {
  return { text, exchange: exchange?.id ?? null };
}

/** Short forms for a rule's answers. */
export const answer = {
  proven: (...e: [Evidence, ...Evidence[]]): Answer => ({ finding: 'cause', strength: 'proven', evidence: e }),
  likely: (...e: [Evidence, ...Evidence[]]): Answer => ({ finding: 'cause', strength: 'likely', evidence: e }),
  possible: (...e: [Evidence, ...Evidence[]]): Answer => ({ finding: 'cause', strength: 'possible', evidence: e }),
  ruledOut: (...e: [Evidence, ...Evidence[]]): Answer => ({ finding: 'ruled-out', evidence: e }),
  unknown: (sentence: string, probe: Probe | null = null): Answer => ({
    finding: 'unknown',
    missing: sentence,
    probe,
  }),
  notApplicable: { finding: 'not-applicable' } as const satisfies Answer,
};
