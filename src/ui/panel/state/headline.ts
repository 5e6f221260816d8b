import type { CaseFile, Finding, Remedy, Strength } from '../../../diagnose/contract.ts';
import type { AnyCause } from '../../../diagnose/define.ts';
import { isWrite } from '../../../http/method.ts';
import type { Outcome } from '../../../messages/acts.ts';
import type { Exchange } from '../../../record/exchange.ts';
import { wasRefused } from '../../../record/refusal.ts';
import { say } from '../../../texts/say.ts';
import { strengthWord } from '../../shared/words.ts';

/** The diagnosis in one sentence, with what to do first. */
export type Headline = {
  readonly sentence: string;
  /** null while nothing is known. */
  readonly cause: AnyCause | null;
  readonly remedy: Remedy;
  /** null where no cause stands. */
  readonly strength: Strength | null;
};

/** Takes findings best first, as the engine ranks them. */
export function headline(findings: readonly Finding[], causeById: (id: string) => AnyCause | undefined): Headline {
  const top = findings.find((finding) => finding.finding === 'cause');
  const cause = top === undefined ? undefined : causeById(top.cause);
  if (top?.finding === 'cause' && cause !== undefined)
    return {
      sentence: `${strengthWord[top.strength]}: ${cause.text.title}.`,
      cause,
      remedy: cause.remedy,
      strength: top.strength,
    };
  const question = findings.find((finding) => finding.finding === 'unknown' && finding.probe !== null);
  const sentence =
    question?.finding === 'unknown'
      ? say`Not yet known. ${question.missing}`
      : say`Not yet known why the server refused.`;
  return { sentence, cause: null, remedy: 'check', strength: null };
}

/**
 * The one step to take next: the top cause's remedy until it was done, then what follows from how that ended.
 * null: nothing is left to do, or it is offered elsewhere.
 */
export function nextStep(remedy: Remedy, outcome: Outcome | null): Remedy | null {
  switch (outcome?.outcome) {
    case 'saved':
    case 'already-saved':
    case 'overtaken':
    // Another round is offered where the outcome is told.
    case 'refused-again':
    case 'not-saved':
      return null;
    case 'cleared':
      // The old copy is gone, the refused save is not yet saved.
      return remedy === 'clear-resource' || remedy === 'clear-site' ? 'replay' : remedy;
    case 'checked':
      // Asking once more would show the same: now people have to look.
      return remedy === 'check' ? 'tell' : remedy;
    default:
      return remedy;
  }
}

/** What can be done about a row at all. A save that went through is not sent again: that could only overwrite once more. */
export function offered({ flag, sources }: Exchange): readonly Remedy[] {
  // There is no page behind a file, and the server may have gone on for weeks.
  if (sources.length > 0 && sources.every((source) => source === 'har-file')) return ['tell'];
  return flag === 'lost-update' ? ['tell', 'check'] : ['replay', 'check', 'clear-resource', 'clear-site', 'tell'];
}

/**
 * The save that came through after all: the latest successful write of the same tab, or of Resave on the refusal's behalf.
 * A lost update came through itself, and a later save does not bring back what it overwrote.
 * Where a file does not tell tabs apart, a later write may be anybody's: it counts only if it wrote the very same.
 */
export function savedSince({ refusal, history, tellsTabs }: CaseFile): Exchange | null {
  if (refusal.flag === 'lost-update') return null;
  const isOwn = (x: Exchange): boolean => (tellsTabs === false ? isSameWrite(x, refusal) : x.tabId === refusal.tabId);
  const saved = history.filter(
    (x) =>
      x.startedAt > refusal.startedAt &&
      isWrite(x.method) &&
      x.status !== null &&
      x.status >= 200 &&
      x.status < 300 &&
      !wasRefused(x) &&
      (x.parent === null ? isOwn(x) : x.parent.id === refusal.id),
  );
  return saved.at(-1) ?? null;
}

function isSameWrite(a: Exchange, b: Exchange): boolean {
  const [x, y] = [a.requestBody, b.requestBody];
  const areKept =
    x.state === 'kept' && y.state === 'kept' && !x.truncated && !y.truncated && !x.redacted && !y.redacted;
  return a.method === b.method && areKept && x.encoding === y.encoding && x.data === y.data;
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
