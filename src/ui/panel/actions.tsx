import type { Remedy } from '../../diagnose/contract.ts';
import type { PlannedRead } from '../../diagnose/probe-plan.ts';
import type { ExchangeId } from '../../record/exchange.ts';
import { say } from '../../texts/say.ts';
import { copyText } from '../shared/copy.ts';
import { Button, Notice } from '../shared/parts.tsx';
import { pathOf } from '../shared/words.ts';
import type { Panel } from './model.ts';
import { Running } from './running.tsx';
import { nextStep } from './state/headline.ts';
import { WholeBrowser } from './whole-browser.tsx';

type Props = {
  readonly panel: Panel;
  readonly conflict: ExchangeId;
  /** null: nothing is left to do. */
  readonly remedy: Remedy | null;
  /** What can be done at all. */
  readonly offered: readonly Remedy[];
  /** The report for the server's people, as text. */
  readonly report: () => string;
};

/** What can be done about a conflict. The remedy of the top cause comes first and stands out. */
export function Actions({ panel, conflict, remedy, offered, report }: Props) {
  const { running, outcome, replay } = panel.run.value;
  // With a replay laid out, its Send is the next step.
  const step = remedy === null || replay?.stage === 'ready' ? null : nextStep(remedy, outcome);
  const copyReport = async (): Promise<void> => {
    panel.note.value = await copyText(report());
  };
  const busy = running === null ? null : say`Wait until the present step has ended, or cancel it.`;
  const actions: readonly { readonly for: Remedy; readonly name: string; readonly start: () => void }[] = [
    { for: 'replay', name: say`Replay with fresh ETag`, start: () => panel.prepareReplay(conflict) },
    { for: 'check', name: say`Check the server`, start: () => panel.check(conflict) },
    { for: 'clear-resource', name: say`Clear cache for this resource`, start: () => panel.clearResource(conflict) },
    { for: 'clear-site', name: say`Clear cache for this site`, start: () => panel.clearSite(conflict) },
    { for: 'tell', name: say`Copy a report`, start: () => void copyReport() },
  ];
  const possible = actions.filter((action) => offered.includes(action.for));
  const first = possible.filter((action) => action.for === step);
  const rest = possible.filter((action) => action.for !== step);
  return (
    <div class="actions">
      <div class="buttons">
        {[...first, ...rest].map((action) => (
          <Button key={action.for} primary={action.for === step} unavailable={busy} onClick={action.start}>
            {action.name}
          </Button>
        ))}
      </div>
      {offered.includes('clear-site') && <WholeBrowser busy={busy} clear={() => panel.clearBrowser(conflict)} />}
      {panel.note.value !== '' && <Notice kind="note">{panel.note.value}</Notice>}
      {running === null && offered.includes('check') && (
        <WillSend plan={panel.plan.value} replay={offered.includes('replay')} />
      )}
      {/* A replay that is being sent tells of itself beside its Send. */}
      {running !== null && running.act.act !== 'replay-send' && <Running panel={panel} conflict={conflict} />}
    </div>
  );
}

/** Said before anything is sent: how many reads, and each of them on demand. */
function WillSend({ plan, replay }: { readonly plan: readonly PlannedRead[]; readonly replay: boolean }) {
  return (
    <details class="will-send quiet">
      <summary>
        {plan.length === 1
          ? say`Check the server sends 1 read-only request from the page.`
          : say`Check the server sends ${plan.length} read-only requests from the page.`}
        {replay && ` ${say`Replay reads first and sends nothing until you press Send.`}`}
      </summary>
      <ol>
        {plan.map((read, i) => (
          <li key={i}>
            <code>
              {read.method} {pathOf(read.url)}
            </code>{' '}
            {read.why}
          </li>
        ))}
      </ol>
    </details>
  );
}
