import { useId, useState } from 'preact/hooks';
import type { Correction, PlanToken } from '../../messages/acts.ts';
import { say } from '../../texts/say.ts';
import './replay-token.css';

type Props = {
  /** Every place of the token as it stands now. */
  readonly tokens: readonly PlanToken[];
  readonly corrections: readonly Correction[];
  readonly busy: boolean;
  /** Prepares the replay anew under what the person says. */
  readonly correct: (corrections: readonly Correction[]) => void;
};

/** Where the version travels and how that was learnt; the person may put it right. */
export function Tokens({ tokens, corrections, busy, correct }: Props) {
  const [open, setOpen] = useState(false);
  const id = useId();
  return (
    <div class="tokens">
      {tokens.map((place) => (
        <Place key={place.carrier} place={place} />
      ))}
      {tokens.length === 0 && <p class="token quiet">{say`No place is known at which the version travels.`}</p>}
      <button type="button" class="link" aria-expanded={open} aria-controls={id} onClick={() => setOpen(!open)}>
        {say`Correct the version token`}
      </button>
      <div id={id} hidden={!open}>
        {open && <Correct tokens={tokens} corrections={corrections} busy={busy} correct={correct} />}
      </div>
    </div>
  );
}

const byWord: { readonly [B in PlanToken['by']]: string } = {
  seen: say`seen to change`,
  prior: say`by its name`,
  person: say`you said so`,
};

function Place({ place }: { readonly place: PlanToken }) {
  const { carrier, stale, fresh, by, how, on, carried = false } = place;
  return (
    <p class="token" data-carrier={carrier} data-by={by} data-on={on}>
      {say`Version token in`} <code>{carrier}</code>:{' '}
      <del>
        <code>{stale ?? say`none`}</code>
      </del>{' '}
      →{' '}
      {on ? (
        <ins>
          <code>{fresh}</code>
        </ins>
      ) : (
        <span>{say`not sent as a version`}</span>
      )}{' '}
      <span class={`by ${by}`}>{byWord[by]}</span>
      {(by !== 'person' || !on || carried) && <span class="quiet"> {how}</span>}
    </p>
  );
}

/** Kinds of places, as the person reads them, with an example of a name there. */
const kinds = [
  ['header', say`Header field`, 'If-Match'],
  ['query', say`Parameter of the address`, 'rev'],
  ['body', say`Field of the JSON body`, '$.version'],
  ['form', say`Field of the form`, 'lock_version'],
  ['patch', say`Test operation of the JSON Patch`, '/rev'],
] as const;

function Correct({ tokens, corrections, busy, correct }: Props) {
  const [words, setWords] = useState<{ readonly [carrier: string]: { readonly fresh: string; readonly on: boolean } }>(
    Object.fromEntries(tokens.map(({ carrier, fresh, on }) => [carrier, { fresh, on }])),
  );
  const [kind, setKind] = useState<string>(kinds[0][0]);
  const [name, setName] = useState('');
  const [value, setValue] = useState('');
  const example = kinds.find(([via]) => via === kind)?.[2] ?? '';

  const said = (): readonly Correction[] => {
    const before = new Map(corrections.map((one) => [one.carrier, one]));
    for (const { carrier, fresh, on } of tokens) {
      const word = words[carrier];
      if (word === undefined || (word.fresh === fresh && word.on === on)) continue;
      before.set(carrier, { carrier, fresh: word.fresh === fresh ? null : word.fresh, on: word.on });
    }
    if (name.trim() !== '' || value.trim() !== '') {
      const carrier = `${kind}:${name.trim()}`;
      before.set(carrier, { carrier, fresh: value, on: true });
    }
    return [...before.values()];
  };

  return (
    <form
      class="correct"
      aria-label={say`Correct the version token`}
      onSubmit={(event) => {
        event.preventDefault();
        if (!busy) correct(said());
      }}
    >
      <p class="quiet">
        {say`What you say here counts as it stands. The save still goes out only under a version, never over everything.`}
      </p>
      {tokens.map(({ carrier }) => {
        const word = words[carrier] ?? { fresh: '', on: true };
        const put = (more: Partial<typeof word>) => setWords({ ...words, [carrier]: { ...word, ...more } });
        return (
          <div class="place" key={carrier}>
            <label>
              <input
                type="checkbox"
                checked={word.on}
                onChange={(event) => put({ on: event.currentTarget.checked })}
                aria-label={say`Use ${carrier}`}
              />
              <code>{carrier}</code>
            </label>
            <input
              type="text"
              aria-label={say`Version in ${carrier}`}
              value={word.fresh}
              disabled={!word.on}
              spellcheck={false}
              onInput={(event) => put({ fresh: event.currentTarget.value })}
            />
          </div>
        );
      })}
      <fieldset class="place">
        <legend>{say`Add a place`}</legend>
        <select
          aria-label={say`Kind of the place`}
          value={kind}
          onChange={(event) => setKind(event.currentTarget.value)}
        >
          {kinds.map(([via, words]) => (
            <option key={via} value={via}>
              {words}
            </option>
          ))}
        </select>
        <input
          type="text"
          aria-label={say`Name of the place`}
          placeholder={example}
          value={name}
          spellcheck={false}
          onInput={(event) => setName(event.currentTarget.value)}
        />
        <input
          type="text"
          aria-label={say`Version there`}
          placeholder={say`version`}
          value={value}
          spellcheck={false}
          onInput={(event) => setValue(event.currentTarget.value)}
        />
      </fieldset>
      <div class="buttons">
        <button type="submit" class="button" disabled={busy}>
          {say`Use this`}
        </button>
        {corrections.length > 0 && (
          <button type="button" class="button" disabled={busy} onClick={() => correct([])}>
            {say`Back to what was learnt`}
          </button>
        )}
      </div>
    </form>
  );
}
