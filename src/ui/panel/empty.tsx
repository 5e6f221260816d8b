import { say } from '../../texts/say.ts';
import { Button } from '../shared/parts.tsx';
import type { World } from '../world.ts';
import type { Watch } from './watch.ts';

/** Nothing was refused yet: what will happen, and what is not seen. */
export function EmptyState({ watch, world }: { readonly watch: Watch; readonly world: World }) {
  return (
    <section class="empty-state" aria-label={say`Nothing refused yet`}>
      <h2>{say`No save was refused yet`}</h2>
      <p>{say`While DevTools is open, Resave records what this page loads and saves. When the server refuses a save (409, 412, 423 or 428), it appears here with its cause and a way to save it.`}</p>
      <p>
        {watch.site.value
          ? say`This site is also watched while DevTools is closed.`
          : say`What happened before DevTools was opened was not seen. With “Watch this site” it is recorded from then on, also while DevTools is closed.`}
      </p>
      <p>
        <Button onClick={() => void world.openPage('example')}>{say`See a worked example`}</Button>
      </p>
      <p>{say`Nothing leaves this browser. Passwords, cookies and keys are taken out before anything is stored.`}</p>
    </section>
  );
}
