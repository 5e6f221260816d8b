import { Fragment } from 'preact';
import type { Choice, FieldMerge } from '../../messages/acts.ts';
import { say } from '../../texts/say.ts';
import { Value } from '../shared/value.tsx';
import { EditField } from './edit-field.tsx';
import type { EditForm } from './state/edit-form.ts';

type ChooseProps = {
  readonly field: FieldMerge;
  readonly form: EditForm;
  /** false: a missing base is not a field that was not there. */
  readonly baseKnown: boolean;
  readonly choice: Choice | null;
  readonly choose: (path: string, choice: Choice) => void;
};

/** One field at which base, mine and theirs are not all the same; a choice where both sides changed it. */
export function MergeRow({ field, form, baseKnown, choice, choose }: ChooseProps) {
  return (
    <>
      <tr
        class={`field ${field.takes === 'conflict' ? 'both-changed' : ''}`}
        data-path={field.path}
        data-takes={field.takes}
      >
        <th scope="row">
          <Path path={field.path} />
        </th>
        <td data-label={say`Base`}>
          <Value text={field.base} absent={baseKnown ? say`not there` : say`not known`} />
        </td>
        <td data-label={say`Mine`}>
          <Value text={field.mine} absent={say`not there`} />
        </td>
        <td data-label={say`Theirs`}>
          <Value text={field.theirs} absent={say`not there`} />
        </td>
        <td data-label={say`Will be sent`}>
          {field.takes === 'conflict' ? (
            <Choose field={field} choice={choice} choose={choose} />
          ) : (
            <>
              <Value text={field.merged} absent={say`left out`} />
              <span class="why">{field.why}</span>
            </>
          )}
        </td>
      </tr>
      {field.takes === 'conflict' && choice?.take === 'edit' && (
        <tr class="editing">
          <td colSpan={5}>
            <EditField
              field={field}
              form={form}
              baseKnown={baseKnown}
              text={choice.text}
              write={(text) => choose(field.path, { take: 'edit', text })}
            />
          </td>
        </tr>
      )}
    </>
  );
}

/** A path that may break before its dots and brackets and nowhere else. */
function Path({ path }: { readonly path: string }) {
  return (
    <code>
      {path.split(/(?=[.[])/).map((part, i) => (
        <Fragment key={i}>
          {i > 0 && <wbr />}
          {part}
        </Fragment>
      ))}
    </code>
  );
}

function Choose({ field, choice, choose }: Pick<ChooseProps, 'field' | 'choice' | 'choose'>) {
  const { path } = field;
  const options: readonly { readonly name: string; readonly choice: Choice }[] = [
    { name: say`Mine`, choice: { take: 'mine' } },
    { name: say`Theirs`, choice: { take: 'theirs' } },
    {
      name: say`Edit`,
      choice: { take: 'edit', text: choice?.take === 'edit' ? choice.text : (field.mine ?? field.theirs ?? '') },
    },
  ];
  return (
    <>
      <div role="radiogroup" aria-label={path} class="choice">
        {options.map((option) => (
          <label key={option.name}>
            <input
              type="radio"
              name={`choice ${path}`}
              value={option.choice.take}
              checked={choice?.take === option.choice.take}
              onChange={() => choose(path, option.choice)}
            />
            {option.name}
          </label>
        ))}
      </div>
      <span class="why">{field.why}</span>
    </>
  );
}
