import { useState } from 'preact/hooks';
import type { Frame } from '../../capture/network-facts.ts';
import { say } from '../../texts/say.ts';
import { copyText } from '../shared/copy.ts';
import type { DevtoolsLinks } from '../world.ts';

type Props = { readonly frames: readonly Frame[]; readonly links: DevtoolsLinks | undefined };

/** The calls that led to the request. Where the browser can show a source (Chromium), each is a link there; else it can be copied. */
export function InitiatorStack({ frames, links }: Props) {
  const [answer, setAnswer] = useState('');
  if (frames.length === 0) return null;
  const show = links?.source;
  const open = async ({ url, line, column }: Frame): Promise<void> => {
    const opened = await show?.(url, line, column);
    setAnswer(opened ? '' : say`DevTools does not have this script any more. Its address and line stand in the list.`);
  };
  return (
    <>
      <h3>{say`Called by`}</h3>
      <ol class="stack" aria-label={say`Called by`}>
        {frames.map((frame, at) => (
          <li key={`${at} ${frame.url}`}>
            <span class="call">{frame.name === '' ? say`(without a name)` : frame.name}</span>{' '}
            {show === undefined ? (
              <code>{placeOf(frame)}</code>
            ) : (
              <button type="button" class="link" title={frame.url} onClick={() => void open(frame)}>
                {placeOf(frame, true)}
              </button>
            )}
          </li>
        ))}
      </ol>
      <p class="body-tools">
        <button
          type="button"
          class="link"
          onClick={() => void copyText(frames.map(lineOf).join('\n'), say`The list of calls`).then(setAnswer)}
        >
          {say`Copy the calls`}
        </button>
        <span role="status">{answer}</span>
      </p>
    </>
  );
}

/** `app.js:12:4`, counted from 1 as editors do. */
function placeOf({ url, line, column }: Frame, short = false): string {
  const file = short ? (url.split(/[?#]/)[0]?.split('/').pop() ?? url) : url;
  return `${file || url}:${line + 1}:${column + 1}`;
}

function lineOf(frame: Frame): string {
  return `${frame.name || '(anonymous)'} ${placeOf(frame)}`;
}
