import { Fragment } from 'preact';
import type { Choice, FieldMerge } from '../../messages/acts.ts';
import { Value } from '../shared/value.tsx';

type ChooseProps = {
  readonly field: FieldMerge;
  readonly choice: Choice | null;
  readonly choose: (path: string, choice: Choice) => void;
};

type Props = ChooseProps & {
  /** false: a missing base is not a field that was not there. */
  readonly baseKnown: boolean;
};

/** One field at which base, mine and theirs are not all the same; a choice where both sides changed it. */
export function MergeRow({ field, baseKnown, choice, choose }: Props) {
  return (
    <tr
      class={`field ${field.takes === 'conflict' ? 'both-changed' : ''}`}
      data-path={field.path}
      data-takes={field.takes}
    >
      <th scope="row">
        <Path path={field.path} />
      </th>
      <td data-label="Base">
        <Value text={field.base} absent={baseKnown ? 'not there' : 'not known'} />
      </td>
      <td data-label="Mine">
        <Value text={field.mine} absent="not there" />
      </td>
      <td data-label="Theirs">
        <Value text={field.theirs} absent="not there" />
      </td>
      <td data-label="Will be sent">
        {field.takes === 'conflict' ? (
          <Choose field={field} choice={choice} choose={choose} />
        ) : (
          <>
            <Value text={field.merged} absent="left out" />
            <span class="why">{field.why}</span>
          </>
        )}
      </td>
    </tr>
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

function Choose({ field, choice, choose }: ChooseProps) {
  const { path } = field;
  const options: readonly { readonly name: string; readonly choice: Choice }[] = [
    { name: 'Mine', choice: { take: 'mine' } },
    { name: 'Theirs', choice: { take: 'theirs' } },
    { name: 'Edit', choice: { take: 'edit', text: choice?.take === 'edit' ? choice.text : (field.mine ?? '') } },
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
      {choice?.take === 'edit' && (
        <textarea
          aria-label={`Edit ${path}`}
          rows={Math.min(8, choice.text.split('\n').length + 1)}
          spellcheck={false}
          value={choice.text}
          onInput={(event) => choose(path, { take: 'edit', text: event.currentTarget.value })}
        />
      )}
      <span class="why">{field.why}</span>
    </>
  );
}
