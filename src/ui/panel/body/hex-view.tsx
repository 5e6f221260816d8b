import { useState } from 'preact/hooks';
import { say } from '../../../texts/say.ts';
import { bytesALine, hexLines } from './hex.ts';

/** Lines that show at once. */
const page = 32;

/** Bytes as offset, hex and text. More lines on demand: a megabyte has 65,536. */
export function HexView({ bytes }: { readonly bytes: Uint8Array }) {
  const [shown, setShown] = useState(page);
  const lines = Math.ceil(bytes.length / bytesALine);
  return (
    <>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a part that scrolls must be reached by keyboard */}
      <pre class="body hex" tabIndex={0}>
        {hexLines(bytes, 0, shown)
          .map(({ offset, hex, text }) => `${offset}  ${hex.padEnd(bytesALine * 3)}  ${text}`)
          .join('\n')}
      </pre>
      {shown < lines && (
        <button type="button" class="link" onClick={() => setShown(shown * 4)}>
          {say`Show more of ${lines} lines`}
        </button>
      )}
    </>
  );
}
