import { AlsoCalled } from '../panel/also-called.tsx';
import type { Watch } from '../panel/watch.ts';
import { Button, Notice } from '../shared/parts.tsx';
import { hostOf } from '../shared/words.ts';
import type { World } from '../world.ts';

/** First page after installing, and the place for permissions where a panel may not ask for them. */
export function Welcome({ watch, world }: { readonly watch: Watch; readonly world: World }) {
  const origin = watch.origin.value;
  const noSite = origin === null ? 'Open the site first, then press Resave’s button in the toolbar.' : null;
  const { all, origins } = watch.watched.value;
  return (
    <main class="page">
      <h1>Resave</h1>
      <p class="lead">
        A server refused your save? Resave says why, with the evidence, and helps you save without wiping out what
        somebody else wrote.
      </p>

      <h2>Start</h2>
      <ol>
        <li>Open the site, then DevTools (F12), and choose the panel “Resave”.</li>
        <li>Save as usual. A refused save (409, 412, 423, 428) appears with its cause.</li>
        <li>Press the first button: it checks, clears an old copy, or saves again on top of the newest version.</li>
      </ol>

      <h2>Watch while DevTools is closed</h2>
      <p>
        Without any permission, Resave sees what happens while DevTools is open. To see it always, and to know what came
        before a refusal, let it watch {origin === null ? 'a site' : <b>{hostOf(origin)}</b>} or every site. You can
        take this back here at any time.
      </p>
      <p class="buttons">
        <Button primary={origin !== null} pressed={watch.site.value} unavailable={noSite} onClick={watch.toggleSite}>
          Watch this site
        </Button>
        <Button pressed={all} onClick={watch.toggleAll}>
          Watch all sites
        </Button>
      </p>
      {noSite !== null && <p class="quiet">{noSite}</p>}
      <AlsoCalled watch={watch} />
      {watch.message.value !== '' && <Notice kind="note">{watch.message.value}</Notice>}
      <p class="quiet">{watchedNow(all, origins)}</p>

      <h2>What is recorded, and where it stays</h2>
      <ul>
        <li>
          Addresses, header fields, status, times and the text of requests and answers of the sites that you watch or
          look at with DevTools open.
        </li>
        <li>
          It stays in this browser, is limited in age and amount, and goes away with the extension. Nothing is sent
          anywhere.
        </li>
        <li>Passwords, cookies, authorization and keys are replaced before anything is stored.</li>
        <li>Private windows are not recorded.</li>
        <li>Resave sends requests only when you press a button, and says which.</li>
      </ul>
      <p>
        <button type="button" class="link" onClick={() => void world.openPage('guide')}>
          What 409 and its kin mean
        </button>
      </p>
    </main>
  );
}

function watchedNow(all: boolean, origins: readonly string[]): string {
  if (all) return 'Every site is watched now.';
  if (origins.length === 0) return 'No site is watched now.';
  return `Watched now: ${origins.map((pattern) => pattern.replace(/\/\*$/, '')).join(', ')}`;
}
