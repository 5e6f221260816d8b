import type { Outcome } from '../../messages/acts.ts';
import type { ExchangeId } from '../../record/exchange.ts';
import { say } from '../../texts/say.ts';
import { useOutcomeTop } from '../panel/keyboard-goes-on.ts';
import type { Panel } from '../panel/model.ts';
import { toneOf } from '../panel/state/outcome-tone.ts';
import { offersAnotherRound } from '../panel/state/run.ts';
import { Button } from '../shared/parts.tsx';

type Props = { readonly panel: Panel; readonly conflict: ExchangeId };

/** How the last step ended, in plain words. The status element is always there, so that its news are read out. */
export function PlainOutcome({ panel, conflict }: Props) {
  const { outcome, running } = panel.run.value;
  const whole = useOutcomeTop(outcome);
  const tone = outcome === null ? 'empty' : toneOf(outcome);
  return (
    <div ref={whole} tabIndex={-1} class={`outcome ${tone}`}>
      <div role="status" aria-label={say`Outcome`} data-outcome={outcome?.outcome}>
        {outcome !== null && <b>{inPlainWords(outcome)}</b>}
      </div>
      {outcome !== null && running === null && offersAnotherRound(outcome) && (
        <Button primary onClick={() => panel.anotherRound(conflict)}>
          {say`Try once more`}
        </Button>
      )}
    </div>
  );
}

function inPlainWords(outcome: Outcome): string {
  if ('extension' in outcome && outcome.extension !== undefined) return outcome.sentence;
  switch (outcome.outcome) {
    case 'saved':
      return say`Saved. The site has your changes now. Load the page again to see them.`;
    case 'already-saved':
      return say`The site has your changes already. Nothing was sent again.`;
    case 'refused-again':
      return say`Refused again. Nothing was overwritten.`;
    case 'checked':
      return say`Resave has looked at what the site has now. What it found stands above.`;
    case 'cleared':
      return isAnother(outcome)
        ? say`The old copy is gone: the page gets the newest one now.`
        : say`The browser’s copy was replaced. It was not older than the site’s.`;
    default:
      return outcome.sentence;
  }
}

/** Whether the read after the clearing brought another version than the one before it. */
function isAnother({ before, after }: Extract<Outcome, { outcome: 'cleared' }>): boolean {
  return before?.etag !== after?.etag || before?.lastModified !== after?.lastModified;
}
