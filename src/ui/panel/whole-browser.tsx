import { allowance, limitSentence } from '../../texts/limits.ts';
import { say } from '../../texts/say.ts';
import { browserHere, LimitNote } from '../shared/limit-note.tsx';
import { Button } from '../shared/parts.tsx';

/** Apart from the other actions and named as what it is: it costs every site its cache. Absent where one site’s can be cleared. */
export function WholeBrowser({ busy, clear }: { readonly busy: string | null; readonly clear: () => void }) {
  if (allowance('clear-site', browserHere()).can === 'yes') return null;
  return (
    <details class="will-send quiet">
      <summary>{say`This browser cannot clear one site’s HTTP cache alone`}</summary>
      <LimitNote id="clear-site" />
      <p>{limitSentence('containers', browserHere())}</p>
      <p>{say`It loses nothing but time: every site loads its files anew at the next visit. Cookies and sign-ins stay.`}</p>
      <Button primary={false} unavailable={busy} onClick={clear}>
        {say`Clear the whole browser’s cache`}
      </Button>
    </details>
  );
}
