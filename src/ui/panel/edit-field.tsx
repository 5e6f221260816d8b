import { useEffect, useId, useRef, useState } from 'preact/hooks';
import type { FieldMerge } from '../../messages/acts.ts';
import { say } from '../../texts/say.ts';
import type { MergeEditor } from './editor/merge-editor.ts';
import { asChosen, asEdited, type EditForm, wrongEdit } from './state/edit-form.ts';
import './edit-field.css';

type Props = {
  readonly field: FieldMerge;
  readonly form: EditForm;
  readonly baseKnown: boolean;
  /** As the choice carries it. */
  readonly text: string;
  readonly write: (text: string) => void;
};

type Side = 'theirs' | 'base' | 'mine';

/** The person's own version of a field, in an editor beside theirs, mine or the base. */
export function EditField({ field, form, baseKnown, text, write }: Props) {
  const { path } = field;
  const [side, setSide] = useState<Side>('theirs');
  const [state, setState] = useState<'loading' | 'open' | 'plain'>('loading');
  const place = useRef<HTMLDivElement>(null);
  const editor = useRef<MergeEditor | null>(null);
  const latest = useRef(write);
  latest.current = write;
  const id = useId();
  const typed = asEdited(form, text);
  const wrong = wrongEdit(form, typed);
  const names: { readonly [S in Side]: string } = {
    theirs: say`Theirs, ${path}`,
    base: say`Base, ${path}`,
    mine: say`Mine, ${path}`,
  };
  const beside = (of: Side): string => asEdited(form, field[of] ?? '');

  // One editor for one field: what changes later is told to it below.
  useEffect(() => {
    let gone = false;
    import('./editor/merge-editor.ts')
      .then(({ openMergeEditor }) => {
        if (gone || place.current === null) return;
        editor.current = openMergeEditor(place.current, {
          name: say`Edit ${path}`,
          besideName: names[side],
          text: typed,
          beside: beside(side),
          isJson: form === 'json',
          describedBy: id,
          changed: (next) => latest.current(asChosen(form, next)),
        });
        setState('open');
      })
      // Without the editor a plain field does.
      .catch(() => setState('plain'));
    return () => {
      gone = true;
      editor.current?.destroy();
      editor.current = null;
    };
  }, []);

  useEffect(() => editor.current?.compare(names[side], beside(side)), [side]);

  return (
    <div class="edit-field">
      {state === 'open' && (
        <label class="compare">
          {say`Compare with`}{' '}
          <select
            aria-label={say`Compare ${path} with`}
            value={side}
            onChange={(event) => setSide(sideOf(event.currentTarget.value))}
          >
            <option value="theirs">{say`Theirs`}</option>
            {baseKnown && <option value="base">{say`Base`}</option>}
            <option value="mine">{say`Mine`}</option>
          </select>
          <span class="quiet">{say`left; yours to edit, right`}</span>
        </label>
      )}
      {state === 'loading' && <p class="quiet">{say`Loading the editor…`}</p>}
      <div ref={place} class="editor" hidden={state !== 'open'} />
      {state === 'plain' && (
        <textarea
          aria-label={say`Edit ${path}`}
          aria-describedby={id}
          rows={Math.min(8, typed.split('\n').length + 1)}
          spellcheck={false}
          value={typed}
          onInput={(event) => write(asChosen(form, event.currentTarget.value))}
        />
      )}
      <p id={id} class={wrong === null ? 'validity' : 'validity wrong'} data-valid={wrong === null}>
        {wrong === null ? validWord[form] : say`Not JSON yet: ${wrong}`}
      </p>
    </div>
  );
}

const validWord: { readonly [F in EditForm]: string } = {
  json: say`Valid JSON`,
  string: say`Text; it is sent as a JSON string`,
  text: say`Text; it is sent as it stands`,
};

function sideOf(value: string): Side {
  return value === 'base' || value === 'mine' ? value : 'theirs';
}
