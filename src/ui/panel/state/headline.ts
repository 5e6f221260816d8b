import type { Finding, Remedy } from '../../../diagnose/contract.ts';
import type { AnyCause } from '../../../diagnose/define.ts';
import { strengthWord } from '../../shared/words.ts';

/** The diagnosis in one sentence, with what to do first. */
export type Headline = {
  readonly sentence: string;
  /** null while nothing is known. */
  readonly cause: AnyCause | null;
  readonly remedy: Remedy;
};

/** Takes findings best first, as the engine ranks them. */
export function headline(findings: readonly Finding[], causeById: (id: string) => AnyCause | undefined): Headline {
  const top = findings.find((finding) => finding.finding === 'cause');
  const cause = top === undefined ? undefined : causeById(top.cause);
  if (top?.finding === 'cause' && cause !== undefined)
    return { sentence: `${strengthWord[top.strength]}: ${cause.text.title}.`, cause, remedy: cause.remedy };
  const question = findings.find((finding) => finding.finding === 'unknown' && finding.probe !== null);
  const sentence =
    question?.finding === 'unknown' ? `Not yet known. ${question.missing}` : 'Not yet known why the server refused.';
  return { sentence, cause: null, remedy: 'check' };
}

/** Findings by what becomes of them in the list: causes and errors are shown, the settled and the open ones folded. */
export function sorted(findings: readonly Finding[]): {
  readonly shown: readonly Finding[];
  readonly folded: readonly Finding[];
} {
  const folded = findings.filter((f) => f.finding === 'unknown' || f.finding === 'ruled-out');
  const shown = findings.filter((f) => f.finding === 'cause' || f.finding === 'error');
  return { shown, folded };
}
