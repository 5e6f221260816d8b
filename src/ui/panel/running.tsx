import type { ExchangeId } from '../../record/exchange.ts';
import { say } from '../../texts/say.ts';
import { Button } from '../shared/parts.tsx';
import type { Panel } from './model.ts';

/** How the running act is getting on, with the way out of it. */
export function Running({ panel, conflict }: { readonly panel: Panel; readonly conflict: ExchangeId }) {
  const running = panel.run.value.running;
  if (running === null) return null;
  const { progress, cancelling } = running;
  const step = cancelling ? say`Stopping…` : (progress?.step ?? say`Starting…`);
  return (
    <div class="running">
      <progress aria-label={step} max={progress?.total} value={progress?.done} />
      <span>
        {step}
        {progress !== null && !cancelling && ` (${say`${progress.done} of ${progress.total}`})`}
      </span>
      <Button
        onClick={() => panel.cancel(conflict)}
        unavailable={cancelling ? say`It is being stopped.` : null}
      >{say`Cancel`}</Button>
    </div>
  );
}
