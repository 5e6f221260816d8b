import { say } from '../../texts/say.ts';
import type { Answer, Evidence } from '../contract.ts';
import { answer, evidence } from '../define.ts';
import type { RefusalReading } from '../facts/reading.ts';
import { plain } from './scores.ts';
import type { Meaning } from './vocabulary/meaning.ts';

/** How close a second meaning must come to the first to stay possible. */
const close = 0.6;

/**
 * What the words of the refusal say for one meaning. Words alone are never proof: `likely` where they say it plainly and say nothing
 * else more plainly, `possible` where they are thin or a close second, `ruled-out` where they plainly say something else,
 * `unknown` where they say nothing.
 */
export function byWords(reading: RefusalReading, ...wanted: readonly Meaning[]): Answer {
  const best = reading.ranked[0];
  const own = reading.ranked.find(({ meaning }) => wanted.includes(meaning));
  if (best === undefined || (own === undefined && best.score < plain)) return silent(reading);
  if (own === undefined) return answer.ruledOut(...pieces(best.reasons, reading));
  if (own === best) {
    const said = pieces(own.reasons, reading);
    return own.score >= plain && !own.inferred ? answer.likely(...said) : answer.possible(...said);
  }
  if (own.score >= plain && own.score >= best.score - close && best.score >= plain && !best.inferred)
    return answer.possible(...pieces(own.reasons, reading));
  return best.score >= plain ? answer.ruledOut(...pieces(best.reasons, reading)) : silent(reading);
}

/** Nothing in the refusal tells. */
export function silent({ bodyKnown }: RefusalReading): Answer {
  return answer.unknown(
    bodyKnown
      ? say`The answer gives no reason that could be read.`
      : say`The body of the answer was not kept, so its reason is not known.`,
  );
}

/** The reasons of a meaning as evidence that stands on the refused exchange. */
export function pieces(reasons: readonly string[], { exchange, status }: RefusalReading): [Evidence, ...Evidence[]] {
  const [first, ...more] = reasons.map((reason) => evidence(reason, exchange));
  return [first ?? evidence(say`The server answered ${status}.`, exchange), ...more];
}

/** The best meaning, where it is said plainly. */
export function plainly(reading: RefusalReading): Meaning | null {
  const best = reading.ranked[0];
  return best !== undefined && best.score >= plain && !best.inferred ? best.meaning : null;
}
