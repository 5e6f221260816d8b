import { say } from '../../texts/say.ts';
import { nameOf, servedWord, shorten, timeOfDay } from '../shared/words.ts';
import type { Mark } from './state/versions.ts';
import type { Picture } from './state/versions-picture.ts';
import { kindWord, notesOf, placeWords } from './state/versions-words.ts';

type Props = {
  readonly drawn: Picture;
  readonly refusal: string;
  /** To the eye too, and with links. */
  readonly shown: boolean;
  readonly open: (exchange: string) => void;
};

/** The picture's facts, a row for each exchange. */
export function VersionsTable({ drawn, refusal, shown, open }: Props) {
  const names = new Map(drawn.lanes.map(({ key, name }) => [key, name]));
  const marks = drawn.columns.flatMap((column) => column.marks);
  return (
    <div class={shown ? 'scroller' : 'hidden'} data-behind={shown ? undefined : 'picture'}>
      <table class="history">
        <caption class="hidden">{say`Versions, oldest first`}</caption>
        <thead>
          <tr>
            <th scope="col">{say`Time`}</th>
            <th scope="col">{say`Who`}</th>
            <th scope="col">{say`Exchange`}</th>
            <th scope="col">{say`What`}</th>
            <th scope="col">{say`Answered by`}</th>
            <th scope="col">{say`Version (${placeWords(drawn.trail)})`}</th>
            <th scope="col">{say`Last seen at the server`}</th>
            <th scope="col">{say`Note`}</th>
          </tr>
        </thead>
        <tbody>
          {marks.map((mark) => (
            <Row
              key={mark.exchange.id}
              mark={mark}
              who={names.get(mark.lane) ?? ''}
              itself={mark.exchange.id === refusal}
              open={shown ? open : null}
            />
          ))}
        </tbody>
      </table>
    </div>
  );
}

type RowProps = {
  readonly mark: Mark;
  readonly who: string;
  readonly itself: boolean;
  readonly open: Props['open'] | null;
};

function Row({ mark, who, itself, open }: RowProps) {
  const { exchange: x, kind, version, held } = mark;
  const name = shorten(nameOf(x), 80);
  const reads = kind === 'read' || kind === 'probe';
  const notes = [...(itself ? [say`the save that this is about`] : []), ...notesOf(mark)];
  return (
    <tr class={itself ? 'itself' : undefined}>
      <th scope="row">{timeOfDay(x.startedAt)}</th>
      <td>{who}</td>
      <td>
        {open === null ? (
          name
        ) : (
          <button type="button" class="link" data-exchange={x.id} onClick={() => open(x.id)}>
            {name}
          </button>
        )}
      </td>
      <td>{kindWord(kind)}</td>
      <td>{reads ? servedWord[x.servedBy] : ''}</td>
      <td>{version === null ? <span class="absent">{say`none seen`}</span> : <code>{shorten(version, 40)}</code>}</td>
      <td>{held === null ? <span class="absent">{say`not seen`}</span> : <code>{shorten(held, 40)}</code>}</td>
      <td>{notes.join('; ')}</td>
    </tr>
  );
}
