import { useState } from 'preact/hooks';
import { say } from '../../texts/say.ts';
import type { Watch } from '../panel/watch.ts';
import { Button, Notice } from '../shared/parts.tsx';
import { hostOf } from '../shared/words.ts';
import type { World } from '../world.ts';

type Props = {
  readonly watch: Watch;
  readonly world: World;
  /** Somebody came here to let Resave see the other extensions, from a panel that may not ask (Firefox). */
  readonly asksForExtensions?: boolean;
};

/** What Resave is, and the place for permissions where a panel may not ask for them. */
export function Welcome({ watch, world, asksForExtensions = false }: Props) {
  const origin = watch.origin.value;
  const noSite = origin === null ? say`Open the site first, then press Resave’s button in the toolbar.` : null;
  const { all, origins } = watch.watched.value;
  return (
    <main class="page">
      <h1>Resave</h1>
      <p class="lead">{say`A server refused your save? Resave says why, with the evidence, and helps you save without wiping out what somebody else wrote.`}</p>
      {asksForExtensions && <AllowExtensions world={world} />}

      <h2>{say`Start`}</h2>
      <ol>
        <li>{say`Open the site, then DevTools (F12), and choose the panel “Resave”.`}</li>
        <li>{say`Save as usual. A refused save (409, 412, 423, 428) appears with its cause.`}</li>
        <li>{say`Press the first button: it checks, clears an old copy, or saves again on top of the newest version.`}</li>
      </ol>
      <p class="buttons">
        <Button primary={origin === null && !asksForExtensions} onClick={() => void world.openPage('example')}>
          {say`See a worked example`}
        </Button>
      </p>

      <h2>{say`Watch while DevTools is closed`}</h2>
      <p>
        {origin === null
          ? say`Without any permission, Resave sees what happens while DevTools is open. To see it always, and to know what came before a refusal, let it watch a site or every site. You can take this back here at any time.`
          : say`Without any permission, Resave sees what happens while DevTools is open. To see it always, and to know what came before a refusal, let it watch ${hostOf(origin)} or every site. You can take this back here at any time.`}
      </p>
      <p class="buttons">
        <Button
          primary={origin !== null && !asksForExtensions}
          pressed={watch.site.value}
          unavailable={noSite}
          onClick={watch.toggleSite}
        >
          {say`Watch this site`}
        </Button>
        <Button pressed={all} onClick={watch.toggleAll}>
          {say`Watch all sites`}
        </Button>
      </p>
      {noSite !== null && <p class="quiet">{noSite}</p>}
      {watch.message.value !== '' && <Notice kind="note">{watch.message.value}</Notice>}
      <p class="quiet">{watchedNow(all, origins)}</p>

      <h2>{say`What is recorded, and where it stays`}</h2>
      <ul>
        <li>{say`Addresses, header fields, status, times and the text of requests and answers of the sites that you watch or look at with DevTools open.`}</li>
        <li>{say`It stays in this browser, is limited in age and amount, and goes away with the extension. Nothing is sent anywhere.`}</li>
        <li>{say`Passwords, cookies, authorization and keys are replaced before anything is stored.`}</li>
        <li>{say`Private windows are not recorded.`}</li>
        <li>{say`Resave sends requests only when you press a button, and says which.`}</li>
      </ul>
      <p>
        <button type="button" class="link" onClick={() => void world.openPage('guide')}>
          {say`What 409 and its kin mean`}
        </button>
      </p>
    </main>
  );
}

/** The one click that Firefox wants in a page for this permission. */
function AllowExtensions({ world }: Pick<Props, 'world'>) {
  const [said, setSaid] = useState<'granted' | 'refused' | null>(null);
  // No await before the request: the browser asks only in the click's own turn.
  const allow = (): void => {
    world.allowExtensions().then(
      (answer) => setSaid(answer === 'granted' ? 'granted' : 'refused'),
      () => setSaid('refused'),
    );
  };
  return (
    <>
      <h2>{say`Which extension is it?`}</h2>
      <p>{say`To name the extensions that could have changed your save, Resave has to see which are installed and what they may do. It changes none of them. You can take this back in the browser’s settings at any time.`}</p>
      <p class="buttons">
        <Button primary onClick={allow}>
          {say`Let Resave see the other extensions`}
        </Button>
      </p>
      {said === 'granted' && (
        <Notice kind="note">{say`Allowed. Go back to the panel and press “Name the suspects” again.`}</Notice>
      )}
      {said === 'refused' && <Notice kind="note">{say`The browser did not give the permission.`}</Notice>}
    </>
  );
}

function watchedNow(all: boolean, origins: readonly string[]): string {
  if (all) return say`Every site is watched now.`;
  if (origins.length === 0) return say`No site is watched now.`;
  return say`Watched now: ${origins.map((pattern) => pattern.replace(/\/\*$/, '')).join(', ')}`;
}
