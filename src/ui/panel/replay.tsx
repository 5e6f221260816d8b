import type { Consent, FieldMerge, ReplayPlan } from '../../messages/acts.ts';
import type { ExchangeId } from '../../record/exchange.ts';
import { say } from '../../texts/say.ts';
import { Notice, Region } from '../shared/parts.tsx';
import { useReplayTop } from './keyboard-goes-on.ts';
import type { Panel } from './model.ts';
import { MergeRow } from './replay-field.tsx';
import { Tokens } from './replay-token.tsx';
import { Running } from './running.tsx';
import { editForm } from './state/edit-form.ts';
import { type Choices, type Replay, unchosen, wrongEdits } from './state/run.ts';
import { WithoutNote } from './without.tsx';

type Props = { readonly panel: Panel; readonly conflict: ExchangeId };

/** The save once more: mine beside what the server holds now, to be sent under the fresh token. */
export function ReplayView({ panel, conflict }: Props) {
  const { replay, running } = panel.run.value;
  const top = useReplayTop(replay);
  if (replay === null) return null;
  return (
    <Region name={say`Replay`} class="replay">
      <div ref={top} tabIndex={-1} class="replay-top">
        <h2>{say`Replay`}</h2>
        <button type="button" class="link" onClick={() => panel.closeReplay(conflict)}>{say`Close`}</button>
      </div>
      {replay.stage === 'refused' ? (
        <Refused panel={panel} conflict={conflict} replay={replay} busy={running !== null} />
      ) : (
        <Ready panel={panel} conflict={conflict} replay={replay} busy={running !== null} />
      )}
    </Region>
  );
}

/** What the person takes on by going on, in words of its own. */
const consentText: { readonly [C in Consent]: string } = {
  'repeat-unsafe-method': say`Sending this again could do the thing twice, for instance create a second entry, if the first try arrived after all.`,
  'create-anew': say`What this save changes is no longer there. Going on makes it anew, with your content.`,
  'unseen-version': say`Going on takes your word for it that this version belongs to what was read just now. The server still compares it.`,
};

type PartProps<S extends Replay['stage']> = Props & {
  readonly replay: Extract<Replay, { stage: S }>;
  readonly busy: boolean;
};

function Refused({ panel, conflict, replay, busy }: PartProps<'refused'>) {
  const { needs, sentence, accepted, corrections, tokens, without } = replay;
  return (
    <>
      <Notice kind="alert">{sentence}</Notice>
      {needs !== null && (
        <div class="consent">
          <p>{consentText[needs]}</p>
          <button
            type="button"
            class="button"
            disabled={busy}
            onClick={() => panel.prepareReplay(conflict, [...accepted, needs], corrections, without)}
          >{say`I know, go on`}</button>
        </div>
      )}
      {tokens !== null && (
        <Tokens
          tokens={tokens}
          corrections={corrections}
          busy={busy}
          correct={(said) => panel.prepareReplay(conflict, withoutUnseen(accepted), said, without)}
        />
      )}
    </>
  );
}

function Ready({ panel, conflict, replay, busy }: PartProps<'ready'>) {
  const { plan, choices } = replay;
  const open = unchosen(plan, choices);
  const wrong = wrongEdits(plan, choices);
  const reason = whyNotYet(open) ?? whyWrong(wrong);
  return (
    <>
      <p>{replay.sentence}</p>
      {plan.tokens.length > 0 ? (
        <Tokens
          key={plan.id}
          tokens={plan.tokens}
          corrections={replay.corrections}
          busy={busy}
          correct={(said) => panel.prepareReplay(conflict, withoutUnseen(replay.accepted), said, replay.without)}
        />
      ) : (
        <p class="token" data-carrier={plan.token.carrier}>
          {plan.token.how}
        </p>
      )}
      <Fields
        fields={plan.fields}
        edits={plan.edits}
        baseKnown={plan.base !== null}
        choices={choices}
        choose={(path, choice) => panel.choose(conflict, path, choice)}
      />
      {plan.base === null && (
        <p class="quiet">{say`The version you started from was not recorded, so every difference is asked.`}</p>
      )}
      {plan.notReplayed.length > 0 && (
        <p class="quiet">
          {say`A page cannot set these header fields, so the browser sends its own instead or none:`}{' '}
          <code>{plan.notReplayed.join(', ')}</code>
        </p>
      )}
      <WithoutNote without={plan.without} />
      <div class="buttons">
        <button
          type="button"
          class="button primary"
          disabled={busy || reason !== null}
          aria-describedby="resave-send-reason"
          onClick={() => panel.send(conflict)}
        >{say`Send`}</button>
        <span id="resave-send-reason" class="quiet">
          {reason ?? say`${plan.method} under the fresh token; then a read that shows what the server holds.`}
        </span>
      </div>
      {panel.run.value.running?.act.act === 'replay-send' && <Running panel={panel} conflict={conflict} />}
    </>
  );
}

/** Another value is another question. */
function withoutUnseen(accepted: readonly Consent[]): readonly Consent[] {
  return accepted.filter((word) => word !== 'unseen-version');
}

function whyNotYet(open: readonly string[]): string | null {
  if (open.length === 0) return null;
  const named = open.slice(0, 3).join(', ') + (open.length > 3 ? '…' : '');
  return open.length === 1
    ? say`Choose 1 more field first: ${named}`
    : say`Choose ${open.length} more fields first: ${named}`;
}

function whyWrong(wrong: readonly string[]): string | null {
  return wrong.length === 0 ? null : say`What you wrote for ${wrong.slice(0, 3).join(', ')} is not JSON yet.`;
}

type FieldsProps = {
  readonly fields: readonly FieldMerge[];
  readonly edits: ReplayPlan['edits'];
  readonly baseKnown: boolean;
  readonly choices: Choices;
  readonly choose: Parameters<typeof MergeRow>[0]['choose'];
};

function Fields({ fields, edits, baseKnown, choices, choose }: FieldsProps) {
  if (fields.length === 0) return <p>{say`Your content and the server’s do not differ in any field.`}</p>;
  return (
    <div class="scroller">
      <table class="fields">
        <thead>
          <tr>
            <th scope="col">{say`Field`}</th>
            <th scope="col">{say`Base`}</th>
            <th scope="col">{say`Mine`}</th>
            <th scope="col">{say`Theirs`}</th>
            <th scope="col">{say`Will be sent`}</th>
          </tr>
        </thead>
        <tbody>
          {fields.map((field) => (
            <MergeRow
              key={field.path}
              field={field}
              form={editForm(edits, field)}
              baseKnown={baseKnown}
              choice={choices[field.path] ?? null}
              choose={choose}
            />
          ))}
        </tbody>
      </table>
    </div>
  );
}
