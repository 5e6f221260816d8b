import { say } from '../../texts/say.ts';
import { Value } from '../shared/value.tsx';
import { type Custody, type CustodyRow, changeSign, changeWord, stageWord } from './state/custody.ts';

/** The way of a message's header fields from hand to hand. A change stands first, with a sign, in words, and the values struck and set. */
export function CustodyTable({ title, custody: c }: { readonly title: string; readonly custody: Custody }) {
  const [first, second] = c.stages;
  if (c.rows.length === 0)
    return (
      <>
        <h3>{title}</h3>
        <p class="quiet">{c.seen[0] || c.seen[1] ? say`None.` : say`They were not seen.`}</p>
      </>
    );
  const both = c.seen[0] && c.seen[1];
  const changed = c.rows.filter((row) => row.by === 'extension').length;
  return (
    <>
      <h3>{title}</h3>
      {both && (
        <p class={changed > 0 ? 'custody-sum changed' : 'custody-sum quiet'}>
          {changed === 0
            ? say`No extension changed them on the way.`
            : changed === 1
              ? say`An extension of this browser changed one of them on the way. No browser tells which extension it was.`
              : say`Extensions of this browser changed ${changed} of them on the way. No browser tells which extension it was.`}
        </p>
      )}
      <div class="scroller">
        <table class="custody" aria-label={title}>
          <thead>
            <tr>
              <th scope="col">{say`Field`}</th>
              {c.seen[0] && <th scope="col">{stageWord[first]}</th>}
              {c.seen[1] && <th scope="col">{stageWord[second]}</th>}
              {both && <th scope="col">{say`On the way`}</th>}
            </tr>
          </thead>
          <tbody>
            {c.rows.map((row) => (
              <Row key={row.name} row={row} seen={c.seen} />
            ))}
          </tbody>
        </table>
      </div>
      {!both && <p class="quiet">{oneStage(c)}</p>}
    </>
  );
}

/** Why there is one stage and not two. */
function oneStage({ pageOnly }: Custody): string {
  return pageOnly
    ? say`Only the page told of this request: the host was too busy, or had shown no versions, so Resave did not listen to the wire. What went over it shows while DevTools is open; a change on the way would not show here.`
    : say`Only one stage was seen, so a change on the way would not show here.`;
}

function Row({ row, seen }: { readonly row: CustodyRow; readonly seen: Custody['seen'] }) {
  const { name, before, after, change, by } = row;
  const isChanged = change === 'changed' || change === 'removed';
  return (
    <tr
      class={by === 'extension' ? 'touched' : by === null ? undefined : 'by-itself'}
      data-change={change}
      data-by={by}
    >
      <th scope="row">
        <code>{name}</code>
      </th>
      {seen[0] && (
        <td>
          {isChanged && before !== null ? (
            <del>
              <Value text={before} />
            </del>
          ) : (
            <Cell value={before} />
          )}
        </td>
      )}
      {seen[1] && (
        <td>
          {change === 'changed' || change === 'added' ? (
            <ins>
              <Cell value={after} />
            </ins>
          ) : (
            <Cell value={after} />
          )}
        </td>
      )}
      {seen[0] && seen[1] && (
        <td>
          {change !== 'same' && (
            <>
              <span class="sign" aria-hidden="true">
                {changeSign[change]}
              </span>{' '}
              {changeWord(row)}
            </>
          )}
        </td>
      )}
    </tr>
  );
}

function Cell({ value }: { readonly value: string | null }) {
  return <Value text={value} absent={say`not there`} />;
}
