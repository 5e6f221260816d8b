import { useEffect, useRef, useState } from 'preact/hooks';
import { previewOf, redactedWords, type Taken } from '../../takeaway/taken.ts';
import { say } from '../../texts/say.ts';
import { copyText } from '../shared/copy.ts';
import { download } from '../shared/download.ts';
import { Button, Notice, Region } from '../shared/parts.tsx';
import { messageOf, sizeOf } from '../shared/words.ts';
import type { Offer } from './offers.ts';
import './take-out.css';

type State =
  | { readonly state: 'making'; readonly done: number; readonly all: number }
  | { readonly state: 'made'; readonly taken: Taken }
  | { readonly state: 'impossible'; readonly why: string };

/** Larger texts are downloaded only: clipboards choke on them. Bytes. */
const mostCopied = 8 * 1024 * 1024;

/** What is about to leave, shown before it does: which file, how large, how many exchanges, what is redacted, and its beginning. */
export function TakeOut({ offer, close }: { readonly offer: Offer; readonly close: () => void }) {
  const [state, setState] = useState<State>({ state: 'making', done: 0, all: 0 });
  const dialog = useRef<HTMLDialogElement>(null);

  useEffect(() => {
    const stop = new AbortController();
    const element = dialog.current;
    element?.showModal();
    const progress = (done: number, all: number): void => setState({ state: 'making', done, all });
    offer.make({ signal: stop.signal, progress }).then(
      (made) => {
        if (stop.signal.aborted) return;
        setState('why' in made ? { state: 'impossible', why: made.why } : { state: 'made', taken: made });
      },
      (error) => {
        if (!stop.signal.aborted) setState({ state: 'impossible', why: messageOf(error) });
      },
    );
    return () => {
      stop.abort();
      element?.close();
    };
  }, [offer]);

  return (
    <dialog class="take-out" ref={dialog} aria-label={say`Take out`} onClose={close}>
      <h2>{offer.name}</h2>
      {state.state === 'making' && (
        <p role="status">{state.all === 0 ? say`Reading…` : say`Reading: ${state.done} of ${state.all}.`}</p>
      )}
      {state.state === 'impossible' && <Notice kind="alert">{state.why}</Notice>}
      {state.state === 'made' && <Preview taken={state.taken} close={close} />}
      {state.state !== 'made' && (
        <div class="buttons">
          <Button onClick={close}>{state.state === 'making' ? say`Cancel` : say`Close`}</Button>
        </div>
      )}
    </dialog>
  );
}

function Preview({ taken, close }: { readonly taken: Taken; readonly close: () => void }) {
  const [said, setSaid] = useState('');
  const first = useRef<HTMLDivElement>(null);
  useEffect(() => first.current?.querySelector('button')?.focus(), []);
  const { text, whole } = previewOf(taken);
  const copy = async (): Promise<void> => setSaid(await copyText(taken.parts.join(''), say`The text`));
  return (
    <>
      <dl class="facts">
        <dt>{say`File`}</dt>
        <dd>
          <code>{taken.name}</code>
        </dd>
        <dt>{say`Size`}</dt>
        <dd>{sizeOf(taken.size)}</dd>
        <dt>{say`Exchanges`}</dt>
        <dd>{taken.exchanges}</dd>
        <dt>{say`Secrets`}</dt>
        <dd>{redactedWords(taken.redacted)}</dd>
      </dl>
      {taken.notes.map((note) => (
        <p key={note}>{note}</p>
      ))}
      <div class="buttons" ref={first}>
        <Button
          primary
          onClick={() => {
            download(taken.name, taken.type, taken.parts);
            setSaid(say`The file is among the browser’s downloads.`);
          }}
        >
          {say`Download`}
        </Button>
        <Button
          unavailable={taken.size > mostCopied ? say`It is too large for the clipboard.` : null}
          onClick={() => void copy()}
        >
          {say`Copy`}
        </Button>
        <Button onClick={close}>{say`Close`}</Button>
      </div>
      <p role="status" class="quiet">
        {said}
      </p>
      <h3>{whole ? say`All of it` : say`Its beginning`}</h3>
      <Region name={say`Preview`} class="preview">
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard */}
        <pre tabIndex={0}>{text}</pre>
      </Region>
    </>
  );
}
