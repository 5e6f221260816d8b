import './suspects.css';
import { useRef } from 'preact/hooks';
import type { Outcome, Suspect } from '../../messages/acts.ts';
import type { ExchangeId } from '../../record/exchange.ts';
import { say } from '../../texts/say.ts';
import { LimitNote } from '../shared/limit-note.tsx';
import { Button, List, Notice, Region } from '../shared/parts.tsx';
import type { Trial } from '../world.ts';
import type { Panel } from './model.ts';

type Props = {
  readonly panel: Panel;
  readonly conflict: ExchangeId;
  /** What was tried so far. */
  readonly trials: readonly Trial[];
  /** The save itself was changed on its way: a read may not show it, the save sent again does. */
  readonly bySave: boolean;
};

/** Which other extension did it: the suspects, and for each the way to prove or clear it. */
export function SuspectsView({ panel, conflict, trials, bySave }: Props) {
  const now = panel.suspects.of.value.get(conflict) ?? null;
  const busy = panel.run.value.running === null ? null : say`Wait until the present step has ended, or cancel it.`;
  return (
    <Region name={say`Extensions`} class="suspects">
      <h2>{say`Which extension is it?`}</h2>
      {(now === null || now.stage !== 'named') && (
        <>
          <Button
            unavailable={now?.stage === 'asking' ? say`The browser is being asked.` : null}
            onClick={() => void panel.suspects.find(conflict)}
          >
            {say`Name the suspects`}
          </Button>
          <p class="quiet">
            {say`The browser asks whether Resave may see your other extensions. It reads their names and permissions, and changes nothing until you press a button.`}
          </p>
        </>
      )}
      {now?.stage === 'failed' && <Notice kind="note">{now.sentence}</Notice>}
      {now?.stage === 'named' && (
        <>
          <p>{now.sentence}</p>
          <List name={say`Suspects`} class="suspect-list">
            {now.suspects.map((suspect) => (
              <Item
                key={suspect.id}
                suspect={suspect}
                byHand={now.byHand}
                trial={trials.find(({ extension }) => extension.id === suspect.id)}
                busy={busy}
                start={() => panel.tryWithout(conflict, suspect.id)}
                send={bySave ? () => panel.prepareReplay(conflict, [], [], suspect.id) : null}
              />
            ))}
          </List>
          {bySave && now.suspects.length > 0 && (
            <p class="quiet">
              {say`The save itself was changed on its way, which a read may not show. “Save again without it” lays out the replay; it is sent with the extension off, under the fresh version as ever, and says what that showed.`}
            </p>
          )}
          {now.byHand ? (
            <>
              <LimitNote id="switch-extension" />
              <ByHand panel={panel} conflict={conflict} busy={busy} />
            </>
          ) : (
            now.suspects.length > 0 && (
              <p class="quiet">
                {say`“Turn off and try again” reads once with the extension on, turns it off for some seconds, reads once more and turns it on. Nothing is saved. What the extension has open closes.`}
              </p>
            )
          )}
        </>
      )}
    </Region>
  );
}

const verdicts: { readonly [V in Trial['verdict']]: () => string } = {
  proven: () => say`It is this one`,
  likely: () => say`Most likely this one`,
  cleared: () => say`It is not this one`,
  unsettled: () => say`Not settled`,
};

type ItemProps = {
  readonly suspect: Suspect;
  readonly byHand: boolean;
  readonly trial: Trial | undefined;
  readonly busy: string | null;
  readonly start: () => void;
  /** Lays out the replay with the extension off; null where that shows no more than a read. */
  readonly send: (() => void) | null;
};

function Item({ suspect, byHand, trial, busy, start, send }: ItemProps) {
  const { id, name, version, reasons, mayBeSwitched } = suspect;
  const kept = byHand || mayBeSwitched ? null : say`A policy of this computer keeps it on.`;
  const action = byHand ? say`Try without it` : say`Turn off and try again`;
  return (
    <li class="suspect" data-extension={id} data-verdict={trial?.verdict}>
      <p>
        <b>{name}</b> <span class="quiet">{version}</span>{' '}
        {trial !== undefined && <span class={`tried-${trial.verdict}`}>{verdicts[trial.verdict]()}</span>}
      </p>
      <ul class="evidence">
        {reasons.map((reason) => (
          <li key={reason}>{reason}</li>
        ))}
      </ul>
      <Button unavailable={kept ?? busy} label={`${action}: ${name}`} onClick={start}>
        {action}
      </Button>
      {send !== null && (
        <Button unavailable={kept ?? busy} label={say`Save again without it: ${name}`} onClick={send}>
          {say`Save again without it`}
        </Button>
      )}
    </li>
  );
}

type Steps = Extract<Outcome, { outcome: 'by-hand' }>;

/** Firefox: what the person does, and the check of it. The steps stay until the check has said something of that extension. */
function ByHand({ panel, conflict, busy }: Pick<Props, 'panel' | 'conflict'> & { readonly busy: string | null }) {
  const { outcome } = panel.run.value;
  const last = useRef<Steps | null>(null);
  if (outcome?.outcome === 'by-hand') last.current = outcome;
  else if (outcome?.outcome === 'tried') last.current = null;
  const steps = last.current;
  if (steps === null) return null;
  return (
    <div class="by-hand">
      <ol>
        {steps.steps.map((step) => (
          <li key={step}>{step}</li>
        ))}
      </ol>
      <Button primary unavailable={busy} onClick={() => panel.checkWithout(conflict, steps.extension)}>
        {say`I turned it off: check again`}
      </Button>
    </div>
  );
}
