import { say } from '../../texts/say.ts';
import { Button, List } from '../shared/parts.tsx';
import { sizeOf } from '../shared/words.ts';
import type { Bring, Bringing } from './model.ts';
import { faultWords, notesOf, resultWords } from './words.ts';

/** The files that are read, were read or wait. */
export function FileList({ bring }: { readonly bring: Bring }) {
  return (
    <List name={say`Files`} class="files">
      {bring.files.value.map((file) => (
        <Item key={file.id} file={file} cancel={() => bring.cancel(file.id)} />
      ))}
    </List>
  );
}

function Item({ file, cancel }: { readonly file: Bringing; readonly cancel: () => void }) {
  const percent = file.state === 'reading' && file.size > 0 ? Math.floor((100 * file.read) / file.size) : 0;
  return (
    // biome-ignore lint/a11y/noRedundantRoles: see List
    <li role="listitem" class="file" data-state={file.state}>
      <p class="file-name">
        <b>
          <bdi>{file.name}</bdi>
        </b>{' '}
        <span class="quiet">{sizeOf(file.size)}</span>
      </p>
      {file.state === 'waiting' && <p class="quiet">{say`Waits for its turn.`}</p>}
      {file.state === 'reading' && (
        <p class="file-progress">
          <progress max={100} value={percent} aria-label={say`Reading ${file.name}`} />
          <span>{say`${percent} %`}</span>
        </p>
      )}
      {(file.state === 'waiting' || file.state === 'reading') && (
        <Button label={say`Cancel ${file.name}`} onClick={cancel}>
          {say`Cancel`}
        </Button>
      )}
      {file.state === 'cancelled' && <p>{say`Cancelled. What was read before stays below.`}</p>}
      {file.state === 'failed' && <p class="fault">{file.sentence}</p>}
      {file.state === 'done' && <Done file={file} />}
    </li>
  );
}

function Done({ file: { result } }: { readonly file: Extract<Bringing, { state: 'done' }> }) {
  const [first, ...more] = result.faults;
  const rest = more.length + result.moreFaults;
  return (
    <>
      {(result.kind === 'har' || result.format !== null) && <p>{resultWords(result)}</p>}
      {notesOf(result).map((note) => (
        <p key={note} class="quiet">
          {note}
        </p>
      ))}
      {first !== undefined && (
        <p class="fault">
          {faultWords(first)}
          {(result.kind === 'har' ? result.entries : result.refused) > 0 && ` ${say`What was good is kept.`}`}
        </p>
      )}
      {rest > 0 && (
        <details>
          <summary>{rest === 1 ? say`1 more fault` : say`${rest} more faults`}</summary>
          <ul>
            {more.map((fault) => (
              <li key={`${fault.byte} ${fault.what}`}>{faultWords(fault)}</li>
            ))}
            {result.moreFaults > 0 && <li>{say`And ${result.moreFaults} more.`}</li>}
          </ul>
        </details>
      )}
    </>
  );
}
