import type { Outcome, Served } from '../../messages/acts.ts';
import type { ExchangeId } from '../../record/exchange.ts';
import { say } from '../../texts/say.ts';
import { Button } from '../shared/parts.tsx';
import { servedWord } from '../shared/words.ts';
import { useOutcomeTop } from './keyboard-goes-on.ts';
import type { Panel } from './model.ts';
import { toneOf } from './state/outcome-tone.ts';
import { offersAnotherRound } from './state/run.ts';

type Props = {
  readonly panel: Panel;
  readonly conflict: ExchangeId;
  /** Whether the exchanges behind the outcome can be opened here. */
  readonly inspect?: boolean;
};

/** How the last act ended. The status element is always there, so that its news are read out. */
export function OutcomeView({ panel, conflict, inspect = true }: Props) {
  const { outcome, running } = panel.run.value;
  const whole = useOutcomeTop(outcome);
  const links = outcome === null || !inspect ? [] : exchangesOf(outcome);
  return (
    <div ref={whole} tabIndex={-1} class={outcome === null ? 'outcome empty' : `outcome ${toneOf(outcome)}`}>
      <div role="status" aria-label={say`Outcome`} data-outcome={outcome?.outcome}>
        {outcome !== null && <Said outcome={outcome} />}
      </div>
      {links.length > 0 && (
        <p class="quiet">
          {say`Seen in:`}{' '}
          {links.map(([label, id]) => (
            <button key={`${label} ${id}`} type="button" class="link" data-exchange={id} onClick={() => panel.open(id)}>
              {label}
            </button>
          ))}
        </p>
      )}
      {outcome !== null && running === null && offersAnotherRound(outcome) && (
        <Button primary onClick={() => panel.anotherRound(conflict)}>{say`Another round`}</Button>
      )}
    </div>
  );
}

function Said({ outcome }: { readonly outcome: Outcome }) {
  return (
    <>
      <p>
        <b>{outcome.sentence}</b>
      </p>
      {'token' in outcome && outcome.token !== null && !outcome.sentence.includes(outcome.token) && (
        <p>
          {say`The server now holds this version:`} <code>{outcome.token}</code>
        </p>
      )}
      {'cleared' in outcome && (
        <>
          {outcome.cleared.length > 0 && (
            <ul>
              {outcome.cleared.map((line) => (
                <li key={line}>{line}</li>
              ))}
            </ul>
          )}
          <Proof before={outcome.before} after={outcome.after} />
        </>
      )}
    </>
  );
}

/** What a read showed before the clearing and after it. */
function Proof({ before, after }: { readonly before: Served | null; readonly after: Served | null }) {
  if (before === null && after === null)
    return <p>{say`No read before or after could be made, so nothing proves it.`}</p>;
  return (
    <table class="proof">
      <caption>{say`Proof: the same read, before and after`}</caption>
      <thead>
        <tr>
          <td />
          <th scope="col">{say`Answered by`}</th>
          <th scope="col">{say`Status`}</th>
          <th scope="col">{say`Validator`}</th>
        </tr>
      </thead>
      <tbody>
        <ProofRow name="Before" served={before} />
        <ProofRow name="After" served={after} />
      </tbody>
    </table>
  );
}

function ProofRow({ name, served }: { readonly name: string; readonly served: Served | null }) {
  return (
    <tr>
      <th scope="row">{name}</th>
      {served === null ? (
        <td colSpan={3}>{say`not read`}</td>
      ) : (
        <>
          <td>{servedWord[served.by]}</td>
          <td>{served.status ?? say`no answer`}</td>
          <td>
            <code>{served.etag ?? served.lastModified ?? say`none`}</code>
          </td>
        </>
      )}
    </tr>
  );
}

function exchangesOf(outcome: Outcome): readonly (readonly [label: string, id: ExchangeId])[] {
  const pairs: (readonly [string, ExchangeId | null | undefined])[] = [];
  if ('exchanges' in outcome) outcome.exchanges.forEach((id, i) => void pairs.push([say`read ${i + 1}`, id]));
  if ('before' in outcome)
    pairs.push([say`read before`, outcome.before?.exchange], [say`read after`, outcome.after?.exchange]);
  if ('sent' in outcome) pairs.push([say`the save`, outcome.sent], [say`the read after it`, outcome.confirmed]);
  return pairs.flatMap(([label, id]) => (id === null || id === undefined ? [] : [[label, id] as const]));
}
