// biome-ignore-all lint/a11y/useSemanticElements: the panel's contract names the radio group by its role
import type { Choice, Consent, FieldMerge } from '../../messages/acts.ts';
import type { ExchangeId } from '../../record/exchange.ts';
import { say } from '../../texts/say.ts';
import { useReplayTop } from '../panel/keyboard-goes-on.ts';
import type { Panel } from '../panel/model.ts';
import { Running } from '../panel/running.tsx';
import { type Replay, unchosen } from '../panel/state/run.ts';
import { WithoutNote } from '../panel/without.tsx';
import { Button, Notice, Region } from '../shared/parts.tsx';
import { shorten } from '../shared/words.ts';

type Props = { readonly panel: Panel; readonly conflict: ExchangeId };

/** The save once more, in plain words: what both changed is asked, the rest is merged. The panel shows all of it. */
export function SaveAgain({ panel, conflict }: Props) {
  const { replay } = panel.run.value;
  const top = useReplayTop(replay);
  if (replay === null) return null;
  return (
    <Region name={say`Replay`} class="replay">
      <div ref={top} tabIndex={-1} class="replay-top">
        <h3>{say`Save it again`}</h3>
        <button type="button" class="link" onClick={() => panel.closeReplay(conflict)}>
          {say`Close`}
        </button>
      </div>
      {replay.stage === 'refused' ? (
        <Refused panel={panel} conflict={conflict} replay={replay} />
      ) : (
        <Ready panel={panel} conflict={conflict} replay={replay} />
      )}
    </Region>
  );
}

const consents: { readonly [C in Consent]: () => string } = {
  'repeat-unsafe-method': () =>
    say`Sending this again could do it twice, for instance make a second entry, if the first try arrived after all.`,
  'create-anew': () => say`What you changed is no longer there. Going on makes it anew, with your content.`,
  'unseen-version': () => say`Going on takes your word for which version this belongs to. The site still compares it.`,
};

function Refused({ panel, conflict, replay }: Props & { readonly replay: Extract<Replay, { stage: 'refused' }> }) {
  const { sentence, needs, accepted, corrections, without } = replay;
  const busy = panel.run.value.running === null ? null : say`Wait until the present step has ended.`;
  return (
    <>
      <Notice kind="alert">{sentence}</Notice>
      {needs !== null && (
        <>
          <p>{consents[needs]()}</p>
          <Button
            unavailable={busy}
            onClick={() => panel.prepareReplay(conflict, [...accepted, needs], corrections, without)}
          >{say`I know, go on`}</Button>
        </>
      )}
    </>
  );
}

function Ready({ panel, conflict, replay }: Props & { readonly replay: Extract<Replay, { stage: 'ready' }> }) {
  const { plan, choices } = replay;
  const running = panel.run.value.running;
  const asked = plan.fields.filter((field) => field.takes === 'conflict');
  const open = unchosen(plan, choices).length;
  return (
    <>
      <p>{whatIsAsked(asked.length, plan.base !== null)}</p>
      {asked.map((field) => (
        <Field
          key={field.path}
          field={field}
          choice={choices[field.path]}
          choose={(choice) => panel.choose(conflict, field.path, choice)}
        />
      ))}
      <WithoutNote without={plan.without} />
      <Button
        primary
        unavailable={
          running !== null
            ? say`Wait until the present step has ended.`
            : open > 0
              ? say`Choose what to keep first.`
              : null
        }
        onClick={() => panel.send(conflict)}
      >{say`Send`}</Button>
      <p class="quiet">{say`The site takes it only if nothing was changed again meanwhile.`}</p>
      {running?.act.act === 'replay-send' && <Running panel={panel} conflict={conflict} />}
    </>
  );
}

function whatIsAsked(asked: number, baseKnown: boolean): string {
  if (asked === 0) return say`Nobody else changed what you changed, so your changes and theirs are both kept.`;
  if (!baseKnown) return say`What you started from was not seen, so each difference is asked. Choose what to keep.`;
  return asked === 1
    ? say`You and somebody else changed the same place. Choose what to keep.`
    : say`You and somebody else changed the same ${asked} places. Choose what to keep.`;
}

type FieldProps = {
  readonly field: FieldMerge;
  readonly choice: Choice | undefined;
  readonly choose: (choice: Choice) => void;
};

function Field({ field, choice, choose }: FieldProps) {
  const option = (take: 'mine' | 'theirs', name: string, value: string | null) => (
    <label class="option">
      <input
        type="radio"
        name={field.path}
        aria-label={name}
        checked={choice?.take === take}
        onChange={() => choose({ take })}
      />
      <span>
        <b>{name}</b> <span class="value">{value === null ? say`(removed)` : shorten(readable(value), 300)}</span>
      </span>
    </label>
  );
  return (
    <div role="radiogroup" aria-label={field.path} class="field">
      <p>{placeOf(field.path)}</p>
      {option('mine', say`Mine`, field.mine)}
      {option('theirs', say`Theirs`, field.theirs)}
    </div>
  );
}

/** A text without its quotes and escapes; what is no text stays as it is. */
function readable(value: string): string {
  if (!value.startsWith('"')) return value;
  try {
    const text: unknown = JSON.parse(value);
    return typeof text === 'string' ? text : value;
  } catch {
    return value;
  }
}

/** `$.title` as a person would call it. */
function placeOf(path: string): string {
  const name = path.replace(/^\$\.?/, '');
  return name === '' ? say`The whole text` : name;
}
