import { useState } from 'preact/hooks';
import { say } from '../../texts/say.ts';

/** Longest text that is shown at once, in UTF-16 units; the rest waits for a click. */
const shownAtOnce = 4000;

/** A value from the wire, as text and nothing else. Long ones are cut, with a button for the rest. */
export function Value({ text, absent = say`none` }: { readonly text: string | null; readonly absent?: string }) {
  const [all, setAll] = useState(false);
  if (text === null) return <span class="absent">{absent}</span>;
  if (text === '') return <span class="absent">{say`empty`}</span>;
  if (text.length <= shownAtOnce || all) return <code class="value">{text}</code>;
  return (
    <>
      <code class="value">{text.slice(0, shownAtOnce)}</code>
      <button type="button" class="link" onClick={() => setAll(true)}>
        {say`Show all ${text.length.toLocaleString('en')} characters`}
      </button>
    </>
  );
}
